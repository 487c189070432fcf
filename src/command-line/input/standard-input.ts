import { readFileSync } from "node:fs";

/** Standard input, piece by piece, until it ends. @throws the error of the operating system when it cannot be read */
export async function* standardInput(): AsyncGenerator<Uint8Array, void, void> {
  try {
    yield* Bun.stdin.stream();
  } catch (error) {
    yield readRedirected(error);
  }
}

/**
 * Whether standard input has any byte.
 * @param patience how long to wait for it, in milliseconds
 * @throws the error of the operating system when it cannot be read
 */
export async function hasStandardInput(patience: number): Promise<boolean> {
  if (process.stdin.isTTY) return false;
  let reader: ReadableStreamDefaultReader<Uint8Array>;
  try {
    reader = Bun.stdin.stream().getReader();
  } catch (error) {
    return readRedirected(error).byteLength > 0;
  }
  const first = reader.read().then(({ done }) => !done);
  const isText = await Promise.race([first, Bun.sleep(patience).then(() => false)]);
  await reader.cancel();
  return isText;
}

/**
 * Bun 1.4.5 cannot read what is redirected on Windows ("EBADF, fstat"), but Node's function works there.
 * @throws the error, on other platforms
 */
function readRedirected(error: unknown): Uint8Array {
  if (process.platform !== "win32") throw error;
  return readFileSync(0);
}
