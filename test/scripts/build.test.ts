import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { Way } from "../../scripts/release/binary/starting.ts";
import {
  bareEnvironment,
  beginTrial,
  referenceAnswer,
  type Trial,
} from "../../scripts/release/binary/trial.ts";
import { temporaryFolder } from "../support/model-folder.ts";

const root = join(import.meta.dir, "../..");
const place = temporaryFolder();
const program = process.platform === "win32" ? "llama-nb.exe" : "llama-nb";
const natively: Way = { how: "natively", command: [], path: (path) => path };
let trial: Trial;

/** Runs scripts/build.ts of a folder. */
function build(folder: string, args: readonly string[], env: Record<string, string> = {}) {
  const script = join(folder, "scripts/build.ts");
  return spawnSync(process.execPath, [script, ...args], {
    encoding: "utf8",
    cwd: place,
    env: { ...process.env, ...env },
  });
}

beforeAll(() => {
  const { status, stderr } = build(root, ["--out", join(place, "a"), "--commit", "abc123"]);
  if (status !== 0) throw new Error(stderr);
  trial = beginTrial(join(place, "a", program), natively);
});

afterAll(() => trial.end());

/** The ids that `--json` says. */
function ids(stdout: string): number[] {
  return stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line))
    .flatMap(({ type, id }) => (type === "token" ? [id] : []));
}

test("alone in a read-only folder, the executable answers as PyTorch does", () => {
  const { ids: prompt, greedy } = referenceAnswer();
  for (const engine of ["simd", "typescript"]) {
    const args = ["-m", trial.model, "--ids", prompt.join(), "-n", String(greedy.length), "--engine", engine];
    const { code, stdout, stderr } = trial.start([...args, "--threads", "2", "--json"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(ids(stdout)).toEqual([...greedy]);
  }
});

test("with nothing else at hand the model inside answers, and it is said", () => {
  const { code, stdout, stderr } = trial.start(["-n", "100", "Who are you?"]);
  expect(code).toBe(0);
  expect(stdout).toMatch(/model/);
  expect(stderr).toMatch(/^llama-nb: found no model[^\n]*\n$/);
});

test("it says what it was made from", () => {
  expect(trial.start(["--version", "-v"]).stdout).toMatch(
    new RegExp(`^llama-nb \\d+\\.\\d+\\.\\d+\ncommit abc123\nBun ${Bun.version} `),
  );
});

test("an error in it is one line without a path from inside", () => {
  const nowhere = trial.start(["-m", "/nowhere", "hi"]);
  expect(nowhere).toMatchObject({ code: 1, stdout: "" });
  expect(nowhere.stderr).toMatch(/^llama-nb: \/nowhere: there is no such file or folder[^\n]+\n$/);
  // A stranger may not look into this one
  const secret = trial.start(["-m", join(place, "secret"), "hi"]);
  expect(secret).toMatchObject({ code: 1, stdout: "" });
  expect(secret.stderr).toMatch(
    /^llama-nb: .*secret: (may not be read|there is no such file or folder)[^\n]+\n$/,
  );
});

describe("the executable ignores its surroundings:", () => {
  const marker = join(place, "marker");
  const evil = join(place, "evil.js");
  const hostile: Record<string, string> = {
    ".env": "LLAMA_NB_MODEL=/from-dotenv\n",
    ".env.local": "LLAMA_NB_MODEL=/from-dotenv\n",
    ".env.production": "LLAMA_NB_MODEL=/from-dotenv\n",
    "bunfig.toml": `preload = [${JSON.stringify(evil)}]\n`,
    ".bunfig.toml": `preload = [${JSON.stringify(evil)}]\n`,
    "tsconfig.json": "{ this is not JSON",
    "package.json": "{ nor is this",
    "evil.js": `require("node:fs").writeFileSync(${JSON.stringify(marker)}, "read")`,
  };
  const variables: Record<string, string>[] = [
    {},
    { HOME: place, XDG_CONFIG_HOME: place },
    { NODE_OPTIONS: `--require ${evil}` },
    { BUN_OPTIONS: `--preload ${evil}` },
    { BUN_OPTIONS: "--help" },
    { BUN_BE_BUN: "1" },
    { BUN_INSPECT: "ws://127.0.0.1:0/x?break=1" },
    { BUN_INSPECT: "ws://127.0.0.1:0/x", BUN_INSPECT_PRELOAD: evil },
    { BUN_INSPECT_CONNECT_TO: "ws://127.0.0.1:1/x" },
    { NODE_ENV: "development" },
  ];
  beforeAll(() => {
    for (const [name, text] of Object.entries(hostile)) writeFileSync(join(place, name), text);
  });
  afterAll(() => {
    for (const name of Object.keys(hostile)) rmSync(join(place, name));
  });

  for (const env of variables) {
    const names = Object.keys(env);
    test(names.length === 0 ? "files of the folder it is run in" : names.join(" "), () => {
      const args = ["-m", trial.model, "--ids", "512", "-n", "4", "--json"];
      const expected = ids(trial.start(args).stdout);
      const run = spawnSync(join(place, "a", program), args, {
        cwd: place,
        env: { ...bareEnvironment(), ...env },
        input: "",
        encoding: "utf8",
        timeout: 20_000,
      });
      expect(run).toMatchObject({ status: 0, stderr: "" });
      expect(ids(run.stdout)).toEqual(expected);
      expect(existsSync(marker)).toBe(false);
    });
  }

  test("a variable from a .env is not there", () => {
    const run = spawnSync(join(place, "a", program), ["hi"], {
      cwd: place,
      env: bareEnvironment(),
      input: "",
      encoding: "utf8",
    });
    expect(run.stderr).not.toContain("from-dotenv");
  });
});

test("the same sources in another folder give the same bytes", () => {
  const [here, there] = ["here", "another folder/deeper"].map((name) => {
    const copy = join(place, name);
    const dependencies = ["citty", "consola", "picocolors"].map((module) => join("node_modules", module));
    for (const part of ["src", "scripts", "package.json", "tsconfig.json", ...dependencies]) {
      // node_modules may be a link to a folder elsewhere, and then the paths in the bundle lead there
      cpSync(realpathSync(join(root, part)), join(copy, part), { recursive: true });
    }
    const out = join(copy, "dist");
    expect(build(copy, ["--out", out, "--commit", "abc123"])).toMatchObject({ status: 0, stderr: "" });
    return readFileSync(join(out, program));
  });
  expect(here.equals(there)).toBe(true);
  expect(here.includes(basename(place))).toBe(false);
});

describe("what cannot be built is said in one line:", () => {
  test("a target that Bun has no runtime for", () => {
    const { status, stderr } = build(root, ["plan9-x64"]);
    expect(status).toBe(1);
    expect(stderr).toMatch(/^build: there is no target plan9-x64; the targets are linux-x64, [^\n]+\n$/);
  });

  test("a runtime that cannot be downloaded", () => {
    const other = process.platform === "darwin" ? "linux-x64" : "darwin-x64";
    const { status, stderr } = build(root, [other, "--out", join(place, "b")], {
      BUN_INSTALL_CACHE_DIR: join(place, "no-cache"),
      BUN_COMPILE_TARGET_TARBALL_URL: "http://127.0.0.1:9/nothing",
    });
    expect(status).toBe(1);
    expect(stderr).toMatch(new RegExp(`^build: ${other}: Failed to download [^\n]+\n$`));
  });

  describe("a runtime that was altered", () => {
    const other = process.platform === "darwin" ? "linux-x64" : "darwin-x64";
    const name = `bun-${other}-v${Bun.version}`;
    const refusal = (cache: string) =>
      `build: ${other}: Bun's runtime ${join(cache, name)} has another SHA-256 than the one that is pinned (`;

    test("in Bun's cache", () => {
      const cache = join(place, "altered");
      mkdirSync(cache);
      writeFileSync(join(cache, name), "#!/bin/sh\necho owned\n");
      const out = join(place, "c");
      const { status, stderr } = build(root, [other, "--out", out], { BUN_INSTALL_CACHE_DIR: cache });
      expect(stderr).toStartWith(refusal(cache));
      expect(stderr).toMatch(/^[^\n]+; delete it and build again\n$/);
      expect({ status, isBuilt: existsSync(join(out, `llama-nb-${other}`)) }).toEqual({
        status: 1,
        isBuilt: false,
      });
    });

    test.skipIf(Bun.which("tar") === null)("at another address", async () => {
      const [cache, packed] = [join(place, "from-elsewhere"), join(place, "packed")];
      mkdirSync(join(packed, "package/bin"), { recursive: true });
      writeFileSync(join(packed, "package/bin/bun"), "not Bun ".repeat(1000));
      const archive = join(packed, "bun.tgz");
      expect(spawnSync("tar", ["-czf", archive, "-C", packed, "package"]).status).toBe(0);
      const server = Bun.serve({ port: 0, fetch: () => new Response(Bun.file(archive)) });
      try {
        const script = join(root, "scripts/build.ts");
        const child = Bun.spawn([process.execPath, script, other, "--out", join(place, "d")], {
          env: {
            ...process.env,
            BUN_INSTALL_CACHE_DIR: cache,
            BUN_COMPILE_TARGET_TARBALL_URL: `http://127.0.0.1:${server.port}/bun.tgz`,
          },
          stderr: "pipe",
        });
        expect(await new Response(child.stderr).text()).toStartWith(refusal(cache));
        expect(await child.exited).toBe(1);
      } finally {
        await server.stop(true);
      }
    });
  });
});
