/** A number of things, as in "1 message" and "2 messages". */
export function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? "" : "s"}`;
}
