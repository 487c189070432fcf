/**
 * A value as one line of JSON, its line end included. The characters that some readers of lines take for line ends
 * (NEL, and Unicode's line and paragraph separators) are escaped, as JSON allows.
 */
export function jsonLine(value: object): string {
  const escaped = JSON.stringify(value).replace(/[\u0085\u2028\u2029]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
  return `${escaped}\n`;
}
