import { describe, expect, test } from "bun:test";
import { Interrupted } from "../../src/engine/team/team.ts";
import { type Answer, type Forward, type GenerateOptions, Session } from "../../src/generate/session.ts";

/** A network that says the number after the last one it read, and remembers what it was asked. */
class Counting implements Forward {
  readonly calls: { tokens: readonly number[]; position: number; wantsLogits: boolean }[] = [];
  beforeForward = (): void => {};

  async forward(tokens: readonly number[], position: number, wantsLogits: boolean): Promise<Float32Array> {
    this.calls.push({ tokens, position, wantsLogits });
    this.beforeForward();
    const logits = new Float32Array(100);
    logits[tokens.at(-1)! + 1] = 1;
    return logits;
  }

  interrupt(): void {
    this.beforeForward = () => {
      throw new Interrupted();
    };
  }
}

const pick: GenerateOptions["pick"] = (logits) => logits.indexOf(1);
const stopTokens = new Set([50]);

async function run(
  session: Session,
  prompt: number[],
  options: Partial<GenerateOptions> = {},
): Promise<{ ids: number[]; answer: Answer }> {
  const ids: number[] = [];
  const steps = session.generate(prompt, { pick, stopTokens, ...options });
  for (;;) {
    const { value, done } = await steps.next();
    if (done) return { ids, answer: value };
    ids.push(value.id);
  }
}

describe("why an answer ends", () => {
  test("the model stops; the stop token is neither shown nor counted", async () => {
    const { ids, answer } = await run(new Session(new Counting(), 100, 8), [1, 46]);
    expect(ids).toEqual([47, 48, 49]);
    expect(answer).toMatchObject({ stopReason: "stop_token", promptTokens: 2, generatedTokens: 3 });
  });

  test("enough tokens, and the last is not read in vain", async () => {
    const network = new Counting();
    const { ids, answer } = await run(new Session(network, 100, 8), [1], { maxTokens: 2 });
    expect(ids).toEqual([2, 3]);
    expect(answer.stopReason).toBe("max_tokens");
    expect(network.calls.length).toBe(2);
  });

  test("the context is full", async () => {
    const { ids, answer } = await run(new Session(new Counting(), 6, 8), [1, 2, 3]);
    expect(ids).toEqual([4, 5, 6]);
    expect(answer.stopReason).toBe("context_full");
  });

  test("a prompt that fills the context leaves no room for an answer", async () => {
    const { ids, answer } = await run(new Session(new Counting(), 3, 8), [1, 2, 3]);
    expect(ids).toEqual([]);
    expect(answer.stopReason).toBe("context_full");
  });

  test("interrupted while a token is computed", async () => {
    const controller = new AbortController();
    const network = new Counting();
    const session = new Session(network, 100, 8);
    const steps = session.generate([1], { pick, stopTokens, signal: controller.signal });
    expect((await steps.next()).value).toMatchObject({ id: 2 });
    network.beforeForward = () => controller.abort();
    expect((await steps.next()).value).toMatchObject({ stopReason: "interrupted", generatedTokens: 1 });
  });
});

test("a prompt that is interrupted counts as far as it was read", async () => {
  const network = new Counting();
  const controller = new AbortController();
  const onPrompt = (read: number): void => {
    if (read === 4) controller.abort();
  };
  const session = new Session(network, 100, 2);
  await run(session, [1, 2, 7, 49]);
  const { answer } = await run(session, [1, 2, 3, 4, 5, 6, 49], { signal: controller.signal, onPrompt });
  expect(answer).toMatchObject({
    stopReason: "interrupted",
    promptTokens: 4,
    promptLength: 7,
    reusedTokens: 2,
    generatedTokens: 0,
  });
});

test("what is passed with the question for the next token ends the answer", async () => {
  const steps = new Session(new Counting(), 100, 8).generate([1], {
    pick,
    stopTokens,
    filter: async function* (inner) {
      const { value, done } = await inner.next();
      if (!done) yield value;
      const last = await inner.next("stop_text");
      if (!last.done) throw new Error("it went on");
      return last.value;
    },
  });
  expect((await steps.next()).value).toMatchObject({ id: 2 });
  expect((await steps.next()).value).toMatchObject({ stopReason: "stop_text", generatedTokens: 1 });
});

test("each token is chosen knowing all of the prompt and the answer so far", async () => {
  const known: number[][] = [];
  const session = new Session(new Counting(), 100, 2);
  const remember: GenerateOptions["pick"] = (logits, history = []) => {
    known.push([...history]);
    return pick(logits);
  };
  await run(session, [1, 2, 3], { pick: remember, maxTokens: 3 });
  await run(session, [1, 2, 3, 4, 9, 48], { pick: remember });
  expect(known).toEqual([
    [1, 2, 3],
    [1, 2, 3, 4],
    [1, 2, 3, 4, 5],
    [1, 2, 3, 4, 9, 48],
    [1, 2, 3, 4, 9, 48, 49],
  ]);
});

test("a prompt longer than the context says both lengths", async () => {
  const running = run(new Session(new Counting(), 3, 8), [1, 2, 3, 4]);
  await expect(running).rejects.toThrow("the prompt has 4 tokens, but the context holds 3");
});

test("a long prompt goes in batches, and only the last wants scores", async () => {
  const network = new Counting();
  await run(new Session(network, 100, 2), [1, 2, 3, 4, 49]);
  expect(network.calls).toEqual([
    { tokens: [1, 2], position: 0, wantsLogits: false },
    { tokens: [3, 4], position: 2, wantsLogits: false },
    { tokens: [49], position: 4, wantsLogits: true },
  ]);
});

describe("a chat that goes on", () => {
  test("reads only what is new", async () => {
    const network = new Counting();
    const session = new Session(network, 100, 8);
    const first = await run(session, [1, 48]);
    network.calls.length = 0;
    const second = await run(session, [1, 48, ...first.ids, 50, 7, 49]);
    expect(second.answer.reusedTokens).toBe(3);
    expect(network.calls[0]).toEqual({ tokens: [50, 7, 49], position: 3, wantsLogits: true });
  });

  test("goes back to where the prompts part", async () => {
    const network = new Counting();
    const session = new Session(network, 100, 8);
    await run(session, [1, 2, 3, 49]);
    network.calls.length = 0;
    expect((await run(session, [1, 2, 9, 49])).answer.reusedTokens).toBe(2);
    expect(network.calls[0]).toEqual({ tokens: [9, 49], position: 2, wantsLogits: true });
  });

  test("reads the last token of a prompt it knows anew, for its scores", async () => {
    const session = new Session(new Counting(), 100, 8);
    await run(session, [1, 2, 49]);
    const { ids, answer } = await run(session, [1, 2, 49]);
    expect({ ids, reused: answer.reusedTokens }).toEqual({ ids: [], reused: 2 });
  });
});
