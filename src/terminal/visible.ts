/**
 * A text that a terminal shows and does not obey: control characters other than tab and line feed become their pictures
 * (␛ for escape), one for one. A model may write any of them.
 */
export function visible(text: string): string {
  return text.replace(/[\x00-\x08\x0b-\x1f\x7f-\x9f]/g, (control) => {
    const code = control.charCodeAt(0);
    if (code < 0x20) return String.fromCharCode(0x2400 + code);
    return code === 0x7f ? "\u2421" : "\ufffd";
  });
}

/** A text without control characters, except tabs and line feeds, which an editor can show and a terminal does not obey. */
export function printable(text: string): string {
  return text.replace(/[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]/g, "");
}
