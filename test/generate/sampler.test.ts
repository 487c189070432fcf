import { describe, expect, test } from "bun:test";
import { UserError } from "../../src/common/errors.ts";
import { createRandom } from "../../src/generate/random.ts";
import { argmax, createSampler, type SamplerOptions } from "../../src/generate/sampler.ts";
import { byDefinition, chiSquared, chiSquaredLimit, countDraws, type Step } from "./distribution.ts";

// A busy machine may take longer than bun's five seconds
const off: SamplerOptions = { temperature: 1, topK: 0, topP: 1, minP: 0, seed: 1 };

/** 12 probabilities in no order, none equal. */
const probabilities = [
  0.02,
  0.21,
  0.05,
  0.11,
  0.01,
  0.25,
  0.03,
  0.16,
  0.0075,
  0.08,
  0.0625,
  0.01 + 0.0000001,
];
const logits = Float32Array.from(probabilities, (p) => Math.log(p) + 3);

/** 12 that are equal in pairs, so that every boundary has a tie. */
const tied = Float32Array.of(1, 2, 0.5, 2, 3, 1, 0.5, 0, 3, 0, -1, -1);

const ours: Step[] = ["temperature", "top-k", "top-p", "min-p"];
const draws = 40_000;

describe("what is drawn has the distribution of the definition", () => {
  const cases: [name: string, options: Partial<SamplerOptions>][] = [
    ["plain", {}],
    ["temperature 0.5", { temperature: 0.5 }],
    ["temperature 2", { temperature: 2 }],
    ["top-k", { topK: 4 }],
    ["top-k, all but one", { topK: 11 }],
    ["top-k, all", { topK: 12 }],
    ["top-k, more than there are", { topK: 1000 }],
    ["top-p", { topP: 0.7 }],
    ["top-p, nearly all", { topP: 0.999 }],
    ["min-p", { minP: 0.3 }],
    ["temperature and top-p", { temperature: 2, topP: 0.7 }],
    ["temperature and min-p", { temperature: 0.6, minP: 0.2 }],
    ["top-k and top-p", { topK: 5, topP: 0.7 }],
    ["top-k and min-p", { topK: 6, minP: 0.2 }],
    ["top-p and min-p", { topP: 0.9, minP: 0.4 }],
    ["all", { temperature: 1.7, topK: 9, topP: 0.8, minP: 0.4 }],
  ];
  test.each(cases)("%s", (_, part) => {
    for (const [seed, given] of [logits, tied].entries()) {
      const options = { ...off, ...part, seed };
      const exact = byDefinition(given, options, ours);
      const counts = countDraws(createSampler(options), given, draws);
      expect(chiSquared(counts, exact)).toBeLessThan(chiSquaredLimit(exact));
    }
  });
});

describe("the test would notice", () => {
  const cases: [name: string, options: Partial<SamplerOptions>, wrong: Step[]][] = [
    ["no temperature", { temperature: 1.1 }, ["top-k", "top-p", "min-p"]],
    ["temperature last, top-p", { temperature: 2, topP: 0.7 }, ["top-k", "top-p", "min-p", "temperature"]],
    ["temperature last, min-p", { temperature: 2, minP: 0.3 }, ["top-k", "top-p", "min-p", "temperature"]],
    ["top-p before top-k", { topK: 5, topP: 0.7 }, ["temperature", "top-p", "top-k", "min-p"]],
    ["min-p before top-p", { topP: 0.8, minP: 0.4 }, ["temperature", "top-k", "min-p", "top-p"]],
    ["no top-k", { topK: 11 }, ["temperature", "top-p", "min-p"]],
    ["no top-p", { topP: 0.98 }, ["temperature", "top-k", "min-p"]],
    ["no min-p", { minP: 0.04 }, ["temperature", "top-k", "top-p"]],
  ];
  test.each(cases)("%s", (_, part, wrong) => {
    const options = { ...off, ...part };
    const exact = byDefinition(logits, options, wrong);
    const counts = countDraws(createSampler(options), logits, draws);
    expect(chiSquared(counts, exact)).toBeGreaterThan(2 * chiSquaredLimit(exact));
  });
});

test("top-p keeps the fewest tokens that reach p, the one that reaches it too", () => {
  const quarters = Float32Array.of(0, 0, 0, 0); // sums of 0.25, exact in float64
  const drawn = (topP: number) =>
    new Set(Array.from({ length: 200 }, createSampler({ ...off, topP }).bind(null, quarters)));
  expect(drawn(0.25)).toEqual(new Set([0]));
  expect(drawn(0.26)).toEqual(new Set([0, 1]));
  expect(drawn(0.5)).toEqual(new Set([0, 1]));
  expect(drawn(0.75)).toEqual(new Set([0, 1, 2]));
  expect(drawn(0.76)).toEqual(new Set([0, 1, 2, 3]));
});

test.each([{}, { topK: 3 }, { topP: 0.999 }])("min-p keeps a token that is just so probable: %j", (part) => {
  const drawn = (minP: number) => {
    const sample = createSampler({ ...off, ...part, minP });
    return new Set(Array.from({ length: 200 }, () => sample(Float32Array.of(0, 2, 1, -8))));
  };
  expect(drawn(Math.exp(-1))).toEqual(new Set([1, 2]));
  expect(drawn(Math.exp(-1) + 1e-12)).toEqual(new Set([1]));
});

describe("with the vocabulary of Llama 3, the same token as after sorting all of it", () => {
  const random = createRandom(3);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const large = Float32Array.from({ length: 128_256 }, () => 2.5 * normal());
  for (let id = 100; id < 128_256; id += 4000) large[id] = 11 + normal();

  test.each([
    { topK: 40 },
    { topK: 3000 },
    { topP: 0.5 },
    { topP: 0.95 },
    { topP: 0.9, temperature: 2 },
    { minP: 0.01, temperature: 1.5 },
    { topK: 200, topP: 0.9, minP: 0.02, temperature: 0.8 },
  ])("%j", (part) => {
    const options = { ...off, ...part, seed: 9 };
    const exact = byDefinition(large, options, ours);
    // Where order matters the draw goes down the ranks, else up the ids
    const order = [...exact.keys()];
    if (options.topK === 0 && options.topP === 1) order.sort((a, b) => a - b);
    const sample = createSampler(options);
    const uniform = createRandom(9);
    for (let i = 0; i < 30; i++) {
      const target = uniform();
      let sum = 0;
      let place = -1;
      while (sum <= target) sum += exact.get(order[++place])!;
      expect(sample(large)).toBe(order[place]);
    }
  });
});

describe("greedy", () => {
  const random = createRandom(11);
  const many = Array.from({ length: 50 }, () =>
    Float32Array.from({ length: 500 }, () => Math.floor(random() * 40) / 4),
  );
  test.each([
    { temperature: 0 },
    { temperature: 0, topK: 7, topP: 0.5, minP: 0.1 },
    { topK: 1 },
    { topK: 1, temperature: 50 },
    { topP: 0 },
    { topP: 1e-9 },
    { topP: 1e-9, temperature: 50, topK: 100 },
    { topP: Number.MIN_VALUE, temperature: 2 },
    { minP: 1 },
    { minP: 1, temperature: 1e9, topP: 0.9 },
  ])("%j takes the largest logit, of equal ones the lowest id", (part) => {
    const sample = createSampler({ ...off, ...part });
    for (const given of many) expect(sample(given)).toBe(given.indexOf(Math.max(...given)));
  });

  test("a temperature near 0 is all but greedy", () => {
    for (const temperature of [1e-3, 1e-300, Number.MIN_VALUE]) {
      expect(createSampler({ ...off, temperature })(Float32Array.of(1, 2, 4, 3))).toBe(2);
    }
  });
});

describe("seeds", () => {
  const flat = new Float32Array(10_000);
  const run = (options: SamplerOptions) =>
    Array.from({ length: 20 }, createSampler(options).bind(null, flat));
  test.each([{}, { topP: 0.9 }, { topK: 5000 }, { minP: 0.5 }])(
    "the same seed repeats itself: %j",
    (part) => {
      expect(run({ ...off, ...part, seed: 5 })).toEqual(run({ ...off, ...part, seed: 5n }));
      expect(run({ ...off, ...part, seed: 5 })).not.toEqual(run({ ...off, ...part, seed: 6 }));
    },
  );
  test("without a seed each sampler has its own", () => {
    expect(run({ ...off, seed: undefined })).not.toEqual(run({ ...off, seed: undefined }));
  });
});

describe("logits that are no numbers", () => {
  const variants: Partial<SamplerOptions>[] = [
    { temperature: 0 },
    {},
    { topK: 3 },
    { topP: 0.9 },
    { minP: 0.1 },
    { topK: 3, topP: 0.9, minP: 0.1 },
  ];
  test.each(variants)("NaN and -Infinity are never chosen: %j", (part) => {
    const sample = createSampler({ ...off, ...part });
    const given = Float32Array.of(Number.NaN, 1, -Infinity, 1.5, Number.NaN, -Infinity);
    const drawn = new Set(Array.from({ length: 100 }, () => sample(given)));
    expect(drawn).toEqual(new Set(part.temperature === 0 ? [3] : [1, 3]));
  });
  test.each(variants)("the first +Infinity is chosen: %j", (part) => {
    const sample = createSampler({ ...off, ...part });
    expect(sample(Float32Array.of(5, Number.NaN, Infinity, Infinity))).toBe(2);
  });
  test.each(variants)("an error where none can be: %j", (part) => {
    const sample = createSampler({ ...off, ...part });
    for (const given of [[Number.NaN, Number.NaN], [-Infinity, -Infinity], []]) {
      expect(() => sample(Float32Array.from(given))).toThrow(UserError);
    }
  });
});

test("logits stay as they were, and may be a part of a larger array", () => {
  const larger = Float32Array.of(99, 99, 1, 2, 3, 99);
  const sample = createSampler({ ...off, topK: 2, topP: 0.9 });
  for (let i = 0; i < 50; i++) expect([1, 2]).toContain(sample(larger.subarray(2, 5)));
  expect(larger).toEqual(Float32Array.of(99, 99, 1, 2, 3, 99));
});

test.each([{}, { topK: 4 }, { topP: 0.99 }])(
  "one sampler may serve vocabularies of different sizes: %j",
  (part) => {
    const sample = createSampler({ ...off, ...part });
    for (const size of [5, 2, 9]) {
      const drawn = new Set(Array.from({ length: 300 }, () => sample(new Float32Array(size))));
      expect(drawn.size).toBe(Math.min(size, part.topK ?? size));
      expect(Math.max(...drawn)).toBe(drawn.size - 1);
    }
  },
);

test("argmax of a large vocabulary finds its place at both ends", () => {
  for (const id of [0, 1, 127_999, 128_255]) {
    expect(argmax(new Float32Array(128_256).fill(-2).with(id, -1))).toBe(id);
  }
});

test("options out of range are refused", () => {
  for (const part of [
    { temperature: -1 },
    { temperature: Number.NaN },
    { temperature: Infinity },
    { topK: -1 },
    { topK: 1.5 },
    { topP: -0.1 },
    { topP: 1.1 },
    { topP: Number.NaN },
    { minP: -0.1 },
    { minP: 2 },
    { seed: 1.5 },
  ]) {
    expect(() => createSampler({ ...off, ...part })).toThrow(RangeError);
  }
});
