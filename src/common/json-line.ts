/**
 * A value as one line of JSON, with its line end. The characters that some programs also treat as line ends (NEL, and
 * Unicode's line and paragraph separators) are escaped, as JSON allows.
 */
export function jsonLine(value: object): string {
  const escaped = JSON.stringify(value).replace(/[\u0085\u2028\u2029]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
  return `${escaped}\n`;
}
