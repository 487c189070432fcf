import { describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { columnsOf } from "../../src/see/cells.ts";
import { views } from "../../src/see/view.ts";
import { fixture } from "../support/reference.ts";
import { run, start } from "../support/run.ts";
import { inTerminal } from "../support/terminal.ts";

// A busy machine may take longer than bun's five seconds
/** What PyTorch computed (scripts/fixtures/make-see-fixtures.py). */
interface Reference {
  readonly ids: readonly number[];
  readonly tokens: readonly { logprob: number; rank: number }[];
  readonly attention: readonly (readonly (readonly (readonly number[])[])[])[];
  readonly why: { readonly parts: Readonly<Record<string, number>>; readonly logit: number };
}

const model = fixture("tiny-llama");
const reference: Reference = JSON.parse(readFileSync(join(fixture("see"), "see.json"), "utf8"));
const ids = ["-m", model, "--ids", reference.ids.join()];

async function drawn(view: string, ...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await run(["see", view, "-q", ...args]);
  expect([code, stderr]).toEqual([0, ""]);
  return stdout;
}

describe.each([
  ["the built-in model", ["-m", "demo", "--raw", "Once upon a time, Tim saw 日本 and 👩‍🚀.\n\tOnce upon a"]],
  ["a random model", ids],
] as const)("in a pipe, on %s:", (_, prompt) => {
  test.each([
    ...views.map((view) => [view, []] as const),
    ["attention", ["--layer", "1", "--head", "0,3"]] as const,
  ])("%s %p is plain text of 80 columns", async (view, args) => {
    const text = await drawn(view, ...args, "--color", "always", ...prompt);
    expect(text).toEndWith("\n");
    expect(text).not.toMatch(/[\x00-\x08\x0b-\x1f\x7f-\x9f]/);
    const lines = text.split("\n");
    expect(lines.length).toBeGreaterThan(8);
    for (const line of lines) expect([line, columnsOf(line) <= 80]).toEqual([line, true]);
  });
});

describe("what is drawn is what PyTorch says:", () => {
  test("tokens", async () => {
    const text = await drawn("tokens", ...ids);
    const { tokens } = reference;
    const mean = tokens.reduce((sum, { logprob }) => sum + logprob, 0) / tokens.length;
    expect(text).toContain(
      `Perplexity ${Math.round(Math.exp(-mean)).toLocaleString("en")}: for each of the 11 tokens`,
    );
    const rows = [...text.matchAll(/^ +(\d+) {2}\S+ +([\d,]+) +(\S+)%/gm)];
    const worst = tokens
      .map(({ rank, logprob }, n) => ({ position: n + 1, rank, logprob }))
      .sort((a, b) => a.logprob - b.logprob)
      .slice(0, 10);
    expect(rows.map(([, position, rank]) => [Number(position), Number(rank.replace(",", ""))])).toEqual(
      worst.map(({ position, rank }) => [position, rank]),
    );
    const within = (most: number) => tokens.filter(({ rank }) => rank <= most).length;
    expect(text).toContain(`top 10: ${within(10)}   ² top 100: ${within(100) - within(10)}`);
  });

  test("attention", async () => {
    const text = await drawn("attention", "--layer", "2", "--head", "5", ...ids);
    for (const [position, shares] of reference.attention[2][5].entries()) {
      const most = shares.indexOf(Math.max(...shares));
      const row = new RegExp(`^ *${position} .* ${Math.round(100 * shares[most])}% ${most} `, "m");
      expect(text).toMatch(row);
    }
  });

  test("why", async () => {
    const text = await drawn("why", ...ids);
    const rows = [...text.matchAll(/^ {2}(tok_embeddings|layers\.\S+) +([-+]\S+) /gm)];
    const want = Object.entries(reference.why.parts).sort((a, b) => Math.abs(b[1]) - Math.abs(a[1]));
    expect(rows.map(([, part]) => part)).toEqual(want.slice(0, 20).map(([part]) => part));
    for (const [n, [, , logit]] of rows.entries())
      expect(Math.abs(Number(logit) - want[n][1])).toBeLessThan(6e-3);
    const rest = want.slice(20).reduce((sum, [, logit]) => sum + logit, 0);
    expect(Number(/more parts +(\S+)/.exec(text)?.[1])).toBeCloseTo(rest, 1);
    expect(Number(/own logit +(\S+)/.exec(text)?.[1])).toBeCloseTo(reference.why.logit, 1);
  });
});

describe("--step", () => {
  test("begins there", async () => {
    const text = await drawn("pass", "--step", "layers.1.attention.shares", ...ids);
    expect(text).toMatch(/^Shares: who gets the attention +layers\.1\.attention\.shares\n/);
    const json = await drawn("pass", "--json", "--step", "layers.2.ffn_norm", ...ids);
    expect(JSON.parse(json.split("\n")[0])).toMatchObject({ step: "layers.2.ffn_norm" });
    expect(json.trimEnd().split("\n")).toHaveLength(8);
  });

  test.each([
    [
      "layers.0.atention.wq",
      /--step: there is no step "layers\.0\.atention\.wq"; did you mean layers\.0\.attention\.wq\?/,
    ],
    ["layers.3.h", /there is no step "layers\.3\.h"; did you mean layers\.0\.h\?/],
    ["elsewhere", /there is no step "elsewhere"; steps are text, ids, tok_embeddings/],
  ])("%s is refused", async (step, message) => {
    const { code, stdout, stderr } = await run(["see", "pass", "--step", step, ...ids]);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(message);
  });
});

test("a reader that has seen enough ends it quietly", async () => {
  // More than a pipe holds
  const child = start(["see", "pass", "-m", "demo", "--raw", "Once upon a"]);
  const reader = child.stdout.getReader();
  await reader.read();
  await reader.cancel();
  expect(await child.exited).toBe(0);
  expect(await new Response(child.stderr).text()).toBe("");
});

describe.skipIf(process.platform === "win32")("at a terminal", () => {
  const lens = ["see", "lens", "-q", ...ids];

  test("views are coloured, and use its width", async () => {
    const { code, raw, shown } = await inTerminal(lens, [], { cols: 120 });
    expect(code).toBe(0);
    expect(raw).toContain("\x1b[32m");
    const lines = shown.trimEnd().split("\r\n");
    const widest = Math.max(...lines.map(columnsOf));
    expect(widest).toBeGreaterThan(100);
    expect(widest).toBeLessThanOrEqual(120);
  });

  test.each([
    ["NO_COLOR", [], { NO_COLOR: "1" }],
    ["--color never", ["--color", "never"], {}],
    ["a terminal that cannot", [], { TERM: "dumb" }],
  ] as const)("not with %s", async (_, args, env) => {
    const { raw } = await inTerminal([...lens, ...args], [], { env });
    expect(raw).not.toContain("\x1b[");
  });
});
