#!/usr/bin/env bun
/**
 * Draws docs/images/see-*.svg: what `llama-nb see` shows of the built-in model at a terminal of 80 columns.
 *
 *     bun scripts/book/see-pictures.ts
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { terminalPicture } from "./terminal-picture.ts";

/** A picture, and the command whose screen it is. */
interface Picture {
  readonly name: string;
  /** What follows the program's name. */
  readonly args: readonly string[];
  readonly title: string;
  readonly description: string;
}

const prompt = ["--raw", "Once upon a"];

const pictures: readonly Picture[] = [
  {
    name: "see-tokens",
    args: ["tokens", ...prompt],
    title: "llama-nb see tokens",
    description:
      "The text with each token coloured by its rank, the most surprising tokens, and the perplexity.",
  },
  {
    name: "see-lens",
    args: ["lens", ...prompt],
    title: "llama-nb see lens",
    description: "A table of layers by positions: the token that the model would say after each layer.",
  },
  {
    name: "see-attention",
    args: ["attention", ...prompt],
    title: "llama-nb see attention",
    description: "A grid of layers by heads: a letter says what each head mostly looks at.",
  },
  {
    name: "see-attention-head",
    args: ["attention", "--layer", "2", "--head", "5", ...prompt],
    title: "llama-nb see attention, one head",
    description: "A map of one head: how much each token looks at each token before it.",
  },
  {
    name: "see-why",
    args: ["why", ...prompt],
    title: "llama-nb see why",
    description: "Bars for what each part of the model adds to the logit of the next token.",
  },
  {
    name: "see-pass",
    args: ["pass", "--step", "layers.0.attention.shares", ...prompt],
    title: "llama-nb see pass",
    description:
      "One step of a forward pass: which tokens get the attention of the last one, in words and numbers.",
  },
];

const root = join(import.meta.dir, "../..");
const size = { cols: 80, rows: 30 };
/** What ends a page of `see pass`; the screen is complete then. */
const endOfPage = "\x1b[J";

/** What a command shows at a terminal, line by line. @throws Error when it fails */
async function screenOf(args: readonly string[]): Promise<string[]> {
  const decoder = new TextDecoder();
  let shown = "";
  const command = [process.execPath, join(root, "src/main.ts"), "see", ...args, "-m", "demo", "-q"];
  const { NO_COLOR: _noColor, ...env } = process.env;
  const child = Bun.spawn(command, {
    env: { ...env, TERM: "xterm-256color" },
    terminal: {
      ...size,
      data(terminal, bytes) {
        shown += decoder.decode(bytes, { stream: true });
        if (shown.endsWith(endOfPage)) terminal.write("q");
      },
    },
  });
  if ((await child.exited) !== 0) throw new Error(`see ${args.join(" ")} failed: ${shown}`);
  const page = /\x1b\[H(.*)\x1b\[J/s.exec(shown)?.[1] ?? shown;
  return page
    .replaceAll(/\x1b\[K/g, "")
    .trimEnd()
    .split("\r\n");
}

function typed(args: readonly string[]): string {
  const words = args.map((word) => (word.includes(" ") ? `"${word}"` : word));
  return `\x1b[2m$\x1b[22m \x1b[1mllama-nb see ${words.join(" ")}\x1b[22m`;
}

const folder = join(root, "docs/images");
mkdirSync(folder, { recursive: true });
for (const { name, args, ...text } of pictures) {
  const lines = [typed(args), "", ...(await screenOf(args))];
  const path = join(folder, `${name}.svg`);
  writeFileSync(path, terminalPicture(lines, text));
  console.log(path);
}
