import type { Tokenizer } from "./tokenizer.ts";

/** One message of a chat; the keys are those of Meta's `RawMessage`. */
export interface Message {
  /** System, user, assistant, or ipython for what a tool answered, which Meta's code also calls tool. */
  readonly role: string;
  readonly content: string;
  /** Of an assistant's message: end_of_message when it stopped to wait for a tool; otherwise end_of_turn. */
  readonly stop_reason?: string;
}

/**
 * The ids of a chat, ready for the assistant to go on, as `encode_dialog_prompt` in Meta's
 * models/llama3/chat_format.py writes it:
 *
 *     <|begin_of_text|>
 *     <|start_header_id|>user<|end_header_id|>⏎⏎ content <|eot_id|>     every message
 *     <|start_header_id|>assistant<|end_header_id|>⏎⏎
 *
 * the content is taken as it is, spaces and line ends around it too.
 */
export function encodeChat(tokenizer: Tokenizer, messages: readonly Message[]): number[] {
  return [
    tokenizer.special.beginOfText,
    ...messages.flatMap((message) => encodeMessage(tokenizer, message)),
    ...encodeHeader(tokenizer, "assistant"),
  ];
}

/** The ids of one message with its header and its end, for a chat that goes on. */
export function encodeMessage(tokenizer: Tokenizer, message: Message): number[] {
  const { eomId, eotId } = tokenizer.special;
  const waitsForTool = message.role === "assistant" && message.stop_reason === "end_of_message";
  return [
    ...encodeHeader(tokenizer, message.role),
    ...tokenizer.encode(message.content),
    waitsForTool ? eomId : eotId,
  ];
}

/** The ids of a header, which says who speaks. */
export function encodeHeader(tokenizer: Tokenizer, role: string): number[] {
  const { startHeaderId, endHeaderId } = tokenizer.special;
  // Encoded on their own: the line ends must not join those that the content may begin with
  const lineEnds = tokenizer.encode("\n\n");
  return [startHeaderId, ...tokenizer.encode(role === "tool" ? "ipython" : role), endHeaderId, ...lineEnds];
}
