import type { Chance } from "./chance.ts";

const ranges: readonly (readonly [from: number, to: number])[] = [
  [0x20, 0x7f],
  [0x61, 0x7b],
  [0x30, 0x3a],
  [0, 0x20],
  [0x7f, 0xa0],
  [0xa0, 0x250],
  [0x300, 0x370], // Combining marks
  [0x590, 0x700], // Hebrew, Arabic
  [0x900, 0xe80],
  [0x2000, 0x2070], // Spaces, joiners, marks of direction
  [0x4e00, 0x9fff],
  [0xac00, 0xd7a4],
  [0xd800, 0xe000], // Halves of surrogate pairs
  [0xfe00, 0xfe10], // Variation selectors
  [0x1f1e6, 0x1f200], // Letters of flags
  [0x1f300, 0x1faff],
  [0x1f3fb, 0x1f400], // Skin tones
  [0xe0020, 0xe0080], // Tags
  [0x10000, 0x33500],
];
const parts = [
  ...[
    "'s",
    "'LL",
    " ",
    "  ",
    "\n",
    "\r\n",
    "\n\n",
    "\t",
    "123",
    "1234567",
    "the",
    " and",
    "<|eot_id|>",
    "<|begin_of_text|>",
  ],
  ...[
    "👩\u200d🚀",
    "🇹🇷",
    "1\ufe0f\u20e3",
    "❤\ufe0f",
    "🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}",
    "\ufeff",
    "\u0085",
  ],
];

/** A text of any scripts, signs and emoji. Now and then it has a long run of one of them. */
export function randomText(chance: Chance, longest = 80): string {
  let text = "";
  for (let left = chance.spread(0, longest); left > 0; left--) {
    const part = chance.oneIn(3) ? chance.pick(parts) : randomCharacter(chance);
    text += chance.oneIn(100) ? part.repeat(chance.spread(1, 300)) : part;
  }
  return text;
}

export function randomCharacter(chance: Chance): string {
  const [from, to] = chance.pick(ranges);
  return String.fromCodePoint(from + chance.below(to - from));
}
