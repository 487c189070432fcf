import type { Chance } from "./chance.ts";

/** What a target can take: bytes, consecutive parts of a file, or text. */
export type Input = Uint8Array | readonly Uint8Array[] | string;

/** An input that is ready to be tried. */
export interface Trial {
  readonly input: Input;
  /** Gives the input to the program. @throws what the program throws, or an error about a wrong result */
  run(): unknown;
}

/** A part of the program that takes input from outside. */
export interface Target {
  readonly name: string;
  /** Makes an input. The same choices make the same one. */
  prepare(chance: Chance): Trial;
}

/** A target that makes inputs of one type and checks what the program does with each. */
export function target<Each extends Input>(
  name: string,
  make: (chance: Chance) => Each,
  check: (input: Each) => unknown,
): Target {
  const prepare = (chance: Chance): Trial => {
    const input = make(chance);
    return { input, run: () => check(input) };
  };
  return { name, prepare };
}

/** @throws Error with the message, unless something is true */
export function require(isTrue: boolean, message: string): void {
  if (!isTrue) throw new Error(message);
}
