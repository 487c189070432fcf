/** Whether a path leads into the standalone executable, to a file that was built into it. */
export function isEmbedded(path: string): boolean {
  return /^(\/\$bunfs|[A-Z]:[\\/]~BUN)[\\/]/.test(path);
}
