import { createRandom } from "../../src/generate/random.ts";

/** Characters that terminals and tables find hard: wide, combining, joined, hidden, from right to left, controls. */
const parts = [
  ..."abcdefghij,.()",
  ..."     \n\t",
  ...["日本", "한국", "，", "é", "e\u0301", "\u0301", "नि", "ก็", "ﷺ", "שלום", "سلام"],
  ...["👩‍🚀", "🇹🇷", "🇹", "👍🏽", "🏽", "❤️", "\ufe0f", "\u200d", "\u200b", "\u202e", "\ufeff"],
  ...["\x1b[31m", "\x1b", "\x00", "\x7f", "\x9b", "\r", "\u2028", "\u00a0", "\u3000", "\ufffd", "\ud800"],
];

/** A source of texts; the same seed gives the same ones. @param longest in parts */
export function randomTexts(seed: number, longest: number): () => string {
  const random = createRandom(seed);
  return () => {
    const length = Math.floor(random() * (longest + 1));
    return Array.from({ length }, () => parts[Math.floor(random() * parts.length)]).join("");
  };
}
