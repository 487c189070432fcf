import { bytes, integer } from "./bytes.ts";

type Code = Uint8Array<ArrayBuffer>;

export const none: Code = bytes("N");
export const yes: Code = bytes(0x88);
export const no: Code = bytes(0x89);
export const mark: Code = bytes("(");
export const stop: Code = bytes(".");
export const emptyTuple: Code = bytes(")");
export const emptyList: Code = bytes("]");
export const emptyDict: Code = bytes("}");
export const reduce: Code = bytes("R");
export const build: Code = bytes("b");
export const setItems: Code = bytes("u");
export const persistentId: Code = bytes("Q");

/** PROTO, the instructions, STOP. */
export function pickle(...code: Code[]): Code {
  return bytes(0x80, 2, ...code, stop);
}

export function text(value: string | Uint8Array): Code {
  const raw = bytes(value);
  return bytes("X", integer(4, raw.length), raw);
}

/** BININT where that is enough, LONG1 otherwise. */
export function number(value: number | bigint): Code {
  const isSmall = value >= -(2 ** 31) && value < 2 ** 31;
  return isSmall ? bytes("J", integer(4, value)) : bytes(0x8a, 9, integer(9, value));
}

export function global(module: string, name: string): Code {
  return bytes("c", module, "\n", name, "\n");
}

/** The same by way of the stack, as in protocol 4. */
export function stackGlobal(module: string, name: string): Code {
  return bytes(text(module), text(name), 0x93);
}

export function tuple(...items: Code[]): Code {
  return bytes(mark, ...items, "t");
}

export function list(...items: Code[]): Code {
  return bytes(emptyList, mark, ...items, "e");
}

export function numbers(values: readonly (number | bigint)[]): Code {
  return tuple(...values.map(number));
}

/** A call with a tuple of arguments. */
export function call(callee: Code, ...args: Code[]): Code {
  return bytes(callee, tuple(...args), reduce);
}

export function dictionary(entries: readonly (readonly [key: Code, value: Code])[]): Code {
  return bytes(emptyDict, mark, ...entries.flat(), setItems);
}

export const orderedDict: Code = call(global("collections", "OrderedDict"));

/** A tensor of bfloat16 that fits its storage, but for what is said otherwise. */
export interface TensorPlan {
  readonly key?: string;
  readonly storageClass?: Code;
  readonly length?: number | bigint;
  readonly offset?: number | bigint;
  readonly shape?: readonly (number | bigint)[];
  readonly strides?: readonly (number | bigint)[];
  /** The seventh argument, which only PyTorch 2 writes. */
  readonly metadata?: Code;
}

export function storage({
  key = "0",
  storageClass = global("torch", "BFloat16Storage"),
  length = 4,
}: TensorPlan): Code {
  return bytes(tuple(text("storage"), storageClass, text(key), text("cpu"), number(length)), persistentId);
}

export function tensor(plan: TensorPlan = {}): Code {
  const { offset = 0, shape = [4], strides = [1], metadata } = plan;
  return call(
    global("torch._utils", "_rebuild_tensor_v2"),
    storage(plan),
    number(offset),
    numbers(shape),
    numbers(strides),
    no,
    orderedDict,
    ...(metadata === undefined ? [] : [metadata]),
  );
}

/** The pickle of a state dict. */
export function stateDict(tensors: Readonly<Record<string, Code>>): Code {
  return pickle(dictionary(Object.entries(tensors).map(([name, code]) => [text(name), code])));
}
