import { describe, expect, test } from "bun:test";
import { answered, ctrlD, enter, intoChat, tinyModel } from "../support/chat.ts";
import { inTerminal } from "../support/terminal.ts";

describe.skipIf(process.platform === "win32")("the last answer", () => {
  test("shows how likely its tokens were, which parts said one, and what the layers would have said", async () => {
    const { code, shown } = await inTerminal(tinyModel, [
      ...intoChat,
      [/You: /, `/why${enter}`],
      [/there is no answer to look at.*You: /s, `Hi${enter}`],
      [answered, `/surprise${enter}`],
      [/Perplexity .*You: /s, `/why${enter}`],
      [/the model's own logit.*You: /s, `/why 1${enter}`],
      [/the model's own logit.*You: /s, `/lens 2${enter}`],
      [/After the last token.*You: /s, `/lens 999${enter}`],
      [/\/lens 999: the answer has the tokens 1 to \d+.*You: /s, `/lens x${enter}`],
      [/\/lens x: the answer has.*You: /s, `And?${enter}`],
      [answered, ctrlD],
    ]);
    expect(code).toBe(0);
    const [, written] = shown.match(/answer (\d+) tokens/) ?? [];
    expect(shown).toContain(`for each of the ${written} tokens the model`);
    const [, sum] = shown.match(/sum of all parts +(\S+)/) ?? [];
    const [, own] = shown.match(/the model's own logit +(\S+)/) ?? [];
    expect(Math.abs(Number(sum) - Number(own))).toBeLessThan(0.02);
    // Looking leaves the cache as it was: the next turn reads only what is new
    const [, prompt, answer] = shown.match(/prompt (\d+) tokens, .*?answer (\d+) tokens/s) ?? [];
    expect(shown).toContain(`(${Number(prompt) + Number(answer) - 1} known already)`);
  });
});

describe.skipIf(process.platform === "win32")("parts that are switched off", () => {
  test("are named before each turn, change the answer, and come back", async () => {
    const { shown } = await inTerminal(tinyModel, [
      ...intoChat,
      [/You: /, `Hi${enter}`],
      [answered, `/without layers.0.feed_forward,layers.1.attention.heads.*${enter}`],
      [/switched off: layers\.0\.feed_forward, .*You \(without 9 parts\): /s, `/retry${enter}`],
      [/tok\/s.*You \(/s, `/without layers.1.feed_forward${enter}`],
      [/You \(without layers\.1\.feed_forward\): /, `/without layer.0${enter}`],
      [/\/without: the model has no part "layer\.0".*You \(/s, `/without${enter}`],
      [/switched off: layers\.1\.feed_forward\s.*You \(/s, `/without none${enter}`],
      [/all parts are on.*You: /s, `/retry${enter}`],
      [answered, ctrlD],
    ]);
    const [first, changed, again] = [...shown.matchAll(/AI: (.*?)prompt \d+ tokens/gs)].map(([, text]) => {
      // Without the status line
      const answer = text.replaceAll(/(token|reading the prompt:) \d+ of \d+.*? layer \d of 3/g, "");
      return answer.replaceAll(/\s/g, "");
    });
    expect(changed).not.toBe(first);
    expect(again).toBe(first);
  });
});
