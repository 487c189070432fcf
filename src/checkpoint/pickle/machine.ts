import type { ByteReader } from "../byte-reader.ts";
import { quote } from "../problems.ts";
import { describe, is, type Value } from "./values.ts";

/** What the names in a pickle refer to. Each function throws a FileError for a name that it does not know. */
export interface Environment {
  /** The class or function of a module. */
  find(module: string, name: string): Value;
  /** The result of a call. */
  call(callee: Value, args: readonly Value[]): Value;
  /** The object outside of the pickle that a persistent id stands for. */
  load(id: Value): Value;
}

const longestText = 2 ** 24;
const longestLine = 256;
const longestInteger = 16;
const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** The state of a running pickle: a stack with marks in it, and a memo of values that can be used again. */
export class Machine {
  readonly #stack: Value[] = [];
  /** The heights of the stack at which marks were set. */
  readonly #marks: number[] = [];
  readonly #memo = new Map<number, Value>();
  readonly #environment: Environment;

  constructor(
    readonly reader: ByteReader,
    environment: Environment,
  ) {
    this.#environment = environment;
  }

  /** The only value on the stack when the pickle ends. */
  result(): Value {
    const [value] = this.take(1);
    if (this.#stack.length > 0) throw this.reader.problem("leaves more than one value on its stack");
    return value;
  }

  push(value: Value): void {
    this.#stack.push(value);
  }

  mark(): void {
    this.#marks.push(this.#stack.length);
  }

  /** Pops the topmost values, at most down to the last mark. */
  take(count: number): Value[] {
    const rest = this.#stack.length - count;
    if (rest < (this.#marks.at(-1) ?? 0)) throw this.reader.problem("pops more values than its stack has");
    return this.#stack.splice(rest);
  }

  /** Pops all values above the last mark, and the mark. */
  takeToMark(): Value[] {
    const mark = this.#marks.pop();
    if (mark === undefined) throw this.reader.problem("uses a mark that it never set");
    return this.#stack.splice(mark);
  }

  /** Adds items to the list on top of the stack. */
  append(items: Value[]): void {
    const list = this.#top();
    if (!is(list, "list")) throw this.reader.problem(`appends to ${describe(list)}`);
    for (const item of items) list.items.push(item);
  }

  /** Sets keys and values, alternating in `items`, in the dictionary on top of the stack. */
  setItems(items: Value[]): void {
    const dictionary = this.#top();
    if (!is(dictionary, "dictionary")) throw this.reader.problem(`sets an item of ${describe(dictionary)}`);
    if (items.length % 2 !== 0) throw this.reader.problem("has a key without a value");
    for (let index = 0; index < items.length; index += 2) {
      const key = items[index];
      if (typeof key !== "string" && typeof key !== "number") {
        throw this.reader.problem(`has ${describe(key)} as the key of a dictionary`);
      }
      if (dictionary.entries.has(key)) throw this.reader.problem(`has the key ${quote(String(key))} twice`);
      dictionary.entries.set(key, items[index + 1]);
    }
  }

  /** Stores the top of the stack in the memo, in the next free slot if none is given. */
  memoize(slot = this.#memo.size): void {
    this.#memo.set(slot, this.#top());
  }

  /** Pushes the value in a slot of the memo. */
  recall(slot: number): void {
    const value = this.#memo.get(slot);
    if (value === undefined) throw this.reader.problem(`uses memo ${slot}, which it never stored`);
    this.push(value);
  }

  /** Pushes a class or function of a module. */
  find(module: string, name: string): void {
    this.push(this.#environment.find(module, name));
  }

  /** Pushes the class or function whose module and name are on the stack. */
  findNamed(): void {
    const [module, name] = this.take(2);
    if (typeof module !== "string" || typeof name !== "string") {
      throw this.reader.problem(`looks for ${describe(name)} in ${describe(module)}`);
    }
    this.find(module, name);
  }

  /** Calls a function with a tuple of arguments, and pushes the result. */
  call(): void {
    const [callee, args] = this.take(2);
    if (!is(args, "tuple")) throw this.reader.problem(`calls with ${describe(args)} instead of arguments`);
    this.push(this.#environment.call(callee, args.items));
  }

  /** Pushes the object that the persistent id on top of the stack stands for. */
  load(): void {
    const [id] = this.take(1);
    this.push(this.#environment.load(id));
  }

  /** Drops the attributes of a dictionary. PyTorch sets `_metadata` of a state dict, which nothing here needs. */
  build(): void {
    const [object, state] = this.take(2);
    if (!is(object, "dictionary") || !is(state, "dictionary")) {
      throw this.reader.problem(`sets attributes of ${describe(object)}`);
    }
    this.push(object);
  }

  /** The next `size` bytes as an integer: little-endian, two's complement. */
  integer(size: number): number | bigint {
    if (size > longestInteger) throw this.reader.problem(`has an integer of ${size} bytes`);
    const bits = this.reader.bytes(size).reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
    const value = BigInt.asIntN(8 * size, bits);
    return Number.isSafeInteger(Number(value)) ? Number(value) : value;
  }

  /** The next `size` bytes as text. */
  text(size: number): string {
    if (size > longestText) throw this.reader.problem(`has a text of ${size} bytes`);
    return this.#decode(this.reader.bytes(size));
  }

  /** Text up to the next line feed. */
  line(): string {
    const bytes: number[] = [];
    for (let byte = this.reader.byte(); byte !== 0x0a; byte = this.reader.byte()) {
      if (bytes.length === longestLine) throw this.reader.problem("has a name that does not end");
      bytes.push(byte);
    }
    return this.#decode(Uint8Array.from(bytes));
  }

  #top(): Value {
    const [value] = this.take(1);
    this.push(value);
    return value;
  }

  #decode(bytes: Uint8Array): string {
    try {
      return utf8.decode(bytes);
    } catch {
      throw this.reader.problem("has a text that is not UTF-8");
    }
  }
}
