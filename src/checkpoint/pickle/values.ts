/** What a pickle can hold here. Nothing in it is a JavaScript object whose keys a file chose: dictionaries are maps. */
export type Value =
  | null
  | boolean
  | number
  | bigint
  | string
  | List
  | Tuple
  | Dictionary
  | Callable
  | StorageClass
  | Storage
  | Tensor;

export interface List {
  readonly kind: "list";
  readonly items: Value[];
}

export interface Tuple {
  readonly kind: "tuple";
  readonly items: readonly Value[];
}

export interface Dictionary {
  readonly kind: "dictionary";
  readonly entries: Map<string | number, Value>;
}

/** One of the three functions that a checkpoint may call. */
export interface Callable {
  readonly kind: "callable";
  readonly name: "OrderedDict" | "_rebuild_tensor_v2" | "_rebuild_parameter";
}

/** A class of torch that stands for an element type, such as torch.BFloat16Storage. */
export interface StorageClass {
  readonly kind: "storage class";
  /** Torch's name of the element type: one of ours, or one that no engine here computes with. */
  readonly elementType: string;
}

/** A run of elements in the file, which tensors are views of. */
export interface Storage {
  readonly kind: "storage";
  readonly key: string;
  readonly elementType: string;
  /** How many elements. */
  readonly length: number;
}

/** A tensor as the pickle describes it; whether it fits its storage is seen later. */
export interface Tensor {
  readonly kind: "tensor";
  readonly storage: Storage;
  /** In elements of the storage, as are the strides. */
  readonly offset: number;
  readonly shape: readonly number[];
  readonly strides: readonly number[];
}

/** A value as an error names it. */
export function describe(value: Value): string {
  if (value === null) return "None";
  if (typeof value !== "object") return `a ${typeof value}`;
  return value.kind === "storage class" ? "a class" : `a ${value.kind}`;
}

/** A count, size or offset: an integer from 0 up to 2^53 - 1. */
export function isCount(value: Value | undefined): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}

/** Whether the value is of this kind. */
export function is<Kind extends (Value & object)["kind"]>(
  value: Value | undefined,
  kind: Kind,
): value is Extract<Value, { kind: Kind }> {
  return typeof value === "object" && value !== null && value.kind === kind;
}
