// The instructions of Python's pickle (protocol 2) that describe a state dict. Python's pickletools.py describes each.

const encoder = new TextEncoder();

/** One or more instructions, as bytes. */
export type Code = readonly number[];

/** PROTO, the instructions, STOP. */
export function pickle(...code: Code[]): Uint8Array {
  return Uint8Array.from([[0x80, 2], ...code, [0x2e]].flat());
}

/** BINUNICODE. */
export function text(value: string): Code {
  const bytes = encoder.encode(value);
  return [0x58, ...littleEndian(bytes.length), ...bytes];
}

/** BININT, from -2^31 to 2^31 - 1. */
export function integer(value: number): Code {
  return [0x4a, ...littleEndian(value)];
}

/** NEWFALSE. */
export const no: Code = [0x89];

/** MARK, the items, TUPLE. */
export function tuple(...items: Code[]): Code {
  return [0x28, ...items.flat(), 0x74];
}

/** EMPTY_DICT, MARK, keys and values, SETITEMS. */
export function dictionary(entries: readonly (readonly [key: Code, value: Code])[]): Code {
  return [0x7d, 0x28, ...entries.flat(2), 0x75];
}

/** GLOBAL: a class or function by its module and name. */
export function global(module: string, name: string): Code {
  return [0x63, ...encoder.encode(`${module}\n${name}\n`)];
}

/** REDUCE: the result of a call. */
export function call(callee: Code, ...args: Code[]): Code {
  return [...callee, ...tuple(...args), 0x52];
}

/** BINPERSID: an object outside of the pickle. */
export function persistent(id: Code): Code {
  return [...id, 0x51];
}

function littleEndian(value: number): Code {
  return [value & 0xff, (value >> 8) & 0xff, (value >> 16) & 0xff, (value >> 24) & 0xff];
}
