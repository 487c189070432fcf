import { expect, test } from "bun:test";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { explanations } from "../../../src/see/pass/explanations.ts";
import { type StepKind, stepName, stepNames, stepPlace } from "../../../src/see/pass/steps.ts";
import { fixture } from "../../support/reference.ts";

/** The steps of a pass, as PyTorch had them. */
const reference: { steps: { step: string; shape: number[] }[] } = JSON.parse(
  readFileSync(join(fixture("see"), "see.json"), "utf8"),
);
const root = join(import.meta.dir, "../../..");

test("the steps of the network, between the text and the choice, are those of the reference", () => {
  const names = stepNames({ nLayers: 3 });
  expect(names.slice(0, 2)).toEqual(["text", "ids"]);
  expect(names.slice(2, -1)).toEqual(reference.steps.map(({ step }) => step));
  expect(names.at(-1)).toBe("choice");
});

test("a name says where its step is", () => {
  expect(stepPlace("layers.12.attention.wq")).toEqual({ kind: "attention.wq", layer: 12 });
  expect(stepPlace("layers.3")).toEqual({ kind: "block", layer: 3 });
  expect(stepPlace("norm")).toEqual({ kind: "norm", layer: undefined });
  for (const { step } of reference.steps) expect(stepName(stepPlace(step))).toBe(step);
  expect(() => stepPlace("layers.0.attention")).toThrow(RangeError);
});

test("every step's explanation names each dimension of its result", () => {
  for (const { step, shape } of reference.steps) {
    expect([step, explanations[stepPlace(step).kind].axes]).toEqual([
      step,
      Array.from(shape, () => expect.any(String)),
    ]);
  }
});

test.each(Object.entries(explanations))(
  "%s: the files are there, and have the operation",
  (kind, { source, caller }) => {
    for (const path of [source, caller ?? source]) {
      expect([path, existsSync(join(root, path))]).toEqual([path, true]);
    }
    // Each file of an operation begins with what it computes
    const words: Partial<Record<StepKind, RegExp>> = {
      "attention.q": /Rotary position embedding/,
      "feed_forward.swiglu": /SwiGLU|silu/i,
      norm: /root mean square/,
      choice: /next token/,
    };
    expect(readFileSync(join(root, source), "utf8")).toMatch(words[kind as StepKind] ?? /export/);
  },
);
