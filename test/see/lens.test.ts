import { describe, expect, test } from "bun:test";
import type { LensEntry } from "../../src/explain/lens.ts";
import { createRandom } from "../../src/generate/random.ts";
import { createCanvas } from "../../src/see/canvas.ts";
import { columnsOf } from "../../src/see/cells.ts";
import { drawLens, settledAt } from "../../src/see/lens.ts";
import { showToken } from "../../src/see/token-text.ts";
import { randomTexts } from "../support/random-text.ts";

const vocabulary = ["zero", " one", " two", "三", " four"];
const name = (id: number) => showToken(vocabulary[id]);

/** Entries of positions: the likeliest token after the embedding and after each layer, with its probability. */
function entriesOf(
  columns: Readonly<Record<number, readonly (readonly [id: number, share: number])[]>>,
): LensEntry[] {
  return Object.entries(columns).flatMap(([position, says]) =>
    says.map(([id, share], n) => ({
      ...{ type: "lens", after: n === 0 ? "tok_embeddings" : `layers.${n - 1}`, position: Number(position) },
      top: [
        { id, text: vocabulary[id], logprob: Math.log(share) },
        { id: (id + 1) % 5, text: vocabulary[(id + 1) % 5], logprob: Math.log((1 - share) / 2) },
      ],
    })),
  );
}

const entries = entriesOf({
  0: [
    [0, 0.05],
    [1, 0.3],
    [1, 0.9],
  ],
  1: [
    [3, 1],
    [2, 0.5],
    [3, 0.6],
  ],
});
const view = { ids: [4, 2], name, hint: "choose others" };

describe("layers by positions", () => {
  const lines = drawLens({ ...view, entries }, createCanvas(80, false));

  test("each cell has the likeliest token, its probability, and a mark if it is another one", () => {
    expect(lines.slice(0, 6)).toEqual([
      "position    0         1",
      "reads       ·four     ·two",
      "          ───────── ─────────",
      "embedding ▁ zero    █ 三",
      "layer 0   ▃›·one    ▅›·two",
      "layer 1   █ ·one    ▅›三",
    ]);
  });

  test("words say when the last token was settled", () => {
    expect(lines.join(" ")).toMatch(
      /After the last token, "·two", the model says "三" \(60%\)\. Only the last layer makes it the likeliest\. It led for the first time in the embedding, but lost the lead again\./,
    );
  });

  test("colour shows from where on the last layer's token stays", () => {
    const colored = drawLens({ ...view, entries }, createCanvas(80, true));
    expect(colored[4]).toContain("\x1b[32m·one   ");
    expect(colored[4]).not.toContain("\x1b[32m·two");
  });
});

test.each([
  [
    [
      [1, 0.5],
      [1, 0.5],
      [1, 0.5],
    ],
    0,
    /likeliest from the embedding on, before any layer/,
  ],
  [
    [
      [0, 0.5],
      [1, 0.5],
      [1, 0.5],
    ],
    1,
    /likeliest from layer 0 on, with 1 of 2 layers still to come/,
  ],
  [
    [
      [1, 0.5],
      [0, 0.5],
      [1, 0.5],
    ],
    2,
    /Only the last layer makes it/,
  ],
] as const)("%p is settled at %d", (says, settled, words) => {
  const column = entriesOf({ 1: says });
  expect(settledAt(column)).toBe(settled);
  expect(drawLens({ ...view, entries: column }, createCanvas(80, false)).join(" ")).toMatch(words);
});

test("a single position gets its likeliest tokens side by side", () => {
  const lines = drawLens(
    {
      ...view,
      entries: entriesOf({
        1: [
          [3, 1],
          [2, 0.5],
          [3, 0.6],
        ],
      }),
    },
    createCanvas(80, false),
  );
  expect(lines.slice(0, 6)).toEqual([
    "At position 1, after ·two:",
    "",
    "          likeliest     2nd",
    "embedding 三      100%  ·four     0%",
    "layer 0  ›·two     50%  三       25%",
    "layer 1  ›三       60%  ·four    20%",
  ]);
});

test("of many positions the last ones are shown, and it is said which are not", () => {
  const column = [
    [0, 0.5],
    [1, 0.5],
  ] as const;
  const columns = Object.fromEntries(Array.from({ length: 30 }, (_, position) => [position, column]));
  const many = { ...view, ids: Array.from({ length: 30 }, () => 1), entries: entriesOf(columns) };
  const shown = (width: number) => drawLens(many, createCanvas(width, false));
  expect(shown(80)[0]).toBe("position    23        24        25        26        27        28        29");
  expect(shown(80).join(" ")).toMatch(/The first 23 positions do not fit into 80 columns; choose others\./);
  expect(shown(120)[0].split(/ +/)).toHaveLength(1 + 11);
});

test.each([80, 120])(
  "no line exceeds %d columns, and the cells of a column line up, whatever the tokens",
  (width) => {
    const next = randomTexts(4, 5);
    const random = createRandom(4);
    for (let n = 0; n < 100; n++) {
      const texts = Array.from({ length: 50 }, () => showToken(next()));
      const positions = 1 + Math.floor(random() * 20);
      const says = () => Array.from({ length: 4 }, () => [Math.floor(random() * 5), random()] as const);
      const drawn = entriesOf(Object.fromEntries(Array.from({ length: positions }, (_, at) => [at, says()])));
      const ids = Array.from({ length: positions }, () => Math.floor(random() * 50));
      const named = { entries: drawn, ids, name: (id: number) => texts[id], hint: "h" };
      for (const hasColors of [false, true]) {
        const lines = drawLens(named, createCanvas(width, hasColors));
        for (const line of lines) expect([line, columnsOf(line) <= width]).toEqual([line, true]);
      }
      if (positions === 1) continue;
      // The bars stand below each other
      const rows = drawLens(named, createCanvas(width, false)).filter((line) =>
        /^(embedding|layer \d+) +[▁-█]/.test(line),
      );
      const places = rows.map((row) =>
        [...row.matchAll(/[▁-█](?=[ ›]|$)/gu)].map(({ index }) => columnsOf(row.slice(0, index))).join(),
      );
      expect(new Set(places).size).toBe(1);
    }
  },
);
