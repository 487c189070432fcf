import type { Log } from "../terminal/log.ts";
import type { NamedEmoji } from "../tokenizer/emoji.ts";

/** What is shown after an emoji: its name and its code points, dim. */
export function emojiLabel({ colors }: Log): (emoji: NamedEmoji) => string {
  return ({ name, codePoints }) => colors.dim(` (${name}, ${codePoints.join(" ")}) `);
}
