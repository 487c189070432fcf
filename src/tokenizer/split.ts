import { letter, number } from "./unicode.ts";

/**
 * How text is cut into pieces. Byte pair encoding never joins across a cut. The alternatives are tried from left to right
 * at each position. Together they match any character, so nothing is lost:
 *
 *     (?i:'s|'t|'re|'ve|'m|'ll|'d)     the end of a contraction, in either case
 *     [^\r\n\p{L}\p{N}]?\p{L}+         a word, with the space or the sign before it
 *     \p{N}{1,3}                       up to three digits
 *      ?[^\s\p{L}\p{N}]+[\r\n]*        signs, with the space before them and the line ends after them
 *     \s*[\r\n]+                       line ends, with the white space before them
 *     \s+(?!\S)                        white space, except the last character, which goes with the following word
 *     \s+                              the remaining white space
 *
 * Source: `pat_str` in Meta's models/llama3/tokenizer.py. In tiktoken \s is the Unicode property White_Space. JavaScript's
 * \s lacks U+0085 and has U+FEFF, so the property is spelled out here.
 */
const pattern = new RegExp(
  [
    "(?i:'s|'t|'re|'ve|'m|'ll|'d)",
    String.raw`[^\r\n${letter}${number}]?${letter}+`,
    `${number}{1,3}`,
    String.raw` ?[^\p{White_Space}${letter}${number}]+[\r\n]*`,
    String.raw`\p{White_Space}*[\r\n]+`,
    String.raw`\p{White_Space}+(?!\P{White_Space})`,
    String.raw`\p{White_Space}+`,
  ].join("|"),
  "gv",
);

/**
 * Cuts a text into the pieces that byte pair encoding works on; joined they are the text.
 * An unpaired surrogate is cut like the U+FFFD that it will become.
 */
export function* splitText(text: string): Generator<string, void> {
  for (const part of parts(text)) yield* part.match(pattern) ?? [];
}

/** Meta's TIKTOKEN_MAX_ENCODE_CHARS and MAX_NO_WHITESPACES_CHARS, in characters. */
const longestPart = 400_000;
const longestRun = 25_000;

/** Python's str.isspace(), which Meta's code uses here: White_Space and the four separators of ASCII. */
const pythonSpace = /[\p{White_Space}\x1c-\x1f]/u;

/**
 * First cuts very long text as Meta's `encode` does to protect tiktoken: after 400,000 characters, and within a run of
 * more than 25,000 characters that are all white space or all something else. Such a cut may fall within a word and change
 * its tokens.
 */
function* parts(text: string): Generator<string, void> {
  if (text.length <= longestRun) {
    yield text;
    return;
  }
  let start = 0; // Of this part, in UTF-16 units like `at`
  let at = 0;
  let characters = 0; // Since the last cut after 400,000
  let run = 0;
  let wasSpace = false;
  for (const character of text) {
    const isSpace = pythonSpace.test(character);
    run = isSpace === wasSpace ? run + 1 : 1;
    if (run > longestRun || characters === longestPart) {
      yield text.slice(start, at);
      start = at;
      run = 1;
      if (characters === longestPart) characters = 0;
    }
    wasSpace = isSpace;
    at += character.length;
    characters++;
  }
  yield text.slice(start);
}
