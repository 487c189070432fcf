// The runtime inside an executable obeys these variables of the environment: $BUN_OPTIONS and $BUN_INSPECT_PRELOAD
// run any file before the program, $BUN_BE_BUN makes it Bun itself, and $BUN_INSPECT, which editors set in their
// terminals, makes it wait for a debugger. Bun cannot be told to ignore them, so their names are changed in the
// finished file to names that nobody uses.
const unwanted = [
  "BUN_OPTIONS",
  "BUN_BE_BUN",
  "BUN_INSPECT",
  "BUN_INSPECT_CONNECT_TO",
  "BUN_INSPECT_PRELOAD",
];
const inPlaceOfBun = "OFF";

/**
 * Makes an executable ignore the variables from which Bun takes its own options. Changes the bytes in place.
 * @throws Error if a name is not there exactly once, because this Bun stores it in another way
 */
export function seal(executable: Buffer): void {
  for (const name of unwanted) {
    // A whole C string
    const needle = Buffer.from(`\0${name}\0`);
    const at = executable.indexOf(needle);
    if (at < 0 || executable.indexOf(needle, at + 1) >= 0) {
      throw new Error(`cannot make the executable ignore $${name}: its name is not there exactly once`);
    }
    executable.write(inPlaceOfBun, at + 1, "latin1");
  }
}

/** Whether {@link seal} was applied. */
export function isSealed(executable: Buffer): boolean {
  return unwanted.every((name) => {
    const sealed = inPlaceOfBun + name.slice(inPlaceOfBun.length);
    return executable.includes(`\0${sealed}\0`) && !executable.includes(`\0${name}\0`);
  });
}
