/** The rows of a batch that belong together: a document, whose tokens see one another and nothing else. */
export interface Sequence {
  /** Row of its first token. */
  readonly from: number;
  /** Tokens, a multiple of 4. */
  readonly length: number;
}
