import { describe, expect, test } from "bun:test";
import { areOff, type Penalties, penalize } from "../../src/generate/penalties.ts";
import { createRandom } from "../../src/generate/random.ts";
import { createSampler, type SamplerOptions } from "../../src/generate/sampler.ts";

const off: Penalties = { repeat: 1, presence: 0, frequency: 0, lastTokens: 64 };

/** The logits after penalties. */
function penalized(logits: number[], history: number[], part: Partial<Penalties>): number[] {
  const changed = Float32Array.from(logits);
  penalize(changed, history, { ...off, ...part });
  return [...changed];
}

describe("each penalty, worked out by hand", () => {
  // Token 0 occurred three times, 1 and 3 once, 2 and 4 never
  const history = [0, 1, 0, 3, 0];
  const logits = [8, 3, 2, -4, -1];

  test.each<[string, Partial<Penalties>, number[]]>([
    ["repeat: a quotient, or a product below zero", { repeat: 2 }, [4, 1.5, 2, -8, -1]],
    ["repeat below 1 makes it likelier", { repeat: 0.5 }, [16, 6, 2, -2, -1]],
    ["presence: subtracted once", { presence: 1.5 }, [6.5, 1.5, 2, -5.5, -1]],
    ["frequency: subtracted for each time", { frequency: 0.5 }, [6.5, 2.5, 2, -4.5, -1]],
    ["below zero: added", { presence: -1, frequency: -0.5 }, [10.5, 4.5, 2, -2.5, -1]],
    ["all: the quotient first", { repeat: 2, presence: 1, frequency: 0.5 }, [1.5, 0, 2, -9.5, -1]],
    ["the last two tokens", { presence: 1, lastTokens: 2 }, [7, 3, 2, -5, -1]],
    ["all tokens", { frequency: 1, lastTokens: -1 }, [5, 2, 2, -5, -1]],
    ["no tokens", { repeat: 2, presence: 1, frequency: 1, lastTokens: 0 }, logits],
    ["those that are exempt left out", { presence: 1, isExempt: (id) => id === 0 }, [8, 2, 2, -5, -1]],
    ["none", {}, logits],
  ])("%s", (_, part, expected) => {
    expect(penalized(logits, history, part)).toEqual(expected);
  });

  test("an infinite logit stays one, and NaN stays NaN", () => {
    const changed = penalized([Infinity, -Infinity, Number.NaN], [0, 1, 2], { repeat: 2, presence: 1 });
    expect(changed).toEqual([Infinity, -Infinity, Number.NaN]);
  });

  test("64 tokens count if nothing else is said", () => {
    const long = [1, ...new Array<number>(64).fill(0)];
    expect(penalized([5, 5], long, { presence: 1 })).toEqual([4, 5]);
    expect(penalized([5, 5], long.slice(0, -1), { presence: 1 })).toEqual([4, 4]);
  });
});

test("penalties are off where they change nothing", () => {
  expect(areOff(off)).toBe(true);
  expect(areOff({ ...off, repeat: 2, lastTokens: 0 })).toBe(true);
  for (const part of [{ repeat: 1.1 }, { presence: 0.1 }, { frequency: -0.1 }]) {
    expect(areOff({ ...off, ...part })).toBe(false);
  }
});

describe("a sampler with penalties", () => {
  const logits = Float32Array.of(3, 2.9, 1);
  const options: SamplerOptions = { temperature: 0, topK: 0, topP: 1, minP: 0, seed: 1 };
  const presence = { ...off, presence: 1 };

  test("chooses by the penalized logits, greedily too, and leaves the logits alone", () => {
    for (const part of [
      { temperature: 0 },
      { temperature: 5, topK: 1 },
      { temperature: 5, topP: 1e-9 },
      { temperature: 5, minP: 1 },
    ]) {
      const sample = createSampler({ ...options, ...part, penalties: presence });
      expect([sample(logits), sample(logits, []), sample(logits, [0]), sample(logits, [0, 1])]).toEqual([
        0, 0, 1, 0,
      ]);
    }
    expect(logits).toEqual(Float32Array.of(3, 2.9, 1));
  });

  test("draws from the distribution of the penalized logits", () => {
    const sample = createSampler({
      ...options,
      temperature: 1,
      penalties: { ...off, frequency: Math.log(2) },
    });
    const even = new Float32Array(3);
    const counts = [0, 0, 0];
    const draws = 30_000;
    for (let i = 0; i < draws; i++) counts[sample(even, [0, 1, 0])]++;
    // Weights 1/4, 1/2 and 1; four standard deviations are below 0.012
    for (const [id, share] of [1 / 7, 2 / 7, 4 / 7].entries()) {
      expect(Math.abs(counts[id] / draws - share)).toBeLessThan(0.012);
    }
  });

  test("ends the repetition that greedy choice falls into", () => {
    // Each token is most likely followed by the next of three; the others are a little less likely
    const next = (id: number) =>
      Float32Array.from({ length: 50 }, (_, i) => (i === (id + 1) % 3 ? 2 : i / 100));
    const generate = (penalties?: Penalties) => {
      const sample = createSampler({ ...options, penalties });
      const history = [0];
      while (history.length < 40) history.push(sample(next(history.at(-1)!), history));
      return new Set(history).size;
    };
    expect(generate()).toBe(3);
    expect(generate({ ...off, repeat: 1.3, lastTokens: -1 })).toBe(3);
    expect(generate({ ...off, repeat: 10, lastTokens: -1 })).toBeGreaterThan(30);
    expect(generate({ ...off, presence: 2, lastTokens: -1 })).toBeGreaterThan(30);
    expect(generate({ ...off, frequency: 0.5, lastTokens: -1 })).toBeGreaterThan(30);
  });

  test("refuses penalties that are out of range", () => {
    for (const part of [
      { repeat: 0 },
      { repeat: -1 },
      { repeat: Infinity },
      { presence: Number.NaN },
      { frequency: Infinity },
      { lastTokens: -2 },
      { lastTokens: 1.5 },
    ]) {
      expect(() => createSampler({ ...options, penalties: { ...off, ...part } })).toThrow(RangeError);
    }
  });
});

describe("excluded tokens", () => {
  const options: SamplerOptions = { temperature: 1, topK: 0, topP: 1, minP: 0, seed: 1, excluded: [1, 3] };
  const logits = Float32Array.of(1, 9, 2, 9, 0);

  test.each([{}, { topK: 3 }, { topP: 0.99 }, { minP: 0.01 }, { temperature: 100 }])(
    "are never drawn: %j",
    (part) => {
      const sample = createSampler({ ...options, ...part });
      const drawn = new Set(Array.from({ length: 500 }, () => sample(logits)));
      expect(drawn).toEqual(new Set([0, 2, 4]));
    },
  );

  test("are drawn as if they were not there", () => {
    const others = createSampler({ ...options, excluded: [] });
    const sample = createSampler(options);
    const random = createRandom(5);
    for (let i = 0; i < 100; i++) {
      const [a, b, c] = [random(), random(), random()];
      expect(sample(Float32Array.of(a, 9, b, 9, c))).toBe(
        others(Float32Array.of(a, -Infinity, b, -Infinity, c)),
      );
    }
  });

  test.each([{ temperature: 0 }, { topK: 1 }, { topP: 1e-9 * 0 }, { minP: 1 }])(
    "do not change the greedy choice: %j",
    (part) => {
      expect(createSampler({ ...options, ...part })(logits)).toBe(1);
    },
  );
});
