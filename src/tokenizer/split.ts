/**
 * How text is cut into pieces before byte pair encoding, which never joins across a cut. The alternatives are
 * tried from left to right at every place; together they match any character, so nothing is lost:
 *
 *     (?i:'s|'t|'re|'ve|'m|'ll|'d)     the end of a contraction, in either case
 *     [^\r\n\p{L}\p{N}]?\p{L}+         a word, with the space or the sign before it
 *     \p{N}{1,3}                       up to three digits
 *      ?[^\s\p{L}\p{N}]+[\r\n]*        signs, with the space before and the line ends after them
 *     \s*[\r\n]+                       line ends, with the white space before them
 *     \s+(?!\S)                        white space, except the last of it, which goes with the word that follows
 *     \s+                              white space that is left
 *
 * from `pat_str` in Meta's models/llama3/tokenizer.py. Tiktoken's \s is the Unicode property White_Space;
 * JavaScript's lacks U+0085 and has U+FEFF, so the property is spelled out here. Which characters are letters comes
 * from Unicode 17 in Bun 1.4.5 and from Unicode 16 in tiktoken 0.14: only those new in Unicode 17 differ.
 */
const pattern =
  /(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\p{White_Space}\p{L}\p{N}]+[\r\n]*|\p{White_Space}*[\r\n]+|\p{White_Space}+(?!\P{White_Space})|\p{White_Space}+/gu;

/**
 * Cuts a text into the pieces that byte pair encoding works on; joined they are the text.
 * An unpaired surrogate is cut as the U+FFFD is that it will become.
 */
export function* splitText(text: string): Generator<string, void> {
  for (const stretch of stretches(text)) yield* stretch.match(pattern) ?? [];
}

/** Meta's TIKTOKEN_MAX_ENCODE_CHARS and MAX_NO_WHITESPACES_CHARS; both count characters. */
const longestStretch = 400_000;
const longestRun = 25_000;

/** Python's str.isspace(), which decides here in Meta's code: White_Space and the four separators of ASCII. */
const pythonSpace = /[\p{White_Space}\x1c-\x1f]/u;

/**
 * Cuts very long text first, where Meta's `encode` does to spare tiktoken: after 400,000 characters, and when a run
 * of only white space, or of none, exceeds 25,000. Such a cut may fall within a word and change its tokens.
 */
function* stretches(text: string): Generator<string, void> {
  if (text.length <= longestRun) {
    yield text;
    return;
  }
  let start = 0; // of this stretch, in UTF-16 units like `at`
  let at = 0;
  let characters = 0; // since the last cut after 400,000
  let run = 0;
  let wasSpace = false;
  for (const character of text) {
    const isSpace = pythonSpace.test(character);
    run = isSpace === wasSpace ? run + 1 : 1;
    if (run > longestRun || characters === longestStretch) {
      yield text.slice(start, at);
      start = at;
      run = 1;
      if (characters === longestStretch) characters = 0;
    }
    wasSpace = isSpace;
    at += character.length;
    characters++;
  }
  yield text.slice(start);
}
