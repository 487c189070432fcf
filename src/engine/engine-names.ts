/** the engines as the command line calls them, the default first. */
export const engineNames = ["simd", "typescript"] as const;

export type EngineName = (typeof engineNames)[number];
