import { describe, expect, setDefaultTimeout, test } from "bun:test";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { type PullEvents, pull } from "../../src/hub/pull.ts";
import { HubClient, type Patience } from "../../src/hub/requests/client.ts";
import { type Behaviour, bytes, type Hub, startHub } from "../support/hub.ts";
import { temporaryFolder } from "../support/model-folder.ts";

setDefaultTimeout(60_000);

const repository = "some/model";
const weights = bytes(300_000);
const files = {
  "original/params.json": '{"dim":1}',
  "original/tokenizer.model": bytes(5000, 2),
  "original/consolidated.00.pth": weights,
  "README.md": "not needed",
};
const names = ["consolidated.00.pth", "params.json", "tokenizer.model"];
const quick: Patience = { silence: 0.5, waits: [0.01, 0.02], longestWait: 1 };
const silent: PullEvents = {
  planned() {},
  waiting() {},
  progress() {},
  whole() {},
  received() {},
  checking() {},
};

interface Options {
  readonly events?: Partial<PullEvents>;
  readonly verifies?: boolean;
  readonly signal?: AbortSignal;
}

function pullInto(folder: string, hub: Pick<Hub, "url">, { events, verifies = false, signal }: Options = {}) {
  const client = new HubClient({ endpoint: hub.url }, () => {}, quick);
  const options = {
    wanted: { repository },
    revision: "main",
    folderFor: () => folder,
    verifies,
    signal: signal ?? new AbortController().signal,
  };
  return pull(client, options, { ...silent, ...events });
}

async function failure(promise: Promise<unknown>): Promise<string> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(Error);
  return (error as Error).message;
}

/** A folder that does not exist yet, in one that is removed after the test. */
const newFolder = (): string => join(temporaryFolder(), "models-original", "model");
const shown = (folder: string): string[] =>
  readdirSync(folder)
    .filter((name) => name !== ".pull")
    .sort();
const staged = (folder: string): string[] => readdirSync(join(folder, ".pull")).sort();

function expectWhole(folder: string): void {
  expect(shown(folder)).toEqual(names);
  for (const name of names) {
    const expected = Buffer.from(files[`original/${name}` as keyof typeof files]);
    expect(readFileSync(join(folder, name)).equals(expected)).toBe(true);
  }
  expect(staged(folder)).toEqual(["lock", "record.json"]);
}

test("the files of a model, and no others, come into a folder of their own", async () => {
  const folder = newFolder();
  const hub = await startHub(repository, files);
  const planned: unknown[] = [];
  const done = new Map<string, number>();
  let received = 0;
  const { loaded, chosen } = await pullInto(folder, hub, {
    events: {
      planned: (...plan) => planned.push(plan),
      progress: ({ name }, count) => done.set(name, count),
      received: (count) => {
        received += count;
      },
    },
  });
  expectWhole(folder);
  expect(chosen.format).toBe("Meta's files");
  expect(loaded.map(({ name }) => name).sort()).toEqual(names);
  expect(planned).toMatchObject([[{ files: [{}, {}, {}] }, folder, { bytes: 305_009, kept: 0 }]]);
  expect(Object.fromEntries(done)).toEqual({
    "consolidated.00.pth": 300_000,
    "params.json": 9,
    "tokenizer.model": 5000,
  });
  expect(received).toBe(305_009);
});

test("a second pull asks for the list only, and writes nothing", async () => {
  const folder = newFolder();
  const hub = await startHub(repository, files);
  await pullInto(folder, hub);
  const before = statSync(join(folder, ".pull")).mtimeMs;
  hub.requests.length = 0;
  expect((await pullInto(folder, hub)).loaded).toEqual([]);
  expect((await pullInto(folder, hub, { verifies: true })).loaded).toEqual([]);
  expect(hub.files()).toEqual([]);
  expect(statSync(join(folder, ".pull")).mtimeMs).toBe(before);
});

describe("a server that", () => {
  test.each<[string, Behaviour, number]>([
    ["cuts the connection again and again", { cutAfter: 100_000 }, 3],
    ["cuts it, and gives no lengths", { cutAfter: 100_000, hidesLength: true }, 3],
    ["sends no lengths", { hidesLength: true }, 1],
    ["knows no ranges", { ranges: false }, 1],
    ["stops sending", { stallAfter: 200_000 }, 2],
    [
      "is busy at times",
      {
        refuse: ({ earlier, path }) =>
          path.endsWith(".pth") && earlier % 2 === 0 ? { status: 503 } : undefined,
        cutAfter: 150_000,
      },
      4,
    ],
  ])("%s", async (_, behaviour, requests) => {
    const folder = newFolder();
    const hub = await startHub(repository, files, behaviour);
    await pullInto(folder, hub);
    expectWhole(folder);
    expect(hub.files().filter((path) => path.endsWith(".pth")).length).toBe(requests);
  });

  test("always cuts at the same place and knows no ranges is given up, and what came is kept", async () => {
    const folder = newFolder();
    const hub = await startHub(repository, files, { ranges: false, cutAfter: 200_000 });
    expect(await failure(pullInto(folder, hub))).toMatch(
      /closed the connection \(ECONNRESET\); run the same command again$/,
    );
    expect(shown(folder)).toEqual([]);
    // Another time it is better: what is there is passed over, and what follows belongs to it
    hub.behaviour = { ranges: false };
    const seen: number[] = [];
    await pullInto(folder, hub, {
      events: { progress: ({ name }, count) => name.endsWith(".pth") && seen.push(count) },
    });
    expectWhole(folder);
    expect(Math.min(...seen.slice(1))).toBeGreaterThanOrEqual(200_000);
  });

  test("refuses ranges is asked for all of it", async () => {
    const folder = newFolder();
    const hub = await startHub(repository, files, { cutAfter: 200_000 });
    hub.behaviour.refuse = ({ range }) => {
      if (range === undefined) return undefined;
      hub.behaviour.cutAfter = undefined;
      return { status: 416 };
    };
    await pullInto(folder, hub);
    expectWhole(folder);
  });

  const wrong = (): Uint8Array => {
    const other = weights.slice();
    other[299_999] ^= 1;
    return other;
  };
  const withWeights = (content: Uint8Array): Behaviour => ({
    content: (path) =>
      path.endsWith(".pth") ? content : new Uint8Array(Buffer.from(files[path as keyof typeof files])),
  });
  const differs =
    "some/model, original/consolidated.00.pth: does not arrive as the hub describes it: its SHA-256 differs; try again later, and tell the owner of the repository if it stays so";
  const changing = "run the same command again, since the repository may be changing";

  test.each<[string, Behaviour, string]>([
    ["lies about a checksum", withWeights(wrong()), differs],
    [
      "sends too much",
      { ...withWeights(bytes(300_001)), hidesLength: true },
      `some/model, original/consolidated.00.pth: the server sends more bytes where the hub's list says 300000; ${changing}`,
    ],
    [
      "announces too much",
      withWeights(bytes(300_001)),
      `some/model, original/consolidated.00.pth: the server sends 300001 bytes where the hub's list says 300000; ${changing}`,
    ],
    [
      "announces too little",
      withWeights(bytes(299_999)),
      `some/model, original/consolidated.00.pth: the server sends 299999 bytes where the hub's list says 300000; ${changing}`,
    ],
    [
      "sends too little",
      { ...withWeights(bytes(299_999)), hidesLength: true },
      `some/model, original/consolidated.00.pth: what came ends after 299999 of 300000 bytes; run the same command again`,
    ],
  ])("%s gets nothing into the folder", async (_, behaviour, expected) => {
    const folder = newFolder();
    const hub = await startHub(repository, files, behaviour);
    expect(await failure(pullInto(folder, hub))).toBe(expected);
    expect(shown(folder)).toEqual([]);
  });

  describe("lies about a small file, which has no SHA-256 but git's id,", () => {
    const content: Behaviour["content"] = (path) =>
      new Uint8Array(
        Buffer.from(path.endsWith("params.json") ? '{"dim":2}' : files[path as keyof typeof files]),
      );
    // printf '{"dim":1}' | git hash-object --stdin
    const listed = "ceb3bb484a8bbeeca8b139ff81b24bd0d04e2c8d";

    test("is found out if it says in its answer that this is the content's id", async () => {
      const folder = newFolder();
      const hub = await startHub(repository, files, { content, etag: `"${listed}"` });
      expect(await failure(pullInto(folder, hub))).toContain(
        "original/params.json: does not arrive as the hub describes it: its id in git differs;",
      );
      expect(existsSync(folder)).toBe(false);
    });

    test("is believed if it has ids of its own", async () => {
      const folder = newFolder();
      await pullInto(folder, await startHub(repository, files, { content }));
      expect(readFileSync(join(folder, "params.json"), "utf8")).toBe('{"dim":2}');
    });
  });

  describe("gives no SHA-256, and cuts the connection,", () => {
    const list: Behaviour["list"] = (entries) => entries.map(({ lfs: _, ...entry }) => entry);
    const requests = (hub: Hub) =>
      hub.requests
        .filter(({ path }) => path.endsWith(".pth"))
        .map(({ range, condition }) => ({ range, condition }));

    test("is asked to go on only if the file is the same", async () => {
      const folder = newFolder();
      const hub = await startHub(repository, files, { list, cutAfter: 160_000 });
      await pullInto(folder, hub);
      expectWhole(folder);
      const condition = requests(hub)[1].condition;
      expect(condition).toMatch(/^"[0-9a-f]{40}"$/);
      expect(requests(hub)).toEqual([
        { range: undefined, condition: undefined },
        { range: "bytes=160000-", condition },
      ]);
    });

    test.each([undefined, 'W/"weak"'])(
      "and changes the file in between, begins anew (ETag %p)",
      async (etag) => {
        const folder = newFolder();
        const hub = await startHub(repository, files, { list, cutAfter: 160_000, etag });
        const other = bytes(300_000, 3);
        hub.behaviour.refuse = ({ path, earlier }) => {
          if (path.endsWith(".pth") && earlier === 1) {
            hub.behaviour = { list, etag, content: () => other };
          }
          return undefined;
        };
        await pullInto(folder, hub);
        expect(readFileSync(join(folder, "consolidated.00.pth")).equals(other)).toBe(true);
      },
    );

    test("begins anew in another run", async () => {
      const folder = newFolder();
      const hub = await startHub(repository, files, { list, cutAfter: 160_000, ranges: false });
      await failure(pullInto(folder, hub));
      hub.behaviour = { list };
      hub.requests.length = 0;
      await pullInto(folder, hub);
      expectWhole(folder);
      expect(requests(hub)).toEqual([{ range: undefined, condition: undefined }]);
    });
  });
});

describe("what an earlier pull has left", () => {
  /** A folder in which a pull was cut off after a part of the weights. */
  async function cutOff(): Promise<{ folder: string; hub: Hub; part: string }> {
    const folder = newFolder();
    const hub = await startHub(repository, files, { cutAfter: 200_000, ranges: false });
    await failure(pullInto(folder, hub));
    hub.behaviour = {};
    hub.requests.length = 0;
    const part = staged(folder).find((name) => name.endsWith(".part"))!;
    return { folder, hub, part: join(folder, ".pull", part) };
  }

  test("is used, and told", async () => {
    const { folder, hub, part } = await cutOff();
    const { size } = statSync(part);
    expect(size).toBe(200_000);
    let kept = 0;
    await pullInto(folder, hub, {
      events: {
        planned: (_chosen, _folder, missing) => {
          kept = missing.kept;
        },
      },
    });
    expectWhole(folder);
    expect(hub.requests.filter(({ path }) => path.endsWith(".pth")).map(({ range }) => range)).toEqual([
      "bytes=200000-",
    ]);
    expect(kept).toBe(205_009);
    expect(hub.files().length).toBe(1);
  });

  test("and is damaged is thrown away, and loaded anew", async () => {
    const { folder, hub, part } = await cutOff();
    writeFileSync(part, bytes(150_000, 9));
    await pullInto(folder, hub);
    expectWhole(folder);
    expect(hub.requests.filter(({ path }) => path.endsWith(".pth")).map(({ range }) => range)).toEqual([
      "bytes=150000-",
      undefined,
    ]);
  });

  test("and is too long is thrown away", async () => {
    const { folder, hub, part } = await cutOff();
    writeFileSync(part, bytes(300_001));
    await pullInto(folder, hub);
    expectWhole(folder);
  });

  test("and is whole already needs no request", async () => {
    const { folder, hub, part } = await cutOff();
    writeFileSync(part, weights);
    await pullInto(folder, hub);
    expectWhole(folder);
    expect(hub.files()).toEqual([]);
  });

  test("and is of another version is removed in the end", async () => {
    const { folder, part } = await cutOff();
    const other = { ...files, "original/consolidated.00.pth": bytes(250_000, 5) };
    await pullInto(folder, await startHub(repository, other));
    expect(existsSync(part)).toBe(false);
    expect(statSync(join(folder, "consolidated.00.pth")).size).toBe(250_000);
    expect(staged(folder)).toEqual(["lock", "record.json"]);
  });
});

describe("files that are there", () => {
  async function whole(): Promise<{ folder: string; hub: Hub }> {
    const folder = newFolder();
    const hub = await startHub(repository, files);
    await pullInto(folder, hub);
    hub.requests.length = 0;
    return { folder, hub };
  }
  const path = `/${repository}/resolve/main/original/consolidated.00.pth`;

  test("and changed since are loaded anew, and only those", async () => {
    const { folder, hub } = await whole();
    writeFileSync(join(folder, "consolidated.00.pth"), bytes(300_000, 7));
    await pullInto(folder, hub);
    expectWhole(folder);
    expect(hub.files()).toEqual([path]);
  });

  test("and damaged without a trace are found out with verifies", async () => {
    const { folder, hub } = await whole();
    const file = join(folder, "consolidated.00.pth");
    const { atimeMs, mtimeMs } = statSync(file);
    writeFileSync(file, bytes(300_000, 7));
    utimesSync(file, atimeMs / 1000, mtimeMs / 1000);
    await pullInto(folder, hub, { verifies: true });
    expectWhole(folder);
    expect(hub.files()).toEqual([path]);
  });

  test("and were removed are loaded anew", async () => {
    const { folder, hub } = await whole();
    await Bun.file(join(folder, "tokenizer.model")).delete();
    await pullInto(folder, hub);
    expectWhole(folder);
    expect(hub.files().length).toBe(1);
  });

  test("and are of an earlier version are replaced", async () => {
    const { folder } = await whole();
    const other = { ...files, "original/consolidated.00.pth": bytes(300_000, 5) };
    const hub = await startHub(repository, other);
    await pullInto(folder, hub);
    expect(readFileSync(join(folder, "consolidated.00.pth")).equals(bytes(300_000, 5))).toBe(true);
    expect(hub.files()).toEqual([path]);
  });

  test("and came another way are taken if they are the same", async () => {
    const folder = newFolder();
    mkdirSync(folder, { recursive: true });
    for (const name of names)
      writeFileSync(join(folder, name), files[`original/${name}` as keyof typeof files]);
    const hub = await startHub(repository, files);
    expect((await pullInto(folder, hub)).loaded).toEqual([]);
    expectWhole(folder);
    expect(hub.files()).toEqual([]);
  });

  test("and are somebody else's are left alone", async () => {
    const folder = newFolder();
    mkdirSync(folder, { recursive: true });
    const mine = join(folder, "params.json");
    writeFileSync(mine, "mine");
    const hub = await startHub(repository, files);
    expect(await failure(pullInto(folder, hub))).toBe(
      `${mine}: is there already, and is not the file of this repository; move it, or choose another folder`,
    );
    expect(readFileSync(mine, "utf8")).toBe("mine");
    expect(readdirSync(folder)).toEqual(["params.json"]);
  });

  test("and belong to another repository are left alone", async () => {
    const { folder } = await whole();
    const record = join(folder, ".pull/record.json");
    writeFileSync(record, readFileSync(record, "utf8").replace(repository, "other/model"));
    const message = await failure(pullInto(folder, await startHub(repository, files)));
    expect(message).toBe(`${folder}: holds files of other/model; choose another folder`);
  });

  test("and whose record is damaged are compared by their checksums", async () => {
    const { folder, hub } = await whole();
    writeFileSync(
      join(folder, ".pull/record.json"),
      '{"version":1,"repository":"some/model","files":{"params.json":1}}',
    );
    expect((await pullInto(folder, hub)).loaded).toEqual([]);
    expectWhole(folder);
    expect(hub.files()).toEqual([]);
  });
});

describe("nothing is left behind", () => {
  test("when the hub gives the list, but not the files", async () => {
    const folder = newFolder();
    const hub = await startHub(repository, files, {
      refuse: ({ path }) => (path.includes("/resolve/") ? { status: 403 } : undefined),
    });
    expect(await failure(pullInto(folder, hub))).toContain(
      `accept the licence at ${hub.url}/${repository}, and then set HF_TOKEN`,
    );
    expect(existsSync(dirname(folder))).toBe(false);
    expect(existsSync(dirname(dirname(folder)))).toBe(true);
  });

  test("when the disk is too small, and nothing was loaded", async () => {
    const folder = newFolder();
    const hub = await startHub(repository, files, {
      list: (entries) =>
        entries.map((entry) => (entry.path.endsWith(".pth") ? { ...entry, size: 1e15 } : entry)),
    });
    expect(await failure(pullInto(folder, hub))).toMatch(
      /model: the disk is too small: 1\.00 PB are to come, and [\d.]+ [kMGT]B are free; free [\d.]+ [TP]B, or choose a folder on another disk$/,
    );
    expect(hub.files()).toEqual([]);
    expect(existsSync(dirname(folder))).toBe(false);
  });
});

test("a folder that is in the way is told in words", async () => {
  const folder = newFolder();
  mkdirSync(join(folder, "params.json/x"), { recursive: true });
  expect(await failure(pullInto(folder, await startHub(repository, files)))).toContain(
    "params.json: is there already,",
  );
  const file = join(temporaryFolder(), "file");
  writeFileSync(file, "");
  expect(await failure(pullInto(join(file, "model"), await startHub(repository, files)))).toContain(
    "is in the way of a folder; move it",
  );
});

test("an abort keeps what came, ends at once, and lets the next pull in", async () => {
  const folder = newFolder();
  const hub = await startHub(repository, files, { slowness: 20 });
  const abort = new AbortController();
  const reason = new Error("enough");
  const pulling = pullInto(folder, hub, {
    signal: abort.signal,
    events: {
      progress: ({ name }, count) => name.endsWith(".pth") && count > 100_000 && abort.abort(reason),
    },
  });
  await expect(pulling).rejects.toBe(reason);
  expect(shown(folder)).toEqual([]);
  const part = staged(folder).find((name) => name.endsWith(".part"))!;
  expect(statSync(join(folder, ".pull", part)).size).toBeGreaterThan(100_000);
  hub.behaviour = {};
  await pullInto(folder, hub);
  expectWhole(folder);
});
