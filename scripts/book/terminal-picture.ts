/** What a picture shows, for people who cannot see it. */
export interface PictureText {
  readonly title: string;
  readonly description: string;
}

/** How a run of characters looks, by the codes of ECMA-48 ("Select Graphic Rendition"). */
interface Look {
  readonly color: string | undefined;
  readonly isBold: boolean;
  readonly isDim: boolean;
  readonly isInverse: boolean;
}

/** Characters of one look, and the column where they begin. */
interface Run {
  readonly text: string;
  readonly look: Look;
  readonly column: number;
  readonly columns: number;
}

const plain: Look = { color: undefined, isBold: false, isDim: false, isInverse: false };
const colorNames = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"];

/** Pixels. A monospaced character is 0.6 times as wide as its font is high. */
const fontSize = 14;
const cellWidth = 0.6 * fontSize;
const lineHeight = 18;
const margin = 16;

/** The palettes of GitHub's light and dark themes, whose contrast is enough for text. */
const palettes = {
  light: {
    ...{ background: "#ffffff", border: "#d0d7de", text: "#1f2328" },
    ...{ black: "#24292f", red: "#cf222e", green: "#116329", yellow: "#7d4e00", blue: "#0969da" },
    ...{ magenta: "#8250df", cyan: "#1b7c83", white: "#6e7781" },
  },
  dark: {
    ...{ background: "#0d1117", border: "#30363d", text: "#e6edf3" },
    ...{ black: "#6e7681", red: "#ff7b72", green: "#3fb950", yellow: "#d29922", blue: "#58a6ff" },
    ...{ magenta: "#bc8cff", cyan: "#39c5cf", white: "#b1bac4" },
  },
} as const;

/**
 * Lines of a terminal, with their control sequences for colours, as a picture in SVG: real text in a monospaced font, in
 * light or dark as the reader prefers.
 */
export function terminalPicture(lines: readonly string[], { title, description }: PictureText): string {
  const rows = lines.map(runsOf);
  const columns = Math.max(...rows.flat().map(({ column, columns }) => column + columns), 1);
  const width = Math.ceil(2 * margin + columns * cellWidth);
  const height = 2 * margin + rows.length * lineHeight;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" xml:space="preserve" aria-labelledby="title description">`,
    `<title id="title">${escaped(title)}</title>`,
    `<desc id="description">${escaped(description)}</desc>`,
    `<style>${style()}</style>`,
    `<rect class="screen" x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="8"/>`,
    ...rows.flatMap((runs, n) => drawRow(runs, margin + n * lineHeight)),
    "</svg>",
    "",
  ].join("\n");
}

function style(): string {
  const rules = ({ background, border, text, ...colors }: Record<string, string>): string =>
    [
      `.screen{fill:${background};stroke:${border}}text{fill:${text}}.inverse{fill:${background}}`,
      `.block{fill:${text}}`,
      ...Object.entries(colors).map(([name, color]) => `.${name}{fill:${color}}`),
    ].join("");
  const font = "ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace";
  return [
    `text{font:${fontSize}px ${font}}.bold{font-weight:bold}.dim{opacity:.65}`,
    rules(palettes.light),
    `@media (prefers-color-scheme:dark){${rules(palettes.dark)}}`,
  ].join("");
}

function drawRow(runs: readonly Run[], top: number): string[] {
  return runs.flatMap(({ text, look, column, columns }) => {
    const x = number(margin + column * cellWidth);
    const width = number(columns * cellWidth);
    const color = look.color ?? "";
    const drawn: string[] = [];
    if (look.isInverse) {
      const fill = color === "" ? "block" : color;
      drawn.push(`<rect class="${fill}" x="${x}" y="${top}" width="${width}" height="${lineHeight}"/>`);
    }
    if (text.trim() === "") return drawn;
    const classes = [
      look.isInverse ? "inverse" : color,
      look.isBold ? "bold" : "",
      look.isDim ? "dim" : "",
    ].filter((name) => name !== "");
    const named = classes.length > 0 ? ` class="${classes.join(" ")}"` : "";
    // Its length is fixed, so that the columns stay where they are, whatever font there is
    const fixed = `textLength="${width}" lengthAdjust="spacingAndGlyphs"`;
    drawn.push(`<text${named} x="${x}" y="${top + fontSize}" ${fixed}>${escaped(text)}</text>`);
    return drawn;
  });
}

/** The runs of a line; spaces at the ends of those that are not inverse are left out. */
function runsOf(line: string): Run[] {
  const runs: Run[] = [];
  let look = plain;
  let column = 0;
  for (const part of line.split(/(\x1b\[[\d;]*m)/)) {
    const codes = /^\x1b\[([\d;]*)m$/.exec(part);
    if (codes !== null) {
      for (const code of codes[1].split(";")) look = changed(look, Number(code));
      continue;
    }
    // Runs of spaces separate columns, and each column is put in its place
    for (const text of look.isInverse ? [part] : part.split(/( {2,})/)) {
      const columns = Bun.stringWidth(text);
      const start = look.isInverse ? 0 : text.length - text.trimStart().length;
      const shown = look.isInverse ? text : text.trim();
      if (shown !== "")
        runs.push({ text: shown, look, column: column + start, columns: Bun.stringWidth(shown) });
      column += columns;
    }
  }
  return runs;
}

function changed(look: Look, code: number): Look {
  if (code === 0) return plain;
  if (code === 1) return { ...look, isBold: true };
  if (code === 2) return { ...look, isDim: true };
  if (code === 7) return { ...look, isInverse: true };
  if (code === 22) return { ...look, isBold: false, isDim: false };
  if (code === 27) return { ...look, isInverse: false };
  if (code === 39) return { ...look, color: undefined };
  if (code >= 30 && code <= 37) return { ...look, color: colorNames[code - 30] };
  if (code >= 90 && code <= 97) return { ...look, color: colorNames[code - 90] };
  return look;
}

function number(value: number): string {
  return String(Math.round(value * 100) / 100);
}

function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
