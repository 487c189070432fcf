/** Whether a path names a file that was built into the standalone executable. */
export function isEmbedded(path: string): boolean {
  return /^(\/\$bunfs|[A-Z]:[\\/]~BUN)[\\/]/.test(path);
}
