import { describe, expect, test } from "bun:test";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "../../support/model-folder.ts";
import { fixture } from "../../support/reference.ts";
import { run, start } from "../../support/run.ts";

// A busy machine may take longer than bun's five seconds
const model = ["-m", fixture("tiny-llama")];
const bytes = (...parts: (string | number)[]) =>
  Buffer.concat(parts.map((part) => (typeof part === "string" ? Buffer.from(part) : Buffer.of(part))));

/** The text that the program takes its standard input for. */
async function taken(stdin: Uint8Array): Promise<string> {
  const { stdout } = await run(["tokenize", "--json", ...model], { stdin });
  return JSON.parse(stdout).pieces.join("");
}

describe("text is taken as it is", () => {
  test.each<[string, Uint8Array, string]>([
    ["CRLF", bytes("a\r\nb\rc\n\nd"), "a\r\nb\rc\n\nd"],
    ["NUL", bytes("a\0b\0"), "a\0b\0"],
    ["U+FFFD itself", bytes("a\uFFFDb"), "a\uFFFDb"],
    ["a byte order mark in the middle", bytes("a\uFEFFb"), "a\uFEFFb"],
    ["but for one at the beginning", bytes("\uFEFFab"), "ab"],
    ["but for one line end at the end", bytes("ab\n\n"), "ab\n"],
    ["but for one CRLF at the end", bytes("ab\r\n"), "ab"],
  ])("%s", async (_, stdin, text) => {
    expect(await taken(stdin)).toBe(text);
  });
});

describe("what is not UTF-8 is refused with its place", () => {
  const cases: [string, Uint8Array, RegExp][] = [
    ["a byte of Latin-1", bytes("caf", 0xe9, " olé"), /byte 0xe9 at offset 3\).*latin1/],
    ["after U+FFFD and other characters", bytes("\uFFFDé😀", 0xff), /byte 0xff at offset 9\)/],
    ["a character cut off at the end", bytes("ab", 0xe2, 0x82), /byte 0xe2 at offset 2\)/],
    ["half a surrogate pair", bytes("a", 0xed, 0xa0, 0x80), /byte 0xed at offset 1\)/],
    ["a character longer than need be", bytes(0xc0, 0x80), /byte 0xc0 at offset 0\)/],
    ["after a byte order mark", bytes("\uFEFFa", 0x80), /byte 0x80 at offset 4\)/],
    ["UTF-16, little-endian", bytes(0xff, 0xfe, "h\0i\0"), /offset 0; it looks like UTF-16\).*utf-16/],
    ["UTF-16, big-endian", bytes(0xfe, 0xff, "\0h\0i"), /offset 0; it looks like UTF-16\).*utf-16/],
  ];
  const file = join(temporaryFolder(), "prompt.txt");

  test.each(cases)("%s", async (_, stdin, mention) => {
    const piped = await run([...model, "What is wrong here?"], { stdin });
    expect(piped).toMatchObject({ code: 1, stdout: "" });
    expect(piped.stderr).toMatch(mention);
    expect(piped.stderr).toMatch(/^llama-nb: stdin: [^\n]+\n$/);
    writeFileSync(file, stdin);
    const read = await run([...model, "-f", file]);
    expect({ ...read, stderr: read.stderr.replaceAll(file, "stdin") }).toEqual(piped);
  });

  test("in lines of JSON too", async () => {
    const { code, stderr } = await run(["tokenize", "--jsonl", ...model], {
      stdin: bytes('"a"\n"', 0xe9, '"\n'),
    });
    expect({ code, stderr }).toMatchObject({ code: 1, stderr: expect.stringMatching(/0xe9 at offset 5/) });
  });
});

test.skipIf(process.platform === "win32").each(["hi", "--ids 1"])(
  "a folder as standard input is one line: %s",
  async (args) => {
    const command = `"$0" src/main.ts -m "$1" ${args} < /`;
    const child = Bun.spawn(["sh", "-c", command, process.execPath, model[1]], { stderr: "pipe" });
    expect(await new Response(child.stderr).text()).toBe(
      "llama-nb: stdin: is a folder, not a text; give it a file or a pipe\n",
    );
    expect(await child.exited).toBe(1);
  },
);

describe.skipIf(process.platform === "win32")("a prompt's file", () => {
  test.each([
    ["that is a folder", temporaryFolder(), "is a folder, not a text; name another file"],
    ["that is not there", "/nowhere/at all.txt", "is not there; name another file"],
    ["that is in no folder", "/dev/null/prompt.txt", "is not a folder, or not in one; name another file"],
    ["without an end", "/dev/zero", "is longer than 16 MiB, more than any context holds; shorten it"],
  ])("%s is one line in our own words", async (_, path, problem) => {
    const result = await run([...model, "-f", path]);
    expect(result).toEqual({ code: 1, stdout: "", stderr: `llama-nb: ${path}: ${problem}\n` });
  });

  test("may be a pipe, and Ctrl-C ends the wait for it", async () => {
    const pipe = join(temporaryFolder(), "pipe");
    expect(Bun.spawnSync(["mkfifo", pipe]).exitCode).toBe(0);
    const reading = run([...model, "--raw", "-n", "3", "-f", pipe]);
    const writing = Bun.spawn(["sh", "-c", 'printf "The wind turned" > "$0"', pipe]);
    expect(await writing.exited).toBe(0);
    expect(await reading).toEqual(await run([...model, "--raw", "-n", "3", "The wind turned"]));

    const waiting = start([...model, "-f", pipe]);
    await Bun.sleep(500);
    waiting.kill("SIGINT");
    expect(await waiting.exited).toBe(130);
  });
});

describe("10 MB are too many tokens, and are counted all the same", () => {
  const size = 10_000_000;
  test.each<[string, string]>([
    ["words", "the wind turned "],
    ["one letter", "a"],
    ["spaces", " "],
    ["lines", "\n"],
    ["letters of three bytes", "日本語"],
  ])("%s", async (_, unit) => {
    const stdin = unit.repeat(size / Buffer.byteLength(unit));
    const { code, stdout, stderr } = await run([...model, "--raw"], { stdin });
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    const [, tokens, context] = /^llama-nb: the prompt has (\d+) tokens, but the context holds (\d+);/.exec(
      stderr,
    )!;
    expect(context).toBe("8192");
    const part = await run(["tokenize", "--json", ...model], { stdin: stdin.slice(0, stdin.length / 1000) });
    expect(Number(tokens) / 1000 / JSON.parse(part.stdout).ids.length).toBeCloseTo(1, 1);
  });
});
