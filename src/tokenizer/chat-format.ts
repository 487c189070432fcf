import type { Tokenizer } from "./tokenizer.ts";

/** One message of a chat. The keys are those of Meta's `RawMessage`, except `ids`. */
export interface Message {
  /** One of system, user, assistant, and ipython for the output of a tool. Meta's code also calls that tool. */
  readonly role: string;
  readonly content: string;
  /** For an assistant's message: end_of_message if it waits for the output of a tool, otherwise end_of_turn. */
  readonly stop_reason?: string;
  /** The tokens of the content, if they are known. Those that a model generated can differ from what encoding gives. */
  readonly ids?: readonly number[];
}

/**
 * The ids of a text for the model to complete: the token for the beginning, then the text, without a chat template.
 * @param ids the tokens of the text, if they are known
 */
export function encodeCompletion(
  tokenizer: Tokenizer,
  text: string,
  ids: readonly number[] = tokenizer.encode(text),
): number[] {
  return [tokenizer.special.beginOfText, ...ids];
}

/**
 * The ids of a chat, ready for the assistant to continue, as `encode_dialog_prompt` in Meta's
 * models/llama3/chat_format.py gives them:
 *
 *     <|begin_of_text|>
 *     <|start_header_id|>user<|end_header_id|>⏎⏎ content <|eot_id|>     for each message
 *     <|start_header_id|>assistant<|end_header_id|>⏎⏎
 *
 * The content is encoded unchanged, including spaces and line ends around it.
 */
export function encodeChat(tokenizer: Tokenizer, messages: readonly Message[]): number[] {
  return [
    tokenizer.special.beginOfText,
    ...messages.flatMap((message) => encodeMessage(tokenizer, message)),
    ...encodeHeader(tokenizer, "assistant"),
  ];
}

/** The ids of one message with its header and its end, to continue a chat. */
export function encodeMessage(tokenizer: Tokenizer, message: Message): number[] {
  const { eomId, eotId } = tokenizer.special;
  const waitsForTool = message.role === "assistant" && message.stop_reason === "end_of_message";
  return [
    ...encodeHeader(tokenizer, message.role),
    ...(message.ids ?? tokenizer.encode(message.content)),
    waitsForTool ? eomId : eotId,
  ];
}

/** The ids of a header, which tells whose message follows. */
export function encodeHeader(tokenizer: Tokenizer, role: string): number[] {
  const { startHeaderId, endHeaderId } = tokenizer.special;
  // Encoded separately, so that these line ends cannot merge with line ends at the beginning of the content
  const lineEnds = tokenizer.encode("\n\n");
  return [startHeaderId, ...tokenizer.encode(role === "tool" ? "ipython" : role), endHeaderId, ...lineEnds];
}
