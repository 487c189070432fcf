import { describe, expect, test } from "bun:test";
import type { SurpriseSummary, TokenSurprise } from "../../src/explain/surprise.ts";
import { createRandom } from "../../src/generate/random.ts";
import { createCanvas } from "../../src/see/canvas.ts";
import { columnsOf } from "../../src/see/cells.ts";
import { showToken } from "../../src/see/token-text.ts";
import { drawTokens } from "../../src/see/tokens.ts";
import { randomTexts } from "../support/random-text.ts";

/** Tokens with these texts and ranks; each has the probability 1 / (rank + 1). */
function tokensOf(texts: readonly (readonly [text: string, rank: number | null])[]): TokenSurprise[] {
  return texts.map(([text, rank], position) => ({
    ...{ type: "token", position, id: position, text, rank },
    logprob: rank === null ? null : -Math.log(rank + 1),
    entropy: rank === null ? null : 1,
    ...(rank !== null && { top: [{ id: 1000, text: " the", logprob: Math.log(0.5) }] }),
  }));
}

function draw(tokens: readonly TokenSurprise[], { width = 80, hasColors = false } = {}): string[] {
  const logprob = tokens.reduce((sum, token) => sum + (token.logprob ?? 0), 0);
  const perplexity = Math.exp(-logprob / Math.max(1, tokens.length - 1));
  const summary: SurpriseSummary = { type: "summary", tokens: tokens.length, logprob, perplexity };
  const name = (id: number) => showToken(id === 1000 ? " the" : tokens[id].text);
  return drawTokens(tokens, summary, name, createCanvas(width, hasColors));
}

const sentence = tokensOf([
  ["<s>", null],
  ["Once", 1],
  [" upon", 10],
  [" a", 11],
  [" quan", 1000],
  ["tum", 1001],
]);

describe("without colours", () => {
  const lines = draw(sentence);

  test("the power of ten that a rank does not exceed stands behind its token", () => {
    expect(lines[0]).toBe("  <s>Once upon a² quan³tum⁺");
  });

  test("the legend counts the ranks", () => {
    expect(lines[2]).toBe("  no mark  top 10: 2   ² top 100: 1   ³ top 1,000: 1   ⁺ beyond: 1");
  });

  test("the most surprising come first, with what was likelier; the likeliest are not listed", () => {
    const from = lines.findIndex((line) => line.startsWith("The most surprising"));
    expect(lines.slice(from + 1, from + 6)).toEqual([
      "  position  token   rank  probability  likelier were",
      "         5  tum    1,001        0.10%  ·the 50%",
      "         4  ·quan  1,000        0.10%  ·the 50%",
      "         3  ·a        11         8.3%  ·the 50%",
      "         2  ·upon     10         9.1%  ·the 50%",
    ]);
  });

  test("a sentence says what the perplexity means", () => {
    const perplexity = (2 * 11 * 12 * 1001 * 1002) ** (1 / 5);
    const text = lines.join(" ");
    expect(text).toContain(`Perplexity ${perplexity.toFixed(2)}: for each of the 5 tokens`);
    expect(text).toContain("The likeliest token was the right one once (20%).");
  });
});

describe("with colours", () => {
  const [text] = draw(sentence, { hasColors: true });

  test("they are those of GLTR", () => {
    expect(text).toContain(
      "\x1b[32mOnce\x1b[39m \x1b[32mupon\x1b[39m \x1b[33ma\x1b[39m \x1b[31mquan\x1b[39m",
    );
    expect(text).toContain("\x1b[35m\x1b[7mtum\x1b[27m\x1b[39m");
  });

  test("there are no marks", () => {
    expect(Bun.stripANSI(text)).toBe("  <s>Once upon a quantum");
  });
});

test("tokens that share a character are shown together, with the worst rank", () => {
  const [text] = draw(
    tokensOf([
      ["x", null],
      ["", 500],
      ["é", 3],
      [" 👩", 2],
      ["\u200d", 50],
      ["🚀", 1],
      ["!", 1],
    ]),
  );
  expect(text).toBe("  xé³ 👩‍🚀²!");
});

test("line feeds end lines, several spaces and tabs can be seen", () => {
  const lines = draw(
    tokensOf([
      ["a", null],
      [":\n", 20],
      ["   ", 1],
      ["\tb", 1],
      [" ", 30],
      ["7", 1],
    ]),
  );
  expect(lines.slice(0, 2)).toEqual(["  a:²↵", "  ···⇥b·²7"]);
});

test("long text is broken at words, and between wide characters", () => {
  const words = Array.from({ length: 40 }, (_, n): [string, number | null] => [n === 0 ? "w" : " words", 1]);
  const [first, second] = draw(tokensOf(words), { width: 60 });
  expect([first, second]).toEqual([`  w${" words".repeat(9)}`, `  ${"words ".repeat(9).trimEnd()}`]);
  const wide = draw(tokensOf([["日".repeat(40), null]]), { width: 60 });
  expect(wide.slice(0, 2)).toEqual([`  ${"日".repeat(29)}`, `  ${"日".repeat(11)}`]);
});

test("a single token", () => {
  expect(draw(tokensOf([["a", null]])).join(" ")).toContain("nothing can be surprising");
});

test.each([80, 120])("no line exceeds %d columns, whatever the text", (width) => {
  const next = randomTexts(3, 6);
  const random = createRandom(3);
  for (let n = 0; n < 200; n++) {
    const texts = Array.from({ length: 40 }, (_, t): [string, number | null] => [
      next(),
      t === 0 ? null : Math.ceil(10 ** (5 * random())),
    ]);
    for (const hasColors of [false, true]) {
      for (const line of draw(tokensOf(texts), { width, hasColors })) {
        expect([line, columnsOf(line) <= width]).toEqual([line, true]);
      }
    }
  }
});
