import { bytePairEncode } from "./bpe.ts";
import { type ByteString, toBytes, utf8 } from "./byte-string.ts";
import { type SpecialTokenIds, specialTokenIds, specialTokenNames } from "./special-tokens.ts";
import { splitText } from "./split.ts";
import { readTiktoken } from "./tiktoken.ts";

/** Text ↔ token ids, exactly as Meta's models/llama3/tokenizer.py does with tiktoken. */
export class Tokenizer {
  /** The number of token ids: the ordinary tokens, then the 256 special ones. */
  readonly vocabSize: number;
  readonly special: SpecialTokenIds;
  /** The model has said all it wanted when one of these comes. */
  readonly stopTokens: ReadonlySet<number>;
  /** By id; a special token has the bytes of its name. */
  private readonly tokens: readonly ByteString[];

  /** @param ranks rank by token, in the order of the ranks, as {@link readTiktoken} gives them */
  constructor(private readonly ranks: ReadonlyMap<ByteString, number>) {
    this.tokens = [...ranks.keys(), ...specialTokenNames];
    this.vocabSize = this.tokens.length;
    this.special = specialTokenIds(ranks.size);
    this.stopTokens = new Set([this.special.endOfText, this.special.eomId, this.special.eotId]);
  }

  /**
   * @param path a tokenizer.model
   * @throws FileError where the file is missing, of another kind, or damaged
   */
  static load(path: string): Tokenizer {
    return new Tokenizer(readTiktoken(path));
  }

  /**
   * The ids of a text. The name of a special token in it is text like any other, and none is added.
   * An unpaired surrogate is encoded as U+FFFD.
   */
  encode(text: string): number[] {
    const ids: number[] = [];
    for (const piece of splitText(text)) {
      for (const id of bytePairEncode(utf8(piece), this.ranks)) ids.push(id);
    }
    return ids;
  }

  /**
   * The bytes a token stands for, which may begin or end within a character; those of its name for a special token.
   * @throws RangeError for what is not an id
   */
  bytesOf(id: number): Uint8Array {
    return toBytes(this.token(id));
  }

  /**
   * The text of the ids; bytes that are not UTF-8 become U+FFFD.
   * @throws RangeError for what is not an id
   */
  decode(ids: readonly number[]): string {
    const bytes = toBytes(ids.map((id) => this.token(id)).join(""));
    // ignoreBOM: a U+FEFF at the beginning is kept, strange as the name is
    return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
  }

  private token(id: number): ByteString {
    const token = this.tokens[id];
    if (token === undefined) throw new RangeError(`token id ${id} is not in 0 … ${this.vocabSize - 1}`);
    return token;
  }
}
