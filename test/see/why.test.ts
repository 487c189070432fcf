import { describe, expect, test } from "bun:test";
import type { AttributionSummary, LogitPart } from "../../src/explain/attribution.ts";
import { createRandom } from "../../src/generate/random.ts";
import { createCanvas } from "../../src/see/canvas.ts";
import { columnsOf } from "../../src/see/cells.ts";
import { drawWhy } from "../../src/see/why.ts";

/** Parts of two layers with two heads each, and many more if there are more logits. */
function partsOf(logits: readonly number[]): LogitPart[] {
  const names = ["tok_embeddings"];
  for (let layer = 0; names.length < logits.length; layer++) {
    const heads = [0, 1].map((head) => `layers.${layer}.attention.heads.${head}`);
    names.push(...heads, `layers.${layer}.feed_forward`);
  }
  return logits.map((logit, n) => ({ type: "part", part: names[n], logit }));
}

function viewOf(logits: readonly number[], changes: Partial<AttributionSummary> = {}) {
  const sum = logits.reduce((a, b) => a + b, 0);
  const summary: AttributionSummary = {
    ...{ type: "summary", id: 7, text: " time", logit: sum, sum, logprob: Math.log(0.5) },
    ...changes,
  };
  const name = (id: number) => `t${id}`;
  return { parts: partsOf(logits), summary, ids: [1, 2], name, hint: "compare" };
}

describe("few parts", () => {
  const lines = drawWhy(viewOf([1, -4, 8, 0.5, 2, -0.25, 3]), createCanvas(80, false));

  test("stand in the order of their size, with bars to both sides of an axis", () => {
    // Room for bars: 80 - 2 - 26 (the longest name) - 8 - 4 - 1 = 39; 12 in all, of which 4 are to the left
    expect(lines.slice(2, 9)).toEqual([
      `  layers.0.attention.heads.1     +8.00  ${" ".repeat(13)}│${"█".repeat(26)}`,
      `  layers.0.attention.heads.0     -4.00  ${"█".repeat(13)}│`,
      `  layers.1.feed_forward          +3.00  ${" ".repeat(13)}│█████████▊`,
      `  layers.1.attention.heads.0     +2.00  ${" ".repeat(13)}│██████▌`,
      `  tok_embeddings                 +1.00  ${" ".repeat(13)}│███▎`,
      `  layers.0.feed_forward          +0.50  ${" ".repeat(13)}│█▋`,
      `  layers.1.attention.heads.1     -0.25  ${" ".repeat(12)}█│`,
    ]);
  });

  test("the sum stands beside the model's own logit", () => {
    expect(lines.find((line) => line.includes("sum of all parts"))).toMatch(/ \+10\.25$/);
    expect(lines.find((line) => line.includes("own logit"))).toMatch(/ \+10\.25$/);
  });

  test("layers are summed", () => {
    const from = lines.findIndex((line) => line.startsWith("  layer "));
    expect(lines[from + 1]).toMatch(/^ {6}0 +\+4\.00 +█+ +\+0\.50 +█+/);
    expect(lines[from + 2]).toMatch(/^ {6}1 +\+1\.75 +█+.* +\+3\.00 +█+/);
  });
});

test("what is not listed is summed in one line", () => {
  const logits = Array.from({ length: 46 }, (_, n) => (n < 20 ? 10 + n : 0.1));
  const lines = drawWhy(viewOf(logits), createCanvas(80, false));
  expect(lines.find((line) => line.includes("more parts"))).toMatch(/… 26 more parts +\+2\.60/);
  const drawn = lines.filter((line) => line.includes("│")).length;
  expect(drawn).toBe(21);
});

test("one token and not another", () => {
  const view = viewOf([1, 2], { instead: { id: 9, text: " ago" }, logit: Math.log(20) });
  const text = drawWhy(view, createCanvas(120, false)).join(" ");
  expect(text).toContain('Why "t7" (50%) and not "t9" after "t2"');
  expect(text).toContain('the difference makes "t7" 20 times as likely as "t9"');
  const less = drawWhy(
    { ...view, summary: { ...view.summary, logit: -Math.log(3) } },
    createCanvas(120, false),
  );
  expect(less.join(" ")).toContain('the difference makes "t9" 3 times as likely as "t7"');
});

test.each([80, 120])("no line exceeds %d columns, whatever the logits", (width) => {
  const random = createRandom(5);
  for (let n = 0; n < 200; n++) {
    const size = 10 ** (6 * random() - 3);
    const logits = Array.from(
      { length: 1 + 3 * Math.ceil(random() * 40) },
      () => size * (random() - random()),
    );
    for (const hasColors of [false, true]) {
      for (const line of drawWhy(viewOf(n === 0 ? [0, 0, 0, 0] : logits), createCanvas(width, hasColors))) {
        expect([line, columnsOf(line) <= width]).toEqual([line, true]);
      }
    }
  }
});
