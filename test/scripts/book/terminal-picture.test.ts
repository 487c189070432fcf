import { expect, test } from "bun:test";
import pc from "picocolors";
import { terminalPicture } from "../../../scripts/book/terminal-picture.ts";

const colors = pc.createColors(true);
const text = { title: "A <title>", description: "What & why" };

/** The texts of a picture: their classes, their columns and what they say. */
function textsOf(picture: string) {
  return [
    ...picture.matchAll(
      /<text(?: class="([^"]*)")? x="([\d.]+)" y="(\d+)" textLength="([\d.]+)"[^>]*>(.*?)<\/text>/g,
    ),
  ].map(([, classes, x, y, length, shown]) => ({
    classes: classes?.split(" ") ?? [],
    column: Math.round((Number(x) - 16) / 8.4),
    row: Math.floor((Number(y) - 16) / 18),
    columns: Math.round(Number(length) / 8.4),
    shown,
  }));
}

test("runs of one look are texts in their columns", () => {
  const lines = [`ab ${colors.red("cd")}  ${colors.bold(colors.dim("e"))}`, "", `日本 ${colors.green("x")}`];
  expect(textsOf(terminalPicture(lines, text))).toEqual([
    { classes: [], column: 0, row: 0, columns: 2, shown: "ab" },
    { classes: ["red"], column: 3, row: 0, columns: 2, shown: "cd" },
    { classes: ["bold", "dim"], column: 7, row: 0, columns: 1, shown: "e" },
    { classes: [], column: 0, row: 2, columns: 4, shown: "日本" },
    { classes: ["green"], column: 5, row: 2, columns: 1, shown: "x" },
  ]);
});

test("a look ends where its control sequence says", () => {
  const [first, second, third] = textsOf(terminalPicture(["\x1b[1;31ma\x1b[39mb\x1b[0mc"], text));
  expect([first, second, third].map(({ classes }) => classes)).toEqual([["red", "bold"], ["bold"], []]);
});

test("inverse text has its colour behind it", () => {
  const picture = terminalPicture([colors.magenta(colors.inverse("a b"))], text);
  expect(picture).toContain('<rect class="magenta" x="16" y="16" width="25.2" height="18"/>');
  expect(textsOf(picture)).toEqual([{ classes: ["inverse"], column: 0, row: 0, columns: 3, shown: "a b" }]);
});

test("is SVG with a title, a description, and both palettes", () => {
  const picture = terminalPicture(["<&>"], text);
  expect(picture).toStartWith('<svg xmlns="http://www.w3.org/2000/svg"');
  expect(picture).toContain('<title id="title">A &lt;title&gt;</title>');
  expect(picture).toContain('<desc id="description">What &amp; why</desc>');
  expect(picture).toContain("@media (prefers-color-scheme:dark){");
  expect(textsOf(picture)[0].shown).toBe("&lt;&amp;&gt;");
  // Each colour has a value in both
  for (const name of ["red", "green", "yellow", "blue", "magenta", "cyan"]) {
    expect(picture.match(new RegExp(`\\.${name}\\{fill:#[0-9a-f]{6}\\}`, "g"))).toHaveLength(2);
  }
});
