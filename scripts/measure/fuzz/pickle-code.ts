import type { Chance } from "./chance.ts";
import { join, writeInteger } from "./mutate-bytes.ts";

// A pickle as a list of instructions, to be changed as such. What each has as its argument is from Python's pickletools.py.

/** The argument of an instruction: so many bytes, a length of so many bytes and the bytes it counts, or lines of text. */
type Argument = { readonly bytes: number } | { readonly length: number } | { readonly lines: number };

const none: Argument = { bytes: 0 };
const one: Argument = { bytes: 1 };
const two: Argument = { bytes: 2 };
const four: Argument = { bytes: 4 };
const eight: Argument = { bytes: 8 };
const line: Argument = { lines: 1 };

/** All instructions of protocols 0 to 5, as bytes or as characters. */
const argumentsOf = new Map<number, Argument>([
  ...codes("(.0123NQRabdelostu}]", none),
  ...codes([0x81, 0x85, 0x86, 0x87, 0x88, 0x89, 0x8f, 0x90, 0x91, 0x92, 0x93, 0x94, 0x97, 0x98], none),
  ...codes(")", none),
  ...codes("Khq", one),
  ...codes([0x80, 0x82], one),
  ...codes("M", two),
  ...codes([0x83], two),
  ...codes("Jjr", four),
  ...codes([0x84], four),
  ...codes("G", eight),
  ...codes([0x95], eight),
  ...codes("FILPSVgp", line),
  ...codes("ci", { lines: 2 }),
  ...codes("UC", { length: 1 }),
  ...codes("TBX", { length: 4 }),
  ...codes([0x8a, 0x8c], { length: 1 }),
  ...codes([0x8b], { length: 4 }),
  ...codes([0x8d, 0x8e, 0x96], { length: 8 }),
]);
const opcodes = [...argumentsOf.keys()];
const stop = ".".charCodeAt(0);

function codes(list: string | readonly number[], argument: Argument): [number, Argument][] {
  const numbers = typeof list === "string" ? [...list].map((character) => character.charCodeAt(0)) : list;
  return numbers.map((code) => [code, argument]);
}

/** The instructions of a pickle up to its STOP, each with its argument, and the bytes that follow it. */
export function splitPickle(bytes: Uint8Array): { instructions: Uint8Array[]; rest: Uint8Array } {
  const instructions: Uint8Array[] = [];
  let at = 0;
  while (at < bytes.length) {
    const end = Math.min(bytes.length, at + 1 + argumentSize(bytes, at));
    instructions.push(bytes.subarray(at, end));
    const isStop = bytes[at] === stop;
    at = end;
    if (isStop) break;
  }
  return { instructions, rest: bytes.subarray(at) };
}

function argumentSize(bytes: Uint8Array, at: number): number {
  const argument = argumentsOf.get(bytes[at]) ?? none;
  if ("bytes" in argument) return argument.bytes;
  if ("lines" in argument) {
    let end = at;
    for (let lines = 0; lines < argument.lines; lines++) {
      const next = bytes.indexOf(0x0a, end + 1);
      if (next < 0) return bytes.length;
      end = next;
    }
    return end - at;
  }
  let size = 0;
  for (let i = argument.length; i > 0; i--) size = size * 256 + (bytes[at + i] ?? 0);
  return argument.length + size;
}

/** A pickle with a few of its instructions changed, moved, repeated, nested or removed. */
export function mutatePickle(pickle: Uint8Array, chance: Chance): Uint8Array<ArrayBuffer> {
  const { instructions, rest } = splitPickle(pickle);
  for (let changes = chance.spread(1, 6); changes > 0; changes--) change(instructions, chance);
  return join(...instructions, rest);
}

function change(code: Uint8Array[], chance: Chance): void {
  // The first instructions and the last one are changed less often: without them nothing else is read
  const at = chance.oneIn(20)
    ? chance.below(code.length + 1)
    : 1 + chance.below(Math.max(1, code.length - 1));
  const count = chance.spread(1, 12);
  switch (chance.below(9)) {
    case 0:
      code.splice(at, count);
      return;
    case 1: // Repeat
      code.splice(at, 0, ...code.slice(at, at + count));
      return;
    case 2: // Move
      code.splice(chance.below(code.length), 0, ...code.splice(at, count));
      return;
    case 3:
      code.splice(at, 0, randomInstruction(chance));
      return;
    case 4: // Another instruction with the same argument
      if (at < code.length) code[at] = withOpcode(code[at], chance.pick(opcodes));
      return;
    case 5: // Another argument for the same instruction
      if (at < code.length) code[at] = withArgument(code[at], chance);
      return;
    case 6: // Nest deeply
      code.splice(at, 0, ...nested(chance));
      return;
    case 7: // Exchange with another
      if (at < code.length) {
        const other = chance.below(code.length);
        [code[at], code[other]] = [code[other], code[at]];
      }
      return;
    default: {
      // Many times the same
      const repeated = code[chance.below(code.length)] ?? randomInstruction(chance);
      code.splice(at, 0, ...Array<Uint8Array>(chance.spread(1, 20_000)).fill(repeated));
    }
  }
}

function randomInstruction(chance: Chance): Uint8Array {
  const opcode = chance.oneIn(10) ? chance.below(256) : chance.pick(opcodes);
  const argument = argumentsOf.get(opcode) ?? none;
  if ("bytes" in argument) return join(Uint8Array.of(opcode), chance.bytes(argument.bytes));
  if ("lines" in argument) {
    const names = [
      "torch",
      "collections",
      "os",
      "__builtin__",
      "system",
      "OrderedDict",
      "BFloat16Storage",
      "x",
    ];
    const lines = Array.from({ length: argument.lines }, () => `${chance.pick(names)}\n`).join("");
    return join(Uint8Array.of(opcode), Buffer.from(lines));
  }
  const content = chance.bytes(chance.spread(0, 40));
  const length = writeInteger(new Uint8Array(argument.length), 0, argument.length, content.length);
  return join(Uint8Array.of(opcode), length, content);
}

function withOpcode(instruction: Uint8Array, opcode: number): Uint8Array {
  const changed = Uint8Array.from(instruction);
  changed[0] = opcode;
  return changed;
}

function withArgument(instruction: Uint8Array, chance: Chance): Uint8Array {
  const changed = Uint8Array.from(instruction);
  const argument = argumentsOf.get(instruction[0]) ?? none;
  if ("length" in argument && chance.oneIn(2)) {
    return writeInteger(changed, 1, argument.length, chance.number(changed.length));
  }
  if (changed.length > 1) writeInteger(changed, 1, changed.length - 1, chance.number());
  return changed;
}

/** Tuples, lists or dictionaries within each other, or calls of calls. */
function nested(chance: Chance): Uint8Array[] {
  const depth = chance.spread(1, 50_000);
  const [before, after] = chance.pick([
    ["", "\x85"], // TUPLE1
    ["(", "t"],
    ["]", "a"],
    ["(", "l"],
    ["(", "d"],
    ["", "\x94"], // MEMOIZE
    ["}", ""],
    ["", "R"],
  ] as const);
  const bytes = (text: string) => Buffer.from(text.repeat(depth), "latin1");
  return [bytes(before), Buffer.from("N"), bytes(after)];
}
