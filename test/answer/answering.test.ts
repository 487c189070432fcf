import { describe, expect, setDefaultTimeout, test } from "bun:test";
import { ctrlD, enter, menu } from "../support/chat.ts";
import { fixture, readReference } from "../support/reference.ts";
import { inTerminal, patience } from "../support/terminal.ts";

setDefaultTimeout(patience);

describe.skipIf(process.platform === "win32")("the status line", () => {
  const args = ["-m", fixture("tiny-llama"), "--engine", "typescript", "-n", "1"];
  const completing = async (text: string): Promise<string> => {
    const { shown } = await inTerminal(args, [
      [menu, `7${enter}`],
      [/Text to complete/, `${text}${enter}`],
      [/tok\/s.*Turkey.*Choose/s, ctrlD],
    ]);
    return shown;
  };

  test("is there while a prompt is read, with the layer", async () => {
    expect(await completing(`${"word ".repeat(600)}.`)).toMatch(
      /reading the prompt: \d+ of \d+ tokens.* layer \d of 3/,
    );
  });

  test("stays away while the cursor waits behind a full row: it would take it back onto the last character", async () => {
    // Thirty rows of the terminal's hundred columns
    expect(await completing("word ".repeat(600))).not.toContain("reading the prompt");
  });
});

test.skipIf(process.platform === "win32")(
  "control characters of an answer are shown at a terminal, not obeyed",
  async () => {
    const { reference } = readReference("tiny-llama");
    const { ids, greedy, greedy_text: text } = reference.prompts[0];
    expect(text).toContain("\x0f");
    const args = ["-m", fixture("tiny-llama"), "--ids", ids.join(), "-n", String(greedy.length)];
    const { raw } = await inTerminal(args, []);
    expect(raw).toContain("␏");
    expect(raw).not.toContain("\x0f");
  },
);
