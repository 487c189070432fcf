import { readFileSync } from "node:fs";

/** Standard input, piece by piece, until it ends. */
export async function* standardInput(): AsyncGenerator<Uint8Array, void, void> {
  const pieces = Bun.stdin.stream();
  try {
    yield* pieces;
  } catch (error) {
    // Bun 1.4.5 cannot read what is redirected on Windows ("EBADF, fstat"), but Node's way works there
    if (process.platform !== "win32") throw error;
    yield readFileSync(0);
  }
}

/**
 * Whether a text comes through standard input. A pipe that stays open without a word is not waited for.
 * @param patience how long to wait for the first byte, in milliseconds
 */
export async function hasStandardInput(patience: number): Promise<boolean> {
  if (process.stdin.isTTY) return false;
  const reader = Bun.stdin.stream().getReader();
  const first = reader.read().then(
    ({ done }) => !done,
    () => false, // What cannot be read is no text
  );
  const isText = await Promise.race([first, Bun.sleep(patience).then(() => false)]);
  await reader.cancel();
  return isText;
}
