/** One message of a written dialog. */
export interface ChatMessage {
  readonly role: "system" | "user" | "assistant";
  readonly content: string;
}

/** A text to be completed, or a dialog in the chat format. */
export type Document =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "chat"; readonly messages: readonly ChatMessage[] };

/** All that is written in a document: its text, or what its messages say. */
export function textsOf(document: Document): string[] {
  return document.kind === "text" ? [document.text] : document.messages.map(({ content }) => content);
}

/** What a model learns to write: a text, or the assistant's messages. */
export function answersOf(document: Document): string[] {
  if (document.kind === "text") return [document.text];
  return document.messages.flatMap(({ role, content }) => (role === "assistant" ? [content] : []));
}
