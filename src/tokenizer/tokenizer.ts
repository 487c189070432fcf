import { setImmediate } from "node:timers/promises";
import { bytePairEncode } from "./bpe.ts";
import { type ByteString, toBytes, utf8 } from "./byte-string.ts";
import { type SpecialTokenIds, specialTokenIds, specialTokenNames } from "./special-tokens.ts";
import { splitText } from "./split.ts";
import { readTiktoken } from "./tiktoken.ts";

/** How long {@link Tokenizer.encodeLong} keeps the event loop waiting, in milliseconds. */
const patience = 20;

/** Text ↔ token ids, exactly as Meta's models/llama3/tokenizer.py does with tiktoken. */
export class Tokenizer {
  /** The number of token ids: the ordinary tokens and the 256 special ones. */
  readonly vocabSize: number;
  readonly special: SpecialTokenIds;
  /** The model ends its answer with one of these. */
  readonly stopTokens: ReadonlySet<number>;
  /** By id. The bytes of a special token are those of its name. */
  private readonly tokens: readonly ByteString[];
  /** The bytes of the longest ordinary token. */
  private readonly longestToken: number;

  /** @param ranks rank by token, in the order of the ranks, as {@link readTiktoken} returns them */
  constructor(private readonly ranks: ReadonlyMap<ByteString, number>) {
    this.tokens = [...ranks.keys(), ...specialTokenNames];
    this.vocabSize = this.tokens.length;
    this.special = specialTokenIds(ranks.size);
    this.stopTokens = new Set([this.special.endOfText, this.special.eomId, this.special.eotId]);
    let longest = 1;
    for (const token of ranks.keys()) longest = Math.max(longest, token.length);
    this.longestToken = longest;
  }

  /**
   * @param path a tokenizer.model
   * @throws FileError if the file is missing, of another kind, or damaged
   */
  static load(path: string): Tokenizer {
    return new Tokenizer(readTiktoken(path));
  }

  /**
   * The ids of a text. Names of special tokens in it are encoded like other text, and no special token is added.
   * An unpaired surrogate is encoded as U+FFFD.
   */
  encode(text: string): number[] {
    const ids: number[] = [];
    for (const piece of this.encodePieces(text)) {
      for (const id of piece) ids.push(id);
    }
    return ids;
  }

  /** As {@link encode}, for a long text: the event loop runs in between, so that signals are handled. */
  async encodeLong(text: string): Promise<number[]> {
    const ids: number[] = [];
    let pause = performance.now() + patience;
    for (const piece of this.encodePieces(text)) {
      for (const id of piece) ids.push(id);
      if (performance.now() < pause) continue;
      await setImmediate();
      pause = performance.now() + patience;
    }
    return ids;
  }

  /**
   * Whether a text has more tokens than `count`. It encodes no more of the text than needed to know, so it is fast where
   * {@link encode} would take long.
   */
  exceeds(text: string, count: number): boolean {
    if (Buffer.byteLength(text) > count * this.longestToken) return true;
    let tokens = 0;
    for (const piece of this.encodePieces(text)) {
      tokens += piece.length;
      if (tokens > count) return true;
    }
    return false;
  }

  /**
   * The bytes that a token stands for. They may begin or end in the middle of a character.
   * @throws RangeError if it is not an id
   */
  bytesOf(id: number): Uint8Array {
    return toBytes(this.token(id));
  }

  /**
   * The text of the ids. Bytes that are not UTF-8 become U+FFFD.
   * @throws RangeError if one of them is not an id
   */
  decode(ids: readonly number[]): string {
    const bytes = toBytes(ids.map((id) => this.token(id)).join(""));
    // Despite its name, ignoreBOM keeps a U+FEFF at the beginning
    return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
  }

  /** The ids of a text, one piece after the other. */
  private *encodePieces(text: string): Generator<readonly number[], void> {
    for (const piece of splitText(text)) yield bytePairEncode(utf8(piece), this.ranks);
  }

  private token(id: number): ByteString {
    const token = this.tokens[id];
    if (token === undefined) throw new RangeError(`token id ${id} is not in 0 … ${this.vocabSize - 1}`);
    return token;
  }
}
