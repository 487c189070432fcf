// The runtime inside an executable heeds these variables of its user's environment: $BUN_OPTIONS and $BUN_INSPECT_PRELOAD
// run any file before the program, $BUN_BE_BUN makes it Bun itself, and $BUN_INSPECT, which editors set in their
// terminals, stops it until a debugger comes. Bun has no switch against them, so their names are changed in the
// finished file to ones that nobody has.
const unwanted = [
  "BUN_OPTIONS",
  "BUN_BE_BUN",
  "BUN_INSPECT",
  "BUN_INSPECT_CONNECT_TO",
  "BUN_INSPECT_PRELOAD",
];
const inPlaceOfBun = "OFF";

/**
 * Makes an executable deaf to the variables that Bun takes its own options from. Changes the bytes in place.
 * @throws Error when a name is not there exactly once: this Bun keeps it in another way
 */
export function seal(executable: Buffer): void {
  for (const name of unwanted) {
    // A whole C string, which nothing shares a part with
    const needle = Buffer.from(`\0${name}\0`);
    const at = executable.indexOf(needle);
    if (at < 0 || executable.indexOf(needle, at + 1) >= 0) {
      throw new Error(`cannot make the executable ignore $${name}: its name is not there exactly once`);
    }
    executable.write(inPlaceOfBun, at + 1, "latin1");
  }
}

/** Whether {@link seal} has been here. */
export function isSealed(executable: Buffer): boolean {
  return unwanted.every((name) => {
    const sealed = inPlaceOfBun + name.slice(inPlaceOfBun.length);
    return executable.includes(`\0${sealed}\0`) && !executable.includes(`\0${name}\0`);
  });
}
