import { describe, expect, setDefaultTimeout, test } from "bun:test";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { pull } from "../../src/commands/pull.ts";
import { root, runExample, whyNot } from "../support/examples.ts";
import { type Behaviour, bytes, type Hub, type Received, startHub } from "../support/hub.ts";
import { temporaryFolder } from "../support/model-folder.ts";
import { fixture } from "../support/reference.ts";
import { type Run, run, start } from "../support/run.ts";
import { inTerminal } from "../support/terminal.ts";

setDefaultTimeout(120_000);

const repository = "some/tiny-llama";
const secret = "hf_verysecrettoken";
const names = ["consolidated.00.pth", "params.json", "tokenizer.model"];
const model = Object.fromEntries(
  names.map((name) => [`original/${name}`, new Uint8Array(readFileSync(join(fixture("tiny-llama"), name)))]),
);
const pth = model["original/consolidated.00.pth"].length;

/** An environment that knows this hub only. */
function environment({ url }: Pick<Hub, "url">): Record<string, string> {
  return {
    HF_ENDPOINT: url,
    HF_HOME: temporaryFolder(),
    HF_TOKEN: "",
    NO_PROXY: "127.0.0.1",
    no_proxy: "127.0.0.1",
  };
}

async function pulled(
  hub: Hub,
  args: readonly string[],
  env: Record<string, string> = {},
  cwd = temporaryFolder(),
): Promise<Run & { cwd: string }> {
  return { ...(await run(["pull", ...args], { cwd, env: { ...environment(hub), ...env } })), cwd };
}

const errorOf = async (
  behaviour: Behaviour,
  args: string[] = [repository, "-o", "m"],
  env: Record<string, string> = {},
) => {
  const hub = await startHub(repository, model, behaviour);
  const { code, stdout, stderr, cwd } = await pulled(hub, args, env);
  const lines = stderr
    .replaceAll(hub.url, "URL")
    .replaceAll(new URL(hub.url).host, "HOST")
    .trimEnd()
    .split("\n");
  return { code, stdout, last: lines.at(-1), lines, left: readdirSync(cwd), requests: hub.requests };
};

function expectWhole(folder: string): void {
  for (const name of names) {
    expect(readFileSync(join(folder, name)).equals(Buffer.from(model[`original/${name}`]))).toBe(true);
  }
}

describe("a model that is pulled", () => {
  /** A copy of the program with an empty models-original, as someone has it who has just got it. */
  function installed(): string {
    const folder = temporaryFolder();
    cpSync(join(root, "src"), join(folder, "src"), { recursive: true });
    cpSync(join(root, "package.json"), join(folder, "package.json"));
    symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
    mkdirSync(join(folder, "models-original"));
    return folder;
  }

  async function runCopy(folder: string, args: string[], hub: Hub, cwd: string): Promise<Run> {
    const { LLAMA_NB_MODEL: _, ...env } = process.env;
    const child = Bun.spawn([process.execPath, join(folder, "src/main.ts"), ...args], {
      cwd,
      stdin: null,
      stderr: "pipe",
      env: { ...env, ...environment(hub) },
    });
    const [stdout, stderr] = await Promise.all([
      new Response(child.stdout).text(),
      new Response(child.stderr).text(),
    ]);
    return { code: await child.exited, stdout, stderr };
  }

  test("is found without a name afterwards, as the last line says", async () => {
    const [program, elsewhere] = [installed(), temporaryFolder()];
    const hub = await startHub(repository, model);
    const { code, stdout } = await runCopy(program, ["pull", repository], hub, elsewhere);
    const folder = join(program, "models-original/some--tiny-llama");
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: `${folder} is whole; to run it: llama-nb "Hello"\n`,
    });
    expectWhole(folder);
    const answer = await runCopy(program, ["--raw", "-n", "2", "--json", "hi"], hub, elsewhere);
    expect(JSON.parse(answer.stdout.trim().split("\n").at(-1)!).model).toBe("some--tiny-llama");
    expect(readdirSync(elsewhere)).toEqual([]);
    hub.requests.length = 0;
    const again = await runCopy(program, ["pull", repository], hub, program);
    expect(again).toEqual({
      code: 0,
      stdout: 'models-original/some--tiny-llama is whole already; to run it: llama-nb "Hello"\n',
      stderr: "",
    });
    expect(hub.files()).toEqual([]);
  });

  test("is in the working folder if the program has no models-original, and is run with its folder beside another", async () => {
    const [program, cwd] = [installed(), temporaryFolder()];
    Bun.spawnSync(["rmdir", join(program, "models-original")]);
    const hub = await startHub(repository, model);
    const { stdout } = await runCopy(program, ["pull", repository], hub, cwd);
    expect(stdout).toBe('models-original/some--tiny-llama is whole; to run it: llama-nb "Hello"\n');
    const other = await startHub("some/zebra", model);
    expect((await runCopy(program, ["pull", "some/zebra"], other, cwd)).stdout).toBe(
      'models-original/some--zebra is whole; to run it: llama-nb -m models-original/some--zebra "Hello"\n',
    );
  });

  test("is in the folder that -o or --to names, which the command for it names too", async () => {
    const hub = await startHub(repository, model);
    const { code, stdout, stderr, cwd } = await pulled(hub, [repository, "--to", "my models/it's"]);
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: `my models/it's is whole; to run it: llama-nb -m 'my models/it'\\''s' "Hello"\n`,
    });
    expectWhole(join(cwd, "my models/it's"));
    // Lines where there is no terminal: what comes, and each file
    expect(stderr).toMatch(
      /^llama-nb: Meta's files \(3 files\) into my models\/it's: [\d.]+ [kM]B to load\n(llama-nb: [\w.]+: [\d.]+ [kM]?B, whole\n){3}$/,
    );
    expect((await pulled(hub, [repository, "-q", "-o", "m"])).stderr).toBe("");
  });
});

describe("words for what is wrong", () => {
  const asked = "some/tiny-llama";

  test.each<[string, string[], string]>([
    ["no name", [], "pull: no repository is named; write llama-nb pull OWNER/NAME"],
    ["a name that is none", ["gpt2"], '"gpt2" is not the name of a repository; write OWNER/NAME,'],
    ["a path", ["../x"], '"../x" is not the name of a repository;'],
    ["an empty folder", [asked, "--to", ""], "--to is empty; leave it out"],
    ["an empty revision", [asked, "--revision="], "--revision is empty; leave it out"],
    ["two names", [asked, asked], `"${asked}" is one argument too many;`],
  ])("%s: exit code 2", async (_, args, expected) => {
    const { code, stdout, last, requests } = await errorOf({}, args);
    expect({ code, stdout, requests }).toEqual({ code: 2, stdout: "", requests: [] });
    expect(last).toStartWith(`llama-nb: ${expected}`);
  });

  test.each<[string, Behaviour, string]>([
    [
      "401",
      { refuse: () => ({ status: 401 }) },
      `${asked}: HOST gives it to known accounts only, or has no such repository (401); check the name, and set HF_TOKEN to a token from URL/settings/tokens`,
    ],
    [
      "403",
      { refuse: () => ({ status: 403 }) },
      `${asked}: access is not granted (403); accept the licence at URL/${asked}, and then set HF_TOKEN to a token of your account`,
    ],
    [
      "404",
      { refuse: () => ({ status: 404 }) },
      `${asked}: HOST has no such repository (404); check the name, or set HF_TOKEN if it is private`,
    ],
    [
      "403 for the files only",
      { refuse: ({ path }) => (path.includes("/resolve/") ? { status: 403 } : undefined) },
      `${asked}, original/consolidated.00.pth: access is not granted (403); accept the licence at URL/${asked}, and then set HF_TOKEN to a token of your account`,
    ],
    [
      "429 for an hour",
      { refuse: () => ({ status: 429, headers: { "retry-after": "3600" } }) },
      `${asked}: HOST gets too many requests from here (429), and asks to wait 60 minutes; run the same command again later, or set HF_TOKEN, which raises the limit`,
    ],
    [
      "a disk that is too small",
      { list: (entries) => entries.map((entry) => ({ ...entry, size: 1e15 })) },
      "the disk is too small: 3.00 PB are to come,",
    ],
  ])("%s: exit code 1, and nothing is left", async (_, behaviour, expected) => {
    const { code, stdout, last, left } = await errorOf(behaviour);
    expect({ code, stdout, left }).toEqual({ code: 1, stdout: "", left: [] });
    expect(last).toContain(expected);
  });

  test("a server that is busy for a moment: said, and waited for", async () => {
    const refuse = ({ earlier }: Received) => (earlier === 0 ? { status: 503 } : undefined);
    const { code, lines } = await errorOf({ refuse });
    expect(code).toBe(0);
    expect(lines[0]).toBe("llama-nb: some/tiny-llama: HOST cannot answer now (503); trying again in 1 s");
  });

  test("a file that is larger than may be written: what came is kept", async () => {
    const hub = await startHub(repository, model);
    const cwd = temporaryFolder();
    const limit = 64; // Blocks of 512 or 1024 bytes
    const shell = (script: string) =>
      Bun.spawn(
        [
          "bash",
          "-c",
          `${script} exec "$0" "$@"`,
          process.execPath,
          join(root, "src/main.ts"),
          "pull",
          repository,
          "-o",
          "m",
        ],
        {
          cwd,
          stdin: null,
          stderr: "pipe",
          env: { ...process.env, ...environment(hub) },
        },
      );
    const child = shell(`ulimit -f ${limit};`);
    const stderr = await new Response(child.stderr).text();
    expect(await child.exited).toBe(1);
    expect(stderr.trimEnd().split("\n").at(-1)).toMatch(
      /^llama-nb: .*consolidated\.00\.pth\..*: is larger than the file system or a limit of the shell \(ulimit -f\) allows; choose a folder on another disk, or raise the limit and run the same command again, which goes on where it stopped$/,
    );
    expect(readdirSync(join(cwd, "m"))).toEqual([".pull"]);
    hub.requests.length = 0;
    expect(await shell("").exited).toBe(0);
    expectWhole(join(cwd, "m"));
    expect(hub.requests.find(({ path }) => path.endsWith(".pth"))?.range).toMatch(/^bytes=[1-9]\d+-$/);
  });

  test.skipIf(process.getuid?.() === 0 || process.platform === "win32")(
    "a folder that may not be written (root may write it)",
    async () => {
      const cwd = temporaryFolder();
      chmodSync(cwd, 0o555);
      const { code, stderr } = await pulled(
        await startHub(repository, model),
        [repository, "-o", "m"],
        {},
        cwd,
      );
      chmodSync(cwd, 0o755);
      expect(code).toBe(1);
      expect(stderr).toContain(
        "m: may not be written (EACCES); choose another folder, or change the permissions of this one",
      );
    },
  );

  test.skipIf(!existsSync("/sys/kernel"))("a folder where nobody may make one", async () => {
    const { code, stderr } = await pulled(await startHub(repository, model), [
      repository,
      "-o",
      "/sys/kernel/m",
    ]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/\/sys\/kernel\/m: (may not be written|is on a disk that can only be read)/);
  });
});

describe("the token", () => {
  test("goes to the hub, not to the storage behind it, and is never shown", async () => {
    const storage = await startHub(repository, model);
    const hub = await startHub(repository, model, { storage: storage.url });
    const { code, stdout, stderr, cwd } = await pulled(hub, [repository, "-o", "m", "-v"], {
      HF_TOKEN: secret,
    });
    expect(code).toBe(0);
    expectWhole(join(cwd, "m"));
    expect(new Set(hub.requests.map(({ authorization }) => authorization))).toEqual(
      new Set([`Bearer ${secret}`]),
    );
    expect(storage.files().length).toBe(3);
    expect(storage.requests.map(({ all }) => all).join()).not.toContain(secret);
    expect(stdout + stderr).not.toContain(secret);
    expect(readFileSync(join(cwd, "m/.pull/record.json"), "utf8")).not.toContain(secret);
  });

  test("comes from HF_HOME too, and is not shown when it is refused", async () => {
    const HF_HOME = temporaryFolder();
    writeFileSync(join(HF_HOME, "token"), `${secret}\n`);
    const { code, lines, requests } = await errorOf(
      { refuse: () => ({ status: 401 }) },
      [repository, "-o", "m", "-v"],
      { HF_HOME },
    );
    expect(code).toBe(1);
    expect(lines[0]).toBe(
      `llama-nb: some/tiny-llama: HOST does not accept the token of ${join(HF_HOME, "token")} (401); make a new one at URL/settings/tokens`,
    );
    expect(lines.join()).not.toContain(secret);
    expect(requests[0].authorization).toBe(`Bearer ${secret}`);
  });
});

test("what the hub calls its files cannot lead out of a folder or into the terminal", async () => {
  const hub = await startHub(repository, {
    "x/\x1b[31mevil\x1b[0m-Q8_0.gguf": "",
    "../../up-Q4_0.gguf": "",
    "README.md": "",
  });
  const { code, stdout, stderr, cwd } = await pulled(hub, [repository]);
  expect({ code, stdout, left: readdirSync(cwd) }).toEqual({ code: 1, stdout: "", left: [] });
  expect(stderr).toBe(
    'llama-nb: some/tiny-llama: has a file with the name "\\u{1b}[31mevil\\u{1b}[0m-Q8_0.gguf", which is not safe to store; choose another repository, or tell its owner\n',
  );
  expect(hub.files()).toEqual([]);
});

test("two at once into the same folder: one waits, and loads nothing", async () => {
  const hub = await startHub(repository, model, { slowness: 20 });
  const cwd = temporaryFolder();
  const both = await Promise.all([1, 2].map(() => pulled(hub, [repository, "-o", "m"], {}, cwd)));
  expect(both.map(({ code }) => code)).toEqual([0, 0]);
  expectWhole(join(cwd, "m"));
  expect(hub.files().length).toBe(3);
  expect(both.map(({ stderr }) => stderr).join("")).toContain(
    "llama-nb: another llama-nb loads into m; waiting until it is done (Ctrl-C: do not)",
  );
  expect(both.map(({ stdout }) => stdout).sort()).toEqual([
    'm is whole already; to run it: llama-nb -m m "Hello"\n',
    'm is whole; to run it: llama-nb -m m "Hello"\n',
  ]);
});

describe.skipIf(process.platform === "win32")("a signal", () => {
  test.each<[NodeJS.Signals, number]>([
    ["SIGINT", 130],
    ["SIGTERM", 143],
    ["SIGHUP", 129],
  ])("%s ends it, what came is kept, and the next one goes on", async (signal, expected) => {
    const hub = await startHub(repository, model, { slowness: 30 });
    const cwd = temporaryFolder();
    const child = start(["pull", repository, "-o", "m"], { cwd, env: environment(hub) });
    // Some pieces of the weights, which are first
    while (hub.files().length === 0) await Bun.sleep(20);
    await Bun.sleep(300);
    child.kill(signal);
    const stderr = await new Response(child.stderr).text();
    expect(await child.exited).toBe(expected);
    expect(stderr).toEndWith(
      "llama-nb: stopped; what has come is kept, and the same command goes on with it\n",
    );
    expect(readdirSync(join(cwd, "m"))).toEqual([".pull"]);
    hub.behaviour = {};
    hub.requests.length = 0;
    expect((await pulled(hub, [repository, "-o", "m"], {}, cwd)).code).toBe(0);
    expectWhole(join(cwd, "m"));
    const from = Number(
      /^bytes=(\d+)-$/.exec(hub.requests.find(({ path }) => path.endsWith(".pth"))?.range ?? "")?.[1],
    );
    expect(from).toBeGreaterThan(0);
    expect(from).toBeLessThan(pth);
  });

  test("at a terminal: a bar with speed and time left, and Ctrl-C", async () => {
    const large = { ...model, "original/consolidated.00.pth": bytes(3_000_000) };
    const hub = await startHub(repository, large, { slowness: 20 });
    const cwd = temporaryFolder();
    const { code, shown, screen } = await inTerminal(
      ["pull", repository],
      [
        [
          /█+░+ \d+ % · [\d.]+ [kM]B of 3\.\d+ MB · [\d.]+ [kM]B\/s · \d+ s left · consolidated\.00\.pth/,
          "\x03",
        ],
      ],
      { env: environment(hub), script: `cd '${cwd}'; "$0" "$@" -o m; echo "ended with $?"` },
    );
    expect(code).toBe(0);
    expect(shown).toContain("Meta's files (3 files) into m: 3.");
    expect(shown).toContain("stopped; what has come is kept, and the same command goes on with it");
    expect(shown).toContain("ended with 130");
    // The status line is gone at the end
    const lines = screen.screen.filter((line) => line !== "");
    expect(lines.length).toBe(3);
    expect(lines.join("\n")).not.toContain("█");
  });
});

describe("the help's examples run, against a hub that has what they ask for", () => {
  const lines = (pull.sections ?? [])
    .filter(({ title }) => title === "Examples")
    .flatMap((section) => section.lines)
    .map(([line]) => line);

  for (const line of lines) {
    const reason = whyNot(line.replace("pull", ""));
    test.skipIf(reason !== undefined)(line, async () => {
      const [, name] = /pull ([\w./-]+)/.exec(line)!;
      const quantized = { "model-Q4_K_M.gguf": bytes(2000), "model-Q8_0.gguf": bytes(2000) };
      const hub = await startHub(name, line.includes("GGUF") ? quantized : model);
      const to = line.includes("-o") ? "" : " -o here";
      const { code, stdout } = await runExample(`${line}${to}`, { env: environment(hub) });
      expect(code).toBe(0);
      expect(stdout).toMatch(/^(here|smol) is whole; to run it: llama-nb -m \1 "Hello"\n$/);
    });
  }
});
