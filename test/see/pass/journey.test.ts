import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { LanguageModel } from "../../../src/generate/language-model.ts";
import { createCanvas } from "../../../src/see/canvas.ts";
import { columnsOf } from "../../../src/see/cells.ts";
import { type Journey, tellJourney } from "../../../src/see/pass/journey.ts";
import { Pages } from "../../../src/see/pass/pages.ts";
import { drawPage, drawScreen } from "../../../src/see/pass/screen-text.ts";
import { stepName } from "../../../src/see/pass/steps.ts";
import { fixture } from "../../support/reference.ts";

/** What PyTorch computed. */
interface Reference {
  readonly ids: readonly number[];
  /** [layers][heads][positions][shares] */
  readonly attention: readonly (readonly (readonly (readonly number[])[])[])[];
  readonly lens: readonly { after: string; position: number; top: { id: number; logprob: number }[] }[];
  readonly steps: readonly {
    step: string;
    shape: number[];
    first: number[];
    min: number;
    max: number;
    rms: number;
  }[];
}

const reference: Reference = JSON.parse(readFileSync(join(fixture("see"), "see.json"), "utf8"));
const { ids } = reference;
const last = ids.length - 1;
let model: LanguageModel;
let journey: Journey;

beforeAll(async () => {
  model = await LanguageModel.load(fixture("tiny-llama"), {
    engine: "typescript",
    weights: "ram",
    threads: 2,
  });
  journey = await tellJourney(model, ids);
});
afterAll(() => model.close());

/** The page that shows a step, or a block that is closed. */
function pageOf(step: string, pages = new Pages(journey, step)): string {
  return drawPage(journey, pages.current, createCanvas(120, false), Number.POSITIVE_INFINITY).join("\n");
}

/** All pages of all blocks. */
function everyPage(): Pages {
  const pages = new Pages(journey);
  for (let layer = 1; layer < journey.blocks.length - 1; layer++) {
    pages.go(pages.all.findIndex((page) => page.kind === "block" && page.layer === layer));
    pages.toggle();
  }
  return pages;
}

test("each step's page has the numbers that PyTorch has", () => {
  for (const { step, shape, min, max, rms } of reference.steps) {
    const pages = everyPage();
    pages.go(pages.all.findIndex((page) => page.kind === "step" && stepName(page.step) === step));
    const page = pageOf(step, pages);
    expect(page).toContain(`[${shape.join(", ")}]: ${shape[0]} `);
    for (const [label, value] of [
      ["least", min],
      ["greatest", max],
      ["root mean square", rms],
    ] as const) {
      const shown = Number(new RegExp(`all .*${label} (-?[\\d.e-]+)`).exec(page)?.[1]);
      expect(Math.abs(shown - value)).toBeLessThanOrEqual(2e-3 * Math.max(1, Math.abs(value)));
    }
  }
});

describe.each([0, 1, 2])("block %d", (layer) => {
  test("the heads and the tokens that they look at are those of PyTorch", () => {
    const best = reference.attention[layer]
      .map((head, h) => {
        const shares = head[last];
        const at = shares.indexOf(Math.max(...shares));
        return { h, at, share: shares[at] };
      })
      .sort((a, b) => b.share - a.share);
    const lines = [
      ...pageOf(`layers.${layer}.attention.shares`).matchAll(/head +(\d+) .* (\S+)% at (\d+) "/g),
    ];
    expect(lines.length).toBe(best.length);
    for (const [n, [, head, percent, at]] of lines.entries()) {
      expect([Number(head), Number(at)]).toEqual([best[n].h, best[n].at]);
      expect(Math.abs(Number(percent) / 100 - best[n].share)).toBeLessThan(6e-3);
    }
  });

  test("what the model would say after it is what the lens of PyTorch says", () => {
    const [top] =
      reference.lens.find(({ after, position }) => after === `layers.${layer}` && position === last)?.top ??
      [];
    const said = /If the model ended here, it would say "(.*)" \((\S+)%\)/.exec(pageOf(`layers.${layer}`));
    const text =
      layer === 1 ? /after it "(.*)" \((\S+)%\)/.exec(pageOf("layers.1").replaceAll("\n", " ")) : said;
    expect(text?.[1]).toBe(journey.run.name(top.id));
    expect(Math.abs(Number(text?.[2]) / 100 - Math.exp(top.logprob))).toBeLessThan(6e-3);
  });

  test("a turned query keeps its length, and the angle is that of its position", () => {
    const page = pageOf(`layers.${layer}.attention.q`).replaceAll(/\s+/g, " ");
    const number = "(-?[\\d.]+)";
    const found = new RegExp(
      `turns by ${number} radians.*was \\(${number}, ${number}\\) and is \\(${number}, ${number}\\)`,
    ).exec(page);
    const [radians, a, b, c, d] = (found ?? []).slice(1).map(Number);
    expect(radians).toBe(last);
    expect(a * Math.cos(last) - b * Math.sin(last)).toBeCloseTo(c, 2);
    expect(a * Math.sin(last) + b * Math.cos(last)).toBeCloseTo(d, 2);
  });
});

test("the choice is the likeliest token by PyTorch", () => {
  const { top } = reference.lens[reference.lens.length - 1];
  expect(pageOf("choice")).toContain(`(token ${top[0].id}). It becomes the token at position ${ids.length}.`);
});

test("a part that is switched off adds nothing, and that is said", async () => {
  await model.transformer.switchOff(["layers.0.attention"]);
  try {
    const other = await tellJourney(model, ids);
    const pages = new Pages(other, "layers.0.h");
    expect(drawPage(other, pages.current, createCanvas(120, false), 40).join(" ")).toContain(
      "Nothing is added, because the attention of this block is switched off.",
    );
  } finally {
    await model.transformer.switchOff([]);
  }
});

test.each([
  [80, 24],
  [120, 40],
  [80, 12],
  [60, 8],
])("screens of %d × %d are full, and show all of every page", (width, rows) => {
  const pages = everyPage();
  const canvas = createCanvas(width, false);
  expect(pages.all).toHaveLength(journey.steps.length);
  for (let n = 0; n < pages.all.length; n++) {
    pages.go(n);
    const whole = drawPage(journey, pages.current, canvas, rows - 3);
    const shown: string[] = [];
    const { parts } = drawScreen(journey, pages, 0, rows, canvas);
    for (let part = 0; part < parts; part++) {
      const { lines } = drawScreen(journey, pages, part, rows, canvas);
      expect(lines).toHaveLength(rows);
      for (const line of lines) expect([line, columnsOf(line) <= width]).toEqual([line, true]);
      shown.push(...lines.slice(2, -1));
    }
    expect(shown.slice(0, whole.length)).toEqual(whole);
  }
});

test("at 80 × 24 every page is a single screen", () => {
  const pages = everyPage();
  for (let n = 0; n < pages.all.length; n++) {
    pages.go(n);
    const { parts } = drawScreen(journey, pages, 0, 24, createCanvas(80, false));
    expect([n, parts]).toEqual([n, 1]);
  }
});
