import { afterAll, beforeEach, describe, expect, test } from "bun:test";
import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { binaryName, targets } from "../scripts/release/binary/targets.ts";

const root = join(import.meta.dir, "..");
const script = await Bun.file(join(root, "install.sh")).text();

/** What scripts/build.ts names the binaries of a release. */
const assets = targets.map(binaryName);

/** A file of the fake release: a program that says its own name. */
const program = (name: string) => `#!/bin/sh\necho "${name} 1.2.3"\n`;
const sha256 = (bytes: string | Uint8Array) => new Bun.CryptoHasher("sha256").update(bytes).digest("hex");

/** The files of the fake release; a test changes them to what it is about. */
const files = new Map<string, string | Uint8Array<ArrayBuffer> | ReadableStream>();
/** The paths that were asked for. */
let asked: string[] = [];

const server = Bun.serve({
  port: 0,
  hostname: "127.0.0.1",
  fetch(request) {
    const { pathname } = new URL(request.url);
    asked.push(pathname);
    const [, name] =
      pathname.match(/^\/me\/llama-nb\/releases\/(?:latest\/download|download\/v1\.2\.3)\/(.+)$/) ?? [];
    const file = name === undefined ? undefined : files.get(name);
    return file === undefined ? new Response("not found", { status: 404 }) : new Response(file);
  },
});
afterAll(() => server.stop(true));

let folder: string;
const folders: string[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "llama-nb-install-"));
  folders.push(folder);
  asked = [];
  files.clear();
  for (const name of assets) files.set(name, program(name));
  files.set("SHA256SUMS", assets.map((name) => `${sha256(program(name))}  ${name}\n`).join(""));
});
afterAll(() => Promise.all(folders.map((each) => rm(each, { recursive: true }))));

async function writeProgram(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text, { mode: 0o755 });
}

/** What a machine answers to those who ask what it is. */
interface Machine {
  readonly system: string;
  readonly processor: string;
  /** The first line of `ldd --version`. */
  readonly ldd?: string;
  readonly avx2?: boolean;
  readonly rosetta?: boolean;
}

const debian: Machine = {
  system: "Linux",
  processor: "x86_64",
  ldd: "ldd (Debian GLIBC 2.36-9) 2.36",
  avx2: true,
};
const alpine: Machine = { ...debian, ldd: "musl libc (x86_64)" };
const mac: Machine = { system: "Darwin", processor: "x86_64", avx2: true };

/** All that the script calls, beside those that {@link pretend} answers for. */
const tools = ["chmod", "head", "mkdir", "mktemp", "mv", "rm"];
const usual = ["curl", Bun.which("sha256sum") === null ? "shasum" : "sha256sum"];

/** Makes a folder of commands, to be the whole PATH: a machine of the given kind that has the given tools. */
async function pretend(machine: Machine, extra: readonly string[]): Promise<string> {
  const { system, processor, ldd, avx2 = false, rosetta = false } = machine;
  const bin = join(folder, "commands");
  const command = async (name: string, body: string) => {
    await writeProgram(join(bin, name), `#!/bin/sh\n${body}\n`);
  };
  for (const tool of [...tools, ...extra]) await command(tool, `exec "${Bun.which(tool)}" "$@"`);
  await command("uname", `[ "$1" = -s ] && echo "${system}" || echo "${processor}"`);
  if (ldd !== undefined) await command("ldd", `echo "${ldd}"; exit 1`); // musl's fails while it answers
  const grep = `exec "${Bun.which("grep")}" "$@"`;
  await command("grep", `case "$*" in *cpuinfo) exit ${avx2 ? 0 : 1} ;; esac\n${grep}`);
  await command("sysctl", `case "$2" in *avx2*) echo ${avx2 ? 1 : 0} ;; *) echo ${rosetta ? 1 : 0} ;; esac`);
  return bin;
}

interface Options {
  readonly machine?: Machine;
  readonly tools?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly text?: string;
}

/** Starts install.sh as `curl … | sh` does. */
async function start({ machine = debian, tools: extra = usual, env = {}, text = script }: Options = {}) {
  const path = await pretend(machine, extra);
  return Bun.spawn(["/bin/sh"], {
    stdin: new Blob([text]),
    stdout: "pipe",
    stderr: "pipe",
    detached: true, // its own process group, so that a test can press ctrl-c
    env: {
      PATH: path,
      HOME: join(folder, "home"),
      LLAMA_NB_REPOSITORY: "me/llama-nb",
      LLAMA_NB_BASE_URL: server.url.origin,
      ...env,
    },
  });
}

async function install(options: Options = {}) {
  const child = await start(options);
  const [stdout, stderr, code] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
    child.exited,
  ]);
  return { stdout, stderr, code };
}

/** Expects one line on stderr and a failure. */
async function refused(options: Options, mention: RegExp) {
  const { stderr, code } = await install(options);
  expect(stderr).toMatch(/^install\.sh: .+\n$/);
  expect(stderr).toMatch(mention);
  expect(code).toBe(1);
}

const home = (...names: string[]) => join(folder, "home", ...names);
const installed = home.bind(null, ".local", "bin");

describe.skipIf(process.platform === "win32")("install.sh (not on windows)", () => {
  test.each<[string, Machine, string]>([
    ["linux", debian, "linux-x64"],
    ["linux without AVX2", { ...debian, avx2: false }, "linux-x64-baseline"],
    ["musl", alpine, "linux-x64-musl"],
    ["musl without AVX2", { ...alpine, avx2: false }, "linux-x64-musl-baseline"],
    ["linux on arm64", { ...debian, processor: "aarch64", avx2: false }, "linux-arm64"],
    ["musl on arm64", { ...alpine, processor: "aarch64", avx2: false }, "linux-arm64-musl"],
    ["macos", { ...mac, processor: "arm64", avx2: false }, "darwin-arm64"],
    ["macos on intel", mac, "darwin-x64"],
    ["macos under Rosetta", { ...mac, avx2: false, rosetta: true }, "darwin-arm64"],
  ])("takes the binary for %s", async (_, machine, kind) => {
    const { stdout, stderr, code } = await install({ machine });
    expect({ stderr, code }).toEqual({ stderr: "", code: 0 });
    expect(stdout).toContain(`installed ${installed("llama-nb")}: llama-nb-${kind} 1.2.3`);
    expect(await Bun.file(installed("llama-nb")).text()).toBe(program(`llama-nb-${kind}`));
    expect(await readdir(installed())).toEqual(["llama-nb"]);
    expect(asked).toEqual(
      ["SHA256SUMS", `llama-nb-${kind}`].map((name) => `/me/llama-nb/releases/latest/download/${name}`),
    );
  });

  test.each<[string, Machine, RegExp]>([
    ["another system", { system: "FreeBSD", processor: "amd64" }, /FreeBSD.*source/],
    ["another processor", { ...debian, processor: "i686" }, /i686.*source/],
    ["windows", { system: "MINGW64_NT-10.0", processor: "x86_64" }, /install\.ps1/],
    ["a binary that this release lacks", { ...mac, avx2: false }, /no llama-nb-darwin-x64-baseline.*source/],
  ])("says that there is nothing for %s", async (_, machine, mention) => {
    await refused({ machine }, mention);
    expect(await Bun.file(installed("llama-nb")).exists()).toBe(false);
  });

  test.each(["1.2.3", "v1.2.3"])("takes the version asked for: %s", async (version) => {
    expect((await install({ env: { LLAMA_NB_VERSION: version } })).code).toBe(0);
    expect(asked[0]).toBe("/me/llama-nb/releases/download/v1.2.3/SHA256SUMS");
  });

  test("says that there is no such version", async () => {
    await refused(
      { env: { LLAMA_NB_VERSION: "9.9.9" } },
      /v9\.9\.9\/SHA256SUMS is not there.*LLAMA_NB_VERSION/,
    );
  });

  test("says that there is no network", async () => {
    const closed = Bun.serve({ port: 0, hostname: "127.0.0.1", fetch: () => new Response() });
    const address = closed.url.origin;
    await closed.stop(true);
    await refused({ env: { LLAMA_NB_BASE_URL: address } }, /cannot download .*network/);
  });

  test("refuses a wrong checksum, and leaves what was installed before", async () => {
    await Bun.write(installed("llama-nb"), "the one before");
    files.set("llama-nb-linux-x64", program("something else"));
    await refused({}, /checksum of llama-nb-linux-x64 is wrong/);
    expect(await readdir(installed())).toEqual(["llama-nb"]);
    expect(await Bun.file(installed("llama-nb")).text()).toBe("the one before");
  });

  test("leaves nothing behind of a binary that does not start", async () => {
    const broken = "#!/bin/sh\necho 'GLIBC_2.99 not found' >&2\nexit 1\n";
    files.set("llama-nb-linux-x64", broken);
    files.set("SHA256SUMS", `${sha256(broken)} *llama-nb-linux-x64\n`);
    await refused({}, /does not start here.*GLIBC_2\.99/);
    expect(await readdir(installed())).toEqual([]);
  });

  test("leaves nothing behind when it is interrupted", async () => {
    files.set("llama-nb-linux-x64", new ReadableStream({ start: (reply) => reply.enqueue("#!/bin/sh\n") }));
    const child = await start();
    while (child.exitCode === null && asked.length < 2) await Bun.sleep(1);
    expect(await readdir(installed())).toEqual([expect.stringMatching(/^\.llama-nb\./)]);
    process.kill(-child.pid, "SIGINT");
    expect(await child.exited).toBe(130);
    expect(await readdir(installed())).toEqual([]);
  });

  test("installs over an older one, into a folder with a space and an umlaut", async () => {
    const bin = join(folder, "my prögrams", "bin");
    await writeProgram(join(bin, "llama-nb"), program("older"));
    const { stdout, stderr, code } = await install({ env: { LLAMA_NB_BIN: bin } });
    expect({ stderr, code }).toEqual({ stderr: "", code: 0 });
    expect(stdout).toContain(`export PATH="${bin}:$PATH"`);
    expect(await Bun.$`${join(bin, "llama-nb")}`.text()).toBe("llama-nb-linux-x64 1.2.3\n");
    expect(await readdir(bin)).toEqual(["llama-nb"]);
  });

  test("is silent about PATH where the folder is on it", async () => {
    const env = { PATH: `${join(folder, "commands")}:${installed()}` };
    expect((await install({ env })).stdout).not.toContain("PATH");
  });

  test("says that it may not write, before it downloads the binary", async () => {
    const bin = join(folder, "locked");
    await Bun.$`mkdir ${bin} && chmod 555 ${bin}`;
    // Root may write everywhere but to the kernel's own file system
    const locked = process.getuid?.() === 0 ? "/proc" : bin;
    await refused({ env: { LLAMA_NB_BIN: locked } }, /cannot write to .*LLAMA_NB_BIN/);
    await refused({ env: { LLAMA_NB_BIN: "/dev/null/bin" } }, /cannot make the folder \/dev\/null\/bin/);
    expect(asked).not.toContain("/me/llama-nb/releases/latest/download/llama-nb-linux-x64");
  });

  test("says that a folder is in the way", async () => {
    await Bun.$`mkdir -p ${installed("llama-nb")}`;
    await refused({}, /is a folder/);
  });

  test.each<[string, string[], RegExp]>([
    ["nothing to download with", usual.slice(1), /needs curl or wget/],
    ["nothing to verify with", ["curl"], /needs sha256sum or shasum/],
  ])("says that there is %s", async (_, has, mention) => {
    await refused({ tools: has }, mention);
  });

  test("asks for a folder where there is no HOME", async () => {
    await refused({ env: { HOME: "" } }, /HOME.*LLAMA_NB_BIN/);
  });

  test("knows its repository only in a release", async () => {
    await refused({ env: { LLAMA_NB_REPOSITORY: "" } }, /LLAMA_NB_REPOSITORY/);
    const text = script.replaceAll("OWNER/llama-nb", "me/llama-nb"); // as release.yml does
    expect(await install({ text, env: { LLAMA_NB_REPOSITORY: "" } })).toMatchObject({ stderr: "", code: 0 });
  });

  test("does nothing when it is cut off on its way", async () => {
    const cut = script.slice(0, script.trimEnd().length - 1);
    await install({ text: cut });
    expect(asked).toEqual([]);
  });

  describe.skipIf(Bun.which("wget") === null)("with wget alone (needs wget)", () => {
    const wget = ["wget", ...usual.slice(1)];

    test("installs", async () => {
      expect(await install({ tools: wget })).toMatchObject({ stderr: "", code: 0 });
      expect(await Bun.file(installed("llama-nb")).text()).toBe(program("llama-nb-linux-x64"));
    });

    test("says that there is no such version", async () => {
      await refused({ tools: wget, env: { LLAMA_NB_VERSION: "9.9.9" } }, /9\.9\.9/);
    });
  });

  test.skipIf(Bun.which("shellcheck") === null)("shellcheck finds nothing (needs shellcheck)", async () => {
    const { stdout, exitCode } = await Bun.$`shellcheck ${join(root, "install.sh")}`.quiet().nothrow();
    expect({ stdout: stdout.toString(), exitCode }).toEqual({ stdout: "", exitCode: 0 });
  });
});

describe.skipIf(process.platform !== "win32")("install.ps1 (on windows alone)", () => {
  /** Bun itself is the program of the fake release: windows starts no scripts under the name of a program. */
  const windows = (env: Record<string, string> = {}) =>
    Bun.$`powershell -NoProfile -ExecutionPolicy Bypass -File ${join(root, "install.ps1")}`
      .env({
        ...process.env,
        LLAMA_NB_REPOSITORY: "me/llama-nb",
        LLAMA_NB_BASE_URL: server.url.origin,
        LLAMA_NB_BIN: join(folder, "my programs"),
        ...env,
      })
      .quiet()
      .nothrow();

  beforeEach(async () => {
    const bun = await Bun.file(process.execPath).bytes();
    const names = assets.filter((name) => name.endsWith(".exe"));
    for (const name of names) files.set(name, bun);
    files.set("SHA256SUMS", names.map((name) => `${sha256(bun)}  ${name}\n`).join(""));
  });

  test("installs, and installs again over it", async () => {
    for (const _ of ["first", "second"]) {
      const { stdout, stderr, exitCode } = await windows();
      expect({ stderr: stderr.toString(), exitCode }).toEqual({ stderr: "", exitCode: 0 });
      expect(stdout.toString()).toContain(Bun.version);
      expect(await readdir(join(folder, "my programs"))).toEqual(["llama-nb.exe"]);
    }
  });

  test.each<[string, Record<string, string>, RegExp]>([
    ["a wrong checksum", {}, /checksum of llama-nb-windows-.* is wrong/],
    ["no such version", { LLAMA_NB_VERSION: "9.9.9" }, /9\.9\.9\/SHA256SUMS is not there/],
    ["no network", { LLAMA_NB_BASE_URL: "http://127.0.0.1:9" }, /cannot download .*network/],
  ])("%s is refused in one line, and nothing is left behind", async (_, env, mention) => {
    files.set("SHA256SUMS", `${files.get("SHA256SUMS")}`.replace(/^\w{64}/gm, sha256("")));
    const { stderr, exitCode } = await windows(env);
    expect(stderr.toString()).toMatch(/^install\.ps1: .+\r?\n$/);
    expect(stderr.toString()).toMatch(mention);
    expect(exitCode).toBe(1);
    expect(await readdir(join(folder, "my programs"))).toEqual([]);
  });
});
