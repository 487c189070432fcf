import { readFileSync } from "node:fs";

/** All bytes of standard input, once it has ended. */
export async function standardInput(): Promise<Uint8Array> {
  try {
    return await Bun.stdin.bytes();
  } catch (error) {
    // Bun 1.4.5 cannot read what is redirected on Windows ("EBADF, fstat"), but Node's way works there
    if (process.platform === "win32") return readFileSync(0);
    throw error;
  }
}
