import { describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { engineNames } from "../../src/engine/engine-names.ts";
import { fixture } from "../support/reference.ts";
import { run } from "../support/run.ts";

// A busy machine may take longer than bun's five seconds
interface Named {
  readonly id: number;
  readonly logprob: number;
}

/** What PyTorch says (scripts/fixtures/make-see-fixtures.py). */
interface SeeReference {
  readonly ids: readonly number[];
  readonly lens: readonly { after: string; position: number; top: Named[] }[];
  readonly attention: readonly (readonly (readonly (readonly number[])[])[])[];
  readonly tokens: readonly { logprob: number; rank: number; entropy: number; top: Named[] }[];
  readonly steps: readonly {
    step: string;
    shape: number[];
    first: number[];
    min: number;
    max: number;
    rms: number;
  }[];
  readonly without: readonly string[];
  readonly tokensWithout: SeeReference["tokens"];
  readonly why: WhyReference;
  readonly whyInstead: WhyReference;
  readonly whyWithout: WhyReference;
}

interface WhyReference {
  readonly token: number;
  readonly instead: number | null;
  readonly logit: number;
  readonly parts: Readonly<Record<string, number>>;
}

const model = fixture("tiny-llama");
const reference: SeeReference = JSON.parse(readFileSync(join(fixture("see"), "see.json"), "utf8"));
const ids = reference.ids.join();

/** What float32 and another order of summation may change. */
const tolerance = 5e-4;

/** A line of JSON: the fields of all views. */
interface Line {
  readonly type: string;
  readonly id: number;
  readonly position: number;
  readonly logprob: number | null;
  readonly top: readonly Named[];
  readonly after: string;
  readonly layer: number;
  readonly head: number;
  readonly weights: readonly (readonly number[])[];
  readonly part: string;
  readonly logit: number;
  readonly sum: number;
  readonly step: string;
  readonly seconds: number;
}

/** Runs a view and returns its lines of JSON. */
async function see(view: string, ...args: string[]): Promise<Line[]> {
  const { code, stdout, stderr } = await run([
    "see",
    view,
    "-m",
    model,
    "--ids",
    ids,
    "--json",
    "-q",
    ...args,
  ]);
  expect([code, stderr]).toEqual([0, ""]);
  return stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
}

/** Expects numbers to be near each other, wherever they are in two structures. */
function expectNear(got: unknown, want: unknown, path = ""): void {
  if (typeof want === "number") {
    if (Math.abs(Number(got) - want) > tolerance * Math.max(1, Math.abs(want))) {
      throw new Error(`${path}: ${got}, PyTorch says ${want}`);
    }
  } else if (typeof want === "object" && want !== null) {
    for (const [key, value] of Object.entries(want)) {
      expectNear((got as Record<string, unknown>)?.[key], value, `${path}.${key}`);
    }
  } else {
    expect([path, got]).toEqual([path, want]);
  }
}

describe.each(engineNames)("engine %s, against PyTorch:", (engine) => {
  describe.each(["1", "3"])("%s threads:", (threads) => {
    const how = ["--engine", engine, "-t", threads];

    test("tokens", async () => {
      const lines = await see("tokens", "--top", "3", ...how);
      const tokens = lines.slice(0, -1);
      expect(tokens.map(({ id }) => id)).toEqual([...reference.ids]);
      expect(tokens[0]).toMatchObject({ position: 0, logprob: null, rank: null, entropy: null });
      expect(tokens[0].top).toBeUndefined();
      expectNear(tokens.slice(1), reference.tokens);
      const logprob = reference.tokens.reduce((sum, token) => sum + token.logprob, 0);
      const perplexity = Math.exp(-logprob / reference.tokens.length);
      expectNear(lines.at(-1), { type: "summary", tokens: reference.ids.length, logprob, perplexity });
    });

    test("lens", async () => {
      const lines = await see("lens", "--top", "3", ...how);
      expect(lines).toHaveLength(reference.lens.length);
      for (const want of reference.lens) {
        expectNear(
          lines.find(({ after, position }) => after === want.after && position === want.position),
          want,
          `${want.after} at ${want.position}`,
        );
      }
    });

    test("attention", async () => {
      const lines = await see("attention", ...how);
      expect(lines).toHaveLength(3 * 8);
      for (const { layer, head, weights } of lines) {
        expectNear(weights, reference.attention[layer][head], `layer ${layer}, head ${head}`);
        for (const row of weights) expect(row.reduce((a, b) => a + b)).toBeCloseTo(1, 5);
      }
    });

    test.each([
      ["why", [], "why"],
      ["why, instead of another token", ["--instead", "3"], "whyInstead"],
      ["why, with parts switched off", ["--without", reference.without.join()], "whyWithout"],
    ] as const)("%s", async (_, args, name) => {
      const want = reference[name];
      const lines = await see("why", ...args, ...how);
      const parts = Object.fromEntries(lines.slice(0, -1).map(({ part, logit }) => [part, logit]));
      expect(Object.keys(parts).sort()).toEqual(Object.keys(want.parts).sort());
      expectNear(parts, want.parts);
      const summary = lines[lines.length - 1];
      expectNear(summary, { type: "summary", id: want.token, logit: want.logit, sum: want.logit });
      const sum = Object.values<number>(parts).reduce((a, b) => a + b);
      expect(Math.abs(summary.sum - sum)).toBeLessThan(1e-9);
    });

    test("pass", async () => {
      const lines = await see("pass", ...how);
      expect(lines.map(({ step }) => step)).toEqual(reference.steps.map(({ step }) => step));
      for (const [n, want] of reference.steps.entries()) {
        expectNear(lines[n], want, want.step);
        expect(lines[n].seconds).toBeGreaterThanOrEqual(0);
      }
    });

    test("parts switched off", async () => {
      const lines = await see("tokens", "--top", "3", "--without", reference.without.join(), ...how);
      expectNear(lines.slice(1, -1), reference.tokensWithout);
    });
  });
});

test("without any part, the embedding alone speaks", async () => {
  const everything = "layers.*.attention,layers.*.feed_forward";
  const lens = await see("lens", "--at", "last", "--top", "3", "--without", everything);
  for (const { top } of lens) expectNear(top, lens[0].top);
  expectNear(lens[0].top, reference.lens[reference.ids.length - 1].top);
  const why = await see("why", "--without", everything);
  for (const { type, part, logit } of why) {
    if (type === "part" && part !== "tok_embeddings") expect([part, logit]).toEqual([part, 0]);
  }
});

test("a prompt that goes through the network in several parts", async () => {
  // The parts have 192 tokens
  const long = Array.from({ length: 400 }, (_, i) => (7 * i) % 500);
  const args = ["-m", model, "--ids", long.join(), "--json"];
  const read = async (...more: string[]): Promise<Line[]> => {
    const { stdout } = await run([...more, ...args]);
    return stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
  };
  const tokens = await read("see", "tokens", "--top", "1");
  expect(tokens).toHaveLength(401);
  // The last position's lens is what an answer begins with
  const [first] = await read("-n", "1", "--top-logprobs", "2");
  const lens = await read("see", "lens", "--at", "last", "--top", "2");
  expectNear(lens[lens.length - 1].top, first.top);
  const [map] = await read("see", "attention", "--layer", "2", "--head", "5");
  expect(map.weights).toHaveLength(400);
  expect(map.weights[399]).toHaveLength(400);
  const why = await read("see", "why");
  const summary = why[why.length - 1];
  expectNear(summary.sum, summary.logit);
});

describe("what is asked for is chosen:", () => {
  test("layers and heads", async () => {
    const lines = await see("attention", "--layer", "2,0", "--head", "1");
    expect(lines.map(({ layer, head }) => [layer, head])).toEqual([
      [2, 1],
      [0, 1],
    ]);
  });

  test("positions", async () => {
    const lines = await see("lens", "--at", "3,last");
    expect([...new Set(lines.map(({ position }) => position))]).toEqual([3, 11]);
  });

  test("a token", async () => {
    const lines = await see("why", "--token", "7");
    expect(lines.at(-1)).toMatchObject({ type: "summary", id: 7 });
  });

  test("a chat prompt and raw text, as in the chat", async () => {
    const chat = await run(["see", "tokens", "-m", model, "--json", "-s", "Be brief.", "Hi"]);
    const chatIds = chat.stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line).id);
    const encoded = await run(["tokenize", "-m", model, "--chat", "--json", "Hi"]);
    expect(chatIds.slice(-9, -1).join()).toBe(JSON.parse(encoded.stdout).ids.slice(-8).join());
    const raw = await run(["see", "tokens", "-m", model, "--json", "--raw"], { stdin: "hello" });
    expect(JSON.parse(raw.stdout.split("\n")[0])).toMatchObject({ id: 512, text: "<|begin_of_text|>" });
  });
});

describe("what cannot be seen is refused in one line:", () => {
  test.each([
    ["no view", ["see"], /no view is named; name one of tokens, lens, attention, why, pass/],
    ["an unknown view", ["see", "token", "x"], /there is no view "token"/],
    [
      "a layer that is none",
      ["see", "attention", "--layer", "3"],
      /--layer "3" is no layer here; they go from 0 to 2/,
    ],
    [
      "a head that is none",
      ["see", "attention", "--head", "8"],
      /--head "8" is no head here; they go from 0 to 7/,
    ],
    [
      "a position that is none",
      ["see", "lens", "--at", "12"],
      /--at "12" is no position here; they go from 0 to 11/,
    ],
    ["a token that is none", ["see", "why", "--token", "768"], /--token 768 is not in the vocabulary/],
    [
      "a part with a typo",
      ["see", "why", "--without", "layers.0.atention"],
      /--without: the model has no part "layers\.0\.atention"; did you mean layers\.0\.attention\?/,
    ],
    ["a layer beyond the last", ["--without", "layers.99.attention"], /no part "layers\.99\.attention"/],
  ])("%s", async (_, args, message) => {
    const { code, stdout, stderr } = await run([...args, "-m", model, "--ids", ids]);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(message);
    expect(stderr.trimEnd()).not.toContain("\n");
  });

  test("no prompt", async () => {
    const { code, stderr } = await run(["see", "why", "-m", model]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/there is no prompt/);
  });
});
