import { describe, expect, test } from "bun:test";
import { HubClient, type Patience } from "../../../src/hub/requests/client.ts";
import { type HubFile, listFiles } from "../../../src/hub/requests/file-list.ts";
import { networkError } from "../../../src/hub/requests/network-errors.ts";
import { type Behaviour, bytes, type Hub, type ListEntry, startHub } from "../../support/hub.ts";

const repository = "some/model";
const secret = "hf_verysecrettoken";
const quick: Patience = { silence: 0.3, waits: [0.01, 0.02], longestWait: 1 };
const never = new AbortController().signal;

function client(
  { url }: Pick<Hub, "url">,
  waits: string[] = [],
  token: string | undefined = secret,
): HubClient {
  const settings = {
    endpoint: url,
    token: token === undefined ? undefined : { value: token, source: "HF_TOKEN" },
  };
  return new HubClient(settings, (problem, seconds) => waits.push(`${problem} ${seconds}`), quick);
}

const list = (hub: Hub, waits?: string[], token?: string) =>
  listFiles(client(hub, waits, token), repository, "main", never);

async function failure(promise: Promise<unknown>): Promise<string> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(Error);
  return (error as Error).message;
}

describe("the list of files", () => {
  const files = { a: "1", b: bytes(2000), "dir/c": "" };
  const paths = (found: HubFile[]) => found.map(({ path }) => path);

  test("tells sizes and checksums, with the token", async () => {
    const hub = await startHub(repository, files);
    const [a, b, c] = await list(hub);
    // printf 1 | git hash-object --stdin
    expect(a).toEqual({ path: "a", size: 1, gitId: "56a6051ca2b02b04ef92d5150c9ef600403cb1de" });
    expect(b).toEqual({
      path: "b",
      size: 2000,
      sha256: new Bun.CryptoHasher("sha256").update(files.b).digest("hex"),
    });
    expect(c).toEqual({ path: "dir/c", size: 0, gitId: "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391" });
    expect(hub.requests.map(({ authorization }) => authorization)).toEqual([`Bearer ${secret}`]);
  });

  test("comes on several pages", async () => {
    const hub = await startHub(repository, files, { pageSize: 1 });
    expect(paths(await list(hub))).toEqual(["a", "b", "dir/c"]);
    expect(hub.requests.length).toBe(3);
  });

  test("goes on at the mirror if that hands on the address of the hub", async () => {
    const path = `/api/models/${repository}/tree/main?recursive=true&cursor=2`;
    const hub = await startHub(repository, files, {
      pageSize: 2,
      link: `<https://huggingface.co${path}>; rel="next"`,
    });
    expect(paths(await list(hub))).toEqual(["a", "b", "dir/c"]);
  });

  test("goes on elsewhere without the token", async () => {
    const other = await startHub(repository, { d: "" });
    const hub = await startHub(repository, files, {
      pageSize: 2,
      link: `<${other.url}/api/models/${repository}/tree/main?recursive=true>; rel="next"`,
    });
    expect(paths(await list(hub))).toEqual(["a", "b", "d"]);
    expect(other.requests.map(({ all }) => all).join()).not.toContain(secret);
    expect(other.requests.length).toBe(1);
  });

  test("leaves out folders", async () => {
    const hub = await startHub(repository, files, {
      list: (entries) => [{ type: "directory", path: "dir", size: 0, oid: "" }, ...entries],
    });
    expect(paths(await list(hub))).toEqual(["a", "b", "dir/c"]);
  });

  const [one]: ListEntry[] = [{ type: "file", path: "a", size: 1, oid: "" }];
  test.each<[string, unknown]>([
    ["an object", { error: "no" }],
    ["a string", "no"],
    ["entries that are none", [1]],
    ["no size", [{ ...one, size: undefined }]],
    ["a size below zero", [{ ...one, size: -1 }]],
    ["a size that no number holds", [{ ...one, size: 2 ** 60 }]],
    ["no path", [{ ...one, path: undefined }]],
    ["a SHA-256 that is none", [{ ...one, lfs: { oid: "abc", size: 1 } }]],
  ])("is refused if it is %s", async (_, value) => {
    const hub = await startHub(repository, files, { list: () => value });
    expect(await failure(list(hub))).toMatch(
      /^some\/model: the hub's list of its files .*; check HF_ENDPOINT/,
    );
  });

  test("is refused if it has no end", async () => {
    const hub = await startHub(repository, files);
    hub.behaviour = {
      pageSize: 1,
      link: `<${hub.url}/api/models/${repository}/tree/main?recursive=true>; rel="next"`,
    };
    expect(await failure(list(hub))).toContain("has no end");
  });
});

describe("a refusal is told in words", () => {
  const told = async (behaviour: Behaviour["refuse"], token: string | undefined = secret) => {
    const waits: string[] = [];
    const hub = await startHub(repository, {}, { refuse: behaviour });
    const settings = {
      endpoint: hub.url,
      token: token === "" ? undefined : { value: secret, source: "HF_TOKEN" },
    };
    const asking = new HubClient(settings, (problem, seconds) => waits.push(`${problem} ${seconds}`), quick);
    const message = await failure(listFiles(asking, repository, "main", never));
    expect(message).not.toContain(secret);
    const host = new URL(hub.url).host;
    return {
      message: message.replaceAll(hub.url, "URL").replaceAll(host, "HOST"),
      requests: hub.requests.length,
      waits: waits.map((wait) => wait.replaceAll(host, "HOST")),
    };
  };

  test.each([
    [
      401,
      "",
      {},
      "some/model: HOST gives it to known accounts only, or has no such repository (401); check the name, and set HF_TOKEN to a token from URL/settings/tokens",
    ],
    [
      401,
      secret,
      {},
      "some/model: HOST does not accept the token of HF_TOKEN (401); make a new one at URL/settings/tokens",
    ],
    [
      401,
      "",
      { "x-error-code": "GatedRepo" },
      "some/model: access is not granted (401); accept the licence at URL/some/model, and then set HF_TOKEN to a token of your account",
    ],
    [
      403,
      "",
      {},
      "some/model: access is not granted (403); accept the licence at URL/some/model, and then set HF_TOKEN to a token of your account",
    ],
    [
      403,
      secret,
      {},
      "some/model: access is not granted (403); accept the licence at URL/some/model, and use a token (HF_TOKEN) that may read it",
    ],
    [
      404,
      "",
      {},
      "some/model: HOST has no such repository (404); check the name, or set HF_TOKEN if it is private",
    ],
    [
      404,
      secret,
      {},
      "some/model: HOST has no such repository (404); check the name, and whether your token may read it",
    ],
    [
      404,
      secret,
      { "x-error-code": "RevisionNotFound" },
      "some/model: has no revision main (404); see which there are at URL/some/model",
    ],
    [
      418,
      secret,
      {},
      "some/model: HOST gives an answer that was not expected (418); check HF_ENDPOINT if it is set, or try again later",
    ],
  ])("%d, token %j, %j", async (status, token, headers, expected) => {
    const { message, requests, waits } = await told(() => ({ status, headers }), token);
    expect({ message, requests, waits }).toEqual({ message: expected, requests: 1, waits: [] });
  });

  test("429 and 5xx only after several tries", async () => {
    const busy = await told(() => ({ status: 503 }));
    expect(busy).toEqual({
      message: "some/model: HOST cannot answer now (503); run the same command again later",
      requests: 3,
      waits: [
        "some/model: HOST cannot answer now (503) 0.01",
        "some/model: HOST cannot answer now (503) 0.02",
      ],
    });
    const often = await told(() => ({ status: 429 }), "");
    expect(often.message).toBe(
      "some/model: HOST gets too many requests from here (429); run the same command again later, or set HF_TOKEN, which raises the limit",
    );
    expect(often.requests).toBe(3);
  });

  test("and as long as the server wishes, unless that is too long", async () => {
    const patient = await told(({ earlier }) =>
      earlier === 0 ? { status: 429, headers: { "retry-after": "1" } } : { status: 404 },
    );
    expect(patient.waits).toEqual(["some/model: HOST gets too many requests from here (429) 1"]);
    expect(patient.message).toContain("404");
    const hour = new Date(Date.now() + 3_600_000).toUTCString();
    const late = await told(() => ({ status: 503, headers: { "retry-after": hour } }));
    expect(late.message).toMatch(
      /^some\/model: HOST cannot answer now \(503\), and asks to wait (59|60) minutes; /,
    );
    expect(late.requests).toBe(1);
  });

  test("and is forgotten when the next try succeeds", async () => {
    const hub = await startHub(
      repository,
      { a: "1" },
      { refuse: ({ earlier }) => (earlier < 2 ? { status: 500 } : undefined) },
    );
    expect((await list(hub)).length).toBe(1);
  });
});

describe("redirects", () => {
  const get = (hub: Hub, path = "/x") =>
    client(hub).get(`${hub.url}${path}`, { repository, revision: "main", file: "x" }, never);

  test("to the hub itself keep the token, relative ones too", async () => {
    const hub = await startHub(
      repository,
      { x: "content" },
      {
        refuse: ({ path }) =>
          path === "/x" ? { status: 307, headers: { location: `/${repository}/resolve/main/x` } } : undefined,
      },
    );
    expect(await (await get(hub)).response.text()).toBe("content");
    expect(hub.requests.map(({ authorization }) => authorization)).toEqual([
      `Bearer ${secret}`,
      `Bearer ${secret}`,
    ]);
  });

  test("to another port lose it", async () => {
    const storage = await startHub(repository, { x: "content" });
    const hub = await startHub(
      repository,
      {},
      {
        refuse: () => ({ status: 302, headers: { location: `${storage.url}/${repository}/resolve/main/x` } }),
      },
    );
    expect(await (await get(hub)).response.text()).toBe("content");
    expect(storage.requests.length).toBe(1);
    expect(storage.requests[0].all).not.toContain(secret);
  });

  test.each([
    ["in circles", "/x", "redirects in circles"],
    ["to another scheme", "file:///etc/passwd", "redirects to something that is no address"],
    ["to nothing", "http://", "redirects to something that is no address"],
  ])("%s are refused", async (_, location, expected) => {
    const hub = await startHub(repository, {}, { refuse: () => ({ status: 302, headers: { location } }) });
    expect(await failure(get(hub))).toContain(expected);
  });

  test("to a storage that refuses are worth another try", async () => {
    const storage = await startHub(repository, {}, { refuse: () => ({ status: 403 }) });
    const hub = await startHub(repository, { x: "" }, { storage: storage.url });
    const asked = { repository, revision: "main", file: "x" };
    const url = `${hub.url}/${repository}/resolve/main/x`;
    const message = await failure(client(hub).patiently(never, () => client(hub).get(url, asked, never)));
    expect(message).toMatch(
      /^some\/model, x: the storage at 127\.0\.0\.1:\d+ refuses \(403\); run the same command again$/,
    );
    expect(storage.requests.length).toBe(3);
  });
});

describe("a network that fails is told in words", () => {
  const address = (url: string) => failure(list({ url } as Hub));

  test("a name without an address", async () => {
    expect(await address("http://hub.invalid")).toMatch(
      /^hub\.invalid: (there is no address for this name|its address cannot be looked up now) \(\w+\); check the network/,
    );
  });

  test("a port where nobody listens", async () => {
    const server = Bun.listen({ hostname: "127.0.0.1", port: 0, socket: { data() {} } });
    const { port } = server;
    server.stop(true);
    expect(await address(`http://127.0.0.1:${port}`)).toBe(
      `127.0.0.1:${port}: refuses connections (ECONNREFUSED); check the network, and HF_ENDPOINT if it is set`,
    );
  });

  test("a server that does not speak TLS", async () => {
    const hub = await startHub(repository, {});
    expect(await address(hub.url.replace("http:", "https:"))).toMatch(
      /does not speak TLS in a way that is understood \(\w+\); check whether HF_ENDPOINT should begin with http:\/\/$/,
    );
  });

  test("a server that hangs up, after several tries", async () => {
    let connections = 0;
    using server = Bun.listen({
      hostname: "127.0.0.1",
      port: 0,
      socket: {
        data(socket) {
          connections++;
          socket.end();
        },
      },
    });
    expect(await address(`http://127.0.0.1:${server.port}`)).toMatch(
      /closed the connection \(ECONNRESET\); run the same command again$/,
    );
    expect(connections).toBe(3);
  });

  test("a server that says nothing", async () => {
    using server = Bun.listen({ hostname: "127.0.0.1", port: 0, socket: { data() {} } });
    expect(await address(`http://127.0.0.1:${server.port}`)).toMatch(
      /sent nothing for 0\.3 s; check the network/,
    );
  });
});

describe("an abort ends at once", () => {
  const patient: Patience = { silence: 60, waits: [60], longestWait: 60 };
  const reason = new Error("enough");

  test("a request, with its reason", async () => {
    using server = Bun.listen({ hostname: "127.0.0.1", port: 0, socket: { data() {} } });
    const asking = new HubClient({ endpoint: `http://127.0.0.1:${server.port}` }, () => {}, patient);
    const abort = new AbortController();
    setTimeout(() => abort.abort(reason), 50);
    await expect(listFiles(asking, repository, "main", abort.signal)).rejects.toBe(reason);
    await expect(listFiles(asking, repository, "main", abort.signal)).rejects.toBe(reason);
  });

  test("a wait", async () => {
    const hub = await startHub(repository, {}, { refuse: () => ({ status: 503 }) });
    const abort = new AbortController();
    const asking = new HubClient({ endpoint: hub.url }, () => abort.abort(reason), patient);
    await expect(listFiles(asking, repository, "main", abort.signal)).rejects.toMatchObject({
      cause: reason,
    });
  });
});

test.each([
  [
    "DEPTH_ZERO_SELF_SIGNED_CERT",
    /^hub: its certificate cannot be trusted \(DEPTH_ZERO_SELF_SIGNED_CERT\); check the clock/,
  ],
  ["CERT_HAS_EXPIRED", /^hub: its certificate has expired /],
  ["ERR_TLS_CERT_ALTNAME_INVALID", /^hub: its certificate is for another name /],
])("%s stays, so there is no other try", (code, expected) => {
  const error = networkError("hub", Object.assign(new Error(secret), { code }));
  expect(error.message).toMatch(expected);
  expect(error.failure).toBe("final");
});
