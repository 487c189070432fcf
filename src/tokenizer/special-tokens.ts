/**
 * Special tokens, in the order of their ids after the ordinary tokens: `special_tokens` in Meta's
 * models/llama3/tokenizer.py. The model reads them as structure, so no text may encode to one: "<|eot_id|>" in a prompt
 * is ordinary text.
 */
const named = [
  "<|begin_of_text|>",
  "<|end_of_text|>",
  "<|reserved_special_token_0|>",
  "<|reserved_special_token_1|>",
  "<|finetune_right_pad_id|>",
  "<|step_id|>",
  "<|start_header_id|>",
  "<|end_header_id|>",
  "<|eom_id|>", // End of message: the assistant waits for the output of a tool
  "<|eot_id|>", // End of turn
  "<|python_tag|>",
  "<|image|>",
];

/** The names of all 256. Those without a use have numbers. */
export const specialTokenNames: readonly string[] = [
  ...named,
  ...Array.from({ length: 256 - named.length }, (_, i) => `<|reserved_special_token_${2 + i}|>`),
];

/** The ids of the special tokens that the program uses, for a vocabulary with so many ordinary tokens. */
export function specialTokenIds(ordinary: number) {
  const id = (name: string) => ordinary + specialTokenNames.indexOf(name);
  return {
    beginOfText: id("<|begin_of_text|>"),
    endOfText: id("<|end_of_text|>"),
    finetuneRightPad: id("<|finetune_right_pad_id|>"),
    startHeaderId: id("<|start_header_id|>"),
    endHeaderId: id("<|end_header_id|>"),
    eomId: id("<|eom_id|>"),
    eotId: id("<|eot_id|>"),
  } as const;
}

/** See {@link specialTokenIds}. */
export type SpecialTokenIds = ReturnType<typeof specialTokenIds>;
