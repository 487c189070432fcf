/**
 * Letters and numbers as tiktoken knows them. tiktoken 0.14 has the data of Unicode 16 (regex-syntax 0.8.11), and Bun 1.4.5
 * those of Unicode 17, whose new characters are taken away here. Which characters count as letters decides where a text is
 * cut, and so what its ids are.
 */

/** The letters that are new in Unicode 17. */
const newLetters = String.raw`\u088f\u0c5c\u0cdc\ua7ce-\ua7cf\ua7d2\ua7d4\ua7f1
  \u{10940}-\u{10959}\u{10ec5}-\u{10ec7}\u{11db0}-\u{11ddb}\u{16ea0}-\u{16eb8}\u{16ebb}-\u{16ed3}\u{16ff2}-\u{16ff3}
  \u{187f8}-\u{187ff}\u{18d09}-\u{18d1e}\u{18d80}-\u{18df2}\u{1e6c0}-\u{1e6de}\u{1e6e0}-\u{1e6e2}\u{1e6e4}-\u{1e6e5}
  \u{1e6e7}-\u{1e6ed}\u{1e6f0}-\u{1e6f4}\u{1e6fe}-\u{1e6ff}\u{2b73a}-\u{2b73f}\u{2cea2}-\u{2cead}
  \u{323b0}-\u{33479}`.replaceAll(/\s/g, "");

/** The numbers that are new in Unicode 17. */
const newNumbers = String.raw`\u{11de0}-\u{11de9}\u{16ff4}-\u{16ff6}`;

/** A class of letters (\p{L} in tiktoken's patterns), as a part of a regular expression with the flag v. */
export const letter = String.raw`[\p{L}--[${newLetters}]]`;

/** A class of numbers (\p{N} in tiktoken's patterns). */
export const number = String.raw`[\p{N}--[${newNumbers}]]`;
