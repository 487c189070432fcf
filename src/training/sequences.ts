/** the rows of a batch that belong together: a document, whose tokens see one another and nothing else. */
export interface Sequence {
  /** row of its first token. */
  readonly from: number;
  /** tokens, a multiple of 4. */
  readonly length: number;
}
