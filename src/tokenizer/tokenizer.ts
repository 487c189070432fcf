import { forEachPatiently } from "../common/patiently.ts";
import { bytePairEncode } from "./bpe.ts";
import { type ByteString, toBytes, utf8 } from "./byte-string.ts";
import { type SpecialTokenIds, specialTokenIds, specialTokenNames } from "./special-tokens.ts";
import { splitText } from "./split.ts";
import { readTiktoken } from "./tiktoken.ts";

/** Text ↔ token ids, exactly as Meta's models/llama3/tokenizer.py does with tiktoken. */
export class Tokenizer {
  /** The number of token ids: the ordinary tokens and the 256 special ones. */
  readonly vocabSize: number;
  readonly special: SpecialTokenIds;
  /** The model ends its answer with one of these. */
  readonly stopTokens: ReadonlySet<number>;
  /** By id. The bytes of a special token are those of its name. */
  private readonly tokens: readonly ByteString[];

  /** @param ranks rank by token, in the order of the ranks, as {@link readTiktoken} returns them */
  constructor(private readonly ranks: ReadonlyMap<ByteString, number>) {
    this.tokens = [...ranks.keys(), ...specialTokenNames];
    this.vocabSize = this.tokens.length;
    this.special = specialTokenIds(ranks.size);
    this.stopTokens = new Set([this.special.endOfText, this.special.eomId, this.special.eotId]);
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
    await forEachPatiently(this.encodePieces(text), (piece) => {
      for (const id of piece) ids.push(id);
    });
    return ids;
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
