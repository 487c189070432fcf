import { describe, expect, test } from "bun:test";
import { type HabitKind, HabitMeter, type HeadHabit } from "../../src/explain/attention-habits.ts";
import { createRandom } from "../../src/generate/random.ts";
import { drawAttentionMap, mapPositions } from "../../src/see/attention-map.ts";
import { drawAttentionOverview } from "../../src/see/attention-overview.ts";
import { createCanvas } from "../../src/see/canvas.ts";
import { columnsOf } from "../../src/see/cells.ts";
import { showToken } from "../../src/see/token-text.ts";
import { randomTexts } from "../support/random-text.ts";

function habit(layer: number, head: number, kind: HabitKind, share = 0.5): HeadHabit {
  const none = { self: 0, previous: 0, first: 0, same: 0, afterSame: 0 };
  return { layer, head, ...none, ...(kind !== "spread" && { [kind]: share }), kind };
}

describe("the overview", () => {
  const habits = [
    habit(0, 0, "self", 0.61),
    habit(0, 1, "previous", 0.9),
    habit(0, 2, "spread"),
    habit(1, 0, "first", 0.99),
    habit(1, 1, "same", 0.45),
    habit(1, 2, "afterSame", 0.7),
  ];
  const lines = drawAttentionOverview({ habits, ids: [1, 2, 1], hint: "Look." }, createCanvas(80, false));

  test("has a letter for each head", () => {
    expect(lines.slice(2, 5)).toEqual(["head        0  1  2", "layer 0     s  p  ·", "layer 1     f  =  i"]);
  });

  test("counts the heads of each kind, and names those that do it most", () => {
    const text = lines.join("\n");
    expect(text).toContain("p the token before: 1");
    expect(text).toContain("i what followed the same token (induction): 1");
    expect(text).toContain("  i  layer 1 head 2 70%\n  =  layer 1 head 1 45%\n  p  layer 0 head 1 90%");
  });

  test("the strongest of a kind come first", () => {
    const two = [habit(0, 0, "first", 0.5), habit(0, 1, "first", 0.8)];
    const text = drawAttentionOverview(
      { habits: two, ids: [1, 2, 1], hint: "" },
      createCanvas(80, false),
    ).join("\n");
    expect(text).toMatch(/f {2}layer 0 head 1 80% +layer 0 head 0 50%/);
  });

  test("says what a prompt cannot show", () => {
    const text = (ids: number[]) =>
      drawAttentionOverview({ habits, ids, hint: "" }, createCanvas(80, false)).join(" ");
    expect(text([1, 2])).toContain("at least 3 tokens");
    expect(text([1, 2, 3])).toContain("No token occurs twice");
    expect(text([1, 2, 1])).not.toContain("No token occurs twice");
  });

  test.each([80, 120])("fits %d columns with many heads", (width) => {
    for (const heads of [9, 32, 64, 128]) {
      const many = Array.from({ length: 2 * heads }, (_, n) =>
        habit(Math.floor(n / heads), n % heads, "first"),
      );
      const drawn = drawAttentionOverview(
        { habits: many, ids: [1, 2, 1], hint: "" },
        createCanvas(width, false),
      );
      for (const line of drawn) expect([line, columnsOf(line) <= width]).toEqual([line, true]);
      // Every head has its letter
      const letters = drawn
        .filter((line) => line.startsWith("layer"))
        .join("")
        .replaceAll("layer", "");
      expect(letters.replaceAll(/[^f]/g, "")).toHaveLength(2 * heads);
    }
  });
});

/** A head that shares its attention out in this way. */
function mapOf(texts: readonly string[], share: (position: number) => readonly number[], width: number) {
  const ids = texts.map((_, id) => id);
  const meter = new HabitMeter(3, 2, ids);
  const shown = new Set(mapPositions(ids.length, createCanvas(width, false)));
  const rows = ids.map((position) => ({
    layer: 3,
    head: 2,
    position,
    shares: Float32Array.from(share(position)),
  }));
  for (const row of rows) meter.add(row);
  const kept = rows.filter(({ position }) => shown.has(position));
  const name = (id: number) => showToken(texts[id]);
  return { layer: 3, head: 2, rows: kept, habit: meter.result(), ids, name };
}

describe("a map", () => {
  const shares = [[1], [0.71, 0.29], [0.05, 0.55, 0.4], [0.2, 0.03, 0.05, 0.72]];
  const map = mapOf(["a", " b", "日", "d"], (position) => shares[position], 80);
  const lines = drawAttentionMap(map, createCanvas(80, false));

  test("has a row for each token, with a shade for each share", () => {
    expect(lines.slice(3, 8)).toEqual([
      "                 0 1 2 3",
      "0 a              ██        100% 0 a",
      "1 ·b             ██▒▒       71% 0 a",
      "2 日             ░░▓▓▓▓     55% 1 ·b",
      "3 d              ▒▒· ░░██   72% 3 d",
    ]);
  });

  test("begins with what the head does on average", () => {
    expect(lines[0]).toBe("Layer 3, head 2: on average 56% at itself, 30% at the token before, 13% at the");
    expect(lines[1]).toBe("first token");
  });
});

describe("a map of many tokens", () => {
  const tokens = 300;
  // All attention goes to token 150, which is not shown, or to the first
  const share = (position: number) =>
    Array.from({ length: position + 1 }, (_, at) => Number(at === (position < 150 ? 0 : 150)));
  const map = mapOf(
    Array.from({ length: tokens }, (_, n) => ` w${n}`),
    share,
    80,
  );
  const lines = drawAttentionMap(map, createCanvas(80, false));

  test("shows the first and the last ones", () => {
    const positions = mapPositions(tokens, createCanvas(80, false));
    expect([positions[0], positions.at(-1)]).toEqual([0, tokens - 1]);
    expect(positions.slice(1)).toEqual(
      Array.from({ length: positions.length - 1 }, (_, n) => tokens - positions.length + 1 + n),
    );
    expect(lines.filter((line) => / ·w\d+ +[█·]/.test(line))).toHaveLength(positions.length);
  });

  test("a column has the sum of what is left out, and the text beside the row still names it", () => {
    expect(lines.find((line) => line.startsWith("299 "))).toMatch(/^299 ·w299 +·█·+ {2}100% 150 ·w150$/);
    expect(lines.join(" ")).toMatch(/The tokens 1 to \d+ do not fit/);
  });
});

test.each([80, 120])("no line of a map exceeds %d columns, whatever the tokens", (width) => {
  const next = randomTexts(6, 5);
  const random = createRandom(6);
  for (let n = 0; n < 60; n++) {
    const texts = Array.from({ length: 1 + Math.floor(random() * 150) }, next);
    const share = (position: number) => {
      const weights = Array.from({ length: position + 1 }, () => random() ** 8);
      const sum = weights.reduce((a, b) => a + b, 0);
      return weights.map((weight) => weight / sum);
    };
    const map = mapOf(texts, share, width);
    for (const hasColors of [false, true]) {
      for (const line of drawAttentionMap(map, createCanvas(width, hasColors))) {
        expect([line, columnsOf(line) <= width]).toEqual([line, true]);
      }
    }
  }
});
