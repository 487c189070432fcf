declare module "*.pth" {
  const path: string;
  export default path;
}

declare module "*.model" {
  const path: string;
  export default path;
}
