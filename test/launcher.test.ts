import { describe, expect, test } from "bun:test";
import { cpSync, mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { root, runExample, whyNot } from "./support/examples.ts";
import { temporaryFolder } from "./support/model-folder.ts";
import { run } from "./support/run.ts";

// A busy machine may take longer than bun's five seconds
const isWindows = process.platform === "win32";
const launcher = join(root, isWindows ? "llama-nb.cmd" : "llama-nb");
const question = ["-m", "demo", "-n", "3", "a  question, with 'quotes'"];

async function start(command: readonly string[], stdin = "") {
  const child = Bun.spawn([...command], {
    cwd: temporaryFolder(),
    stdin: new Blob([stdin]),
    stdout: "pipe",
    stderr: "pipe",
  });
  const [stdout, stderr] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
  ]);
  return { code: await child.exited, stdout, stderr };
}

describe("./llama-nb does what the program does", () => {
  test("with its arguments, its input and its exit code, from anywhere", async () => {
    expect(await start([launcher, ...question])).toEqual(await run(question));
    expect(await start([launcher, "-m", "demo", "-n", "3"], "Hi\n")).toEqual(
      await run(["-m", "demo", "-n", "3", "Hi"]),
    );
    expect(await start([launcher, "--nonsense"])).toEqual(await run(["--nonsense"]));
  });

  test.skipIf(isWindows)("through links, which may lead to links", async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, "with space"));
    symlinkSync(launcher, join(folder, "with space/first"));
    symlinkSync("with space/first", join(folder, "second"));
    expect(await start([join(folder, "second"), ...question])).toEqual(await run(question));
  });

  test("and says what to do when nothing is installed yet", async () => {
    const folder = temporaryFolder();
    const copy = join(folder, isWindows ? "llama-nb.cmd" : "llama-nb");
    cpSync(launcher, copy);
    const { code, stdout, stderr } = await start([copy, "hi"]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toContain("llama-nb: Bun is not installed yet; run npm install (or bun install) in ");
  });

  test.skipIf(Bun.which("shellcheck") === null)("shellcheck finds nothing (needs shellcheck)", async () => {
    expect(await start(["shellcheck", join(root, "llama-nb")])).toEqual({ code: 0, stdout: "", stderr: "" });
  });

  test("llama-nb.cmd has the line ends that cmd needs", () => {
    const text = readFileSync(join(root, "llama-nb.cmd"), "utf8");
    expect(text.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
  });
});

describe.skipIf(Bun.which("npm") === null)("npm start (needs npm)", () => {
  const npm = (...args: string[]) => start(["npm", "--prefix", root, ...args]);

  test("answers behind npm's own lines", async () => {
    const { code, stdout } = await npm("start", "--", ...question);
    expect(code).toBe(0);
    expect(stdout).toEndWith(`\n${(await run(question)).stdout}`);
  });

  test("and with -s writes only the answer to stdout", async () => {
    const { code, stdout } = await npm("-s", "start", "--", "--json", ...question);
    const types = stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line).type);
    expect({ code, types }).toEqual({ code: 0, types: ["token", "token", "token", "summary"] });
  });
});

describe("README", () => {
  const readme = readFileSync(join(root, "README.md"), "utf8");
  const commands = readme
    .split("\n")
    .filter((line) => /^ {4}(git diff \| )?\.\/llama-nb/.test(line))
    .map((line) => line.trim().split(/ {2,}/)[0]);

  test("says how to start and test it, in these words", () => {
    for (const words of [
      "npm install && npm start",
      "npm install && npm test",
      "bun install && bun start",
      "bun install && bun test",
      "npm start -- ARGUMENTS",
      "npm -s start -- ARGUMENTS",
    ]) {
      expect(readme).toContain(words);
    }
    expect(commands.length).toBeGreaterThan(8);
  });

  for (const line of commands) {
    const reason = whyNot(line);
    test.skipIf(reason !== undefined)(
      `has an example that runs: ${line}${reason === undefined ? "" : ` (${reason})`}`,
      async () => {
        const { code, stdout, stderr } = await runExample(line, { cwd: root });
        expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
        expect(stdout).toMatch(line.includes("jq") ? /^(-?\d[\d.e-]*\n)+$/ : /\S/);
      },
    );
  }

  // The release runs on Linux, whose sed takes -i like this
  test.skipIf(process.platform !== "linux")("names its repository once there is a release", async () => {
    const workflow = readFileSync(join(root, ".github/workflows/release.yml"), "utf8");
    const [command] = /sed -i .*OWNER.* README\.md$/m.exec(workflow)!;
    const folder = temporaryFolder();
    cpSync(join(root, "README.md"), join(folder, "README.md"));
    const env = { ...process.env, GITHUB_REPOSITORY: "somebody/llama-nb" };
    expect(Bun.spawnSync(["sh", "-c", command], { cwd: folder, env }).exitCode).toBe(0);
    const filled = readFileSync(join(folder, "README.md"), "utf8");
    expect(filled).not.toContain("OWNER");
    expect(filled).toContain(
      "    curl -fsSL https://github.com/somebody/llama-nb/releases/latest/download/install.sh | sh\n",
    );
    expect(filled).toContain("github.com/somebody/llama-nb/releases/latest/download/install.ps1 | iex");
  });
});

test("every package with an install script is allowed to run it, so that npm does not list it", () => {
  const read = (name: string) => JSON.parse(readFileSync(join(root, name), "utf8"));
  const packages: Record<string, { hasInstallScript?: boolean }> = read("package-lock.json").packages;
  const scripted = Object.keys(packages).filter((path) => packages[path].hasInstallScript);
  const names = scripted.map((path) => path.replace(/^.*node_modules\//, ""));
  expect(names).toEqual(Object.keys(read("package.json").allowScripts));
});
