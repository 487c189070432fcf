/**
 * What a pickle can hold here. No value is a JavaScript object with keys that come from the file: dictionaries are maps.
 */
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

/** A class of PyTorch that stands for an element type, such as torch.BFloat16Storage. */
export interface StorageClass {
  readonly kind: "storage class";
  readonly elementType: ElementType;
}

/** An element type by PyTorch's name, and the bytes of one element. Not every type can be computed with here. */
export interface ElementType {
  readonly name: string;
  readonly bytes: number;
}

/** A run of elements in the file. Tensors are views of it. */
export interface Storage {
  readonly kind: "storage";
  readonly key: string;
  readonly elementType: ElementType;
  /** The number of elements. */
  readonly length: number;
}

/** A tensor as the pickle describes it. Whether it fits its storage is checked later. */
export interface Tensor {
  readonly kind: "tensor";
  readonly storage: Storage;
  /** In elements of the storage, like the strides. */
  readonly offset: number;
  readonly shape: readonly number[];
  readonly strides: readonly number[];
  /** Flags of PyTorch 2 which say that the stored numbers are not yet the tensor's, such as "neg" and "conj". */
  readonly flags: readonly string[];
}

/** A value as an error names it. */
export function describe(value: Value): string {
  if (value === null) return "None";
  if (typeof value !== "object") return `a ${typeof value}`;
  return value.kind === "storage class" ? "a class" : `a ${value.kind}`;
}

/** A count, size or offset: an integer from 0 to 2^53 - 1. */
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
