import { afterAll } from "bun:test";
import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What a hub does that it should not, or need not. */
export interface Behaviour {
  /** Answers this instead, if it is a status and not undefined. */
  refuse?: (request: Received) => Refusal | undefined;
  /** Whether it knows ranges; true by default. */
  ranges?: boolean;
  /** Closes the connection after so many bytes of an answer. */
  cutAfter?: number;
  /** Sends no more after so many bytes of an answer, and keeps the connection. */
  stallAfter?: number;
  /** Waits so long between two pieces of an answer, milliseconds. */
  slowness?: number;
  /** Sends this in place of a file's content. */
  content?: (path: string) => Uint8Array;
  /** The ETag of a file, if it is not git's id of what is sent. */
  etag?: string;
  /** Leaves the length of a file out of the answer. */
  hidesLength?: boolean;
  /** Redirects requests for files to the same path behind this address. */
  storage?: string;
  /** Changes the list of files. */
  list?: (entries: ListEntry[]) => unknown;
  /** Files on each page of the list. */
  pageSize?: number;
  /** The header Link of the first page. */
  link?: string;
}

/** An answer without content. */
export interface Refusal {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An entry in the list of files, as the hub gives it. */
export interface ListEntry {
  readonly type: string;
  readonly path: string;
  readonly size: number;
  readonly oid: string;
  readonly lfs?: { readonly oid: string; readonly size: number };
}

/** A request that a hub has received. */
export interface Received {
  readonly path: string;
  readonly range: string | undefined;
  readonly condition: string | undefined;
  readonly authorization: string | undefined;
  /** How many requests for the same path came before. */
  readonly earlier: number;
  /** All its headers, for what must not be in any. */
  readonly all: string;
}

/** A hub of models on this machine's loopback address, for the time of a test. */
export interface Hub {
  readonly url: string;
  readonly requests: Received[];
  behaviour: Behaviour;
  /** The paths of the requests for files. */
  files(): string[];
}

const pieceSize = 16_384;

/**
 * Starts a hub with one repository. Files of more than 1000 bytes have a SHA-256 in its list, and the others git's id. It is
 * stopped after the test, or after the file.
 */
export async function startHub(
  repository: string,
  files: Readonly<Record<string, string | Uint8Array>>,
  behaviour: Behaviour = {},
): Promise<Hub> {
  const contents = new Map(
    Object.entries(files).map(([path, content]) => [path, new Uint8Array(Buffer.from(content))]),
  );
  const requests: Received[] = [];
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const hub: Hub = {
    url,
    requests,
    behaviour,
    files: () => requests.map(({ path }) => path).filter((path) => path.includes("/resolve/")),
  };
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? "/", url);
    const path = decodeURIComponent(pathname);
    const received = {
      path,
      range: request.headers.range,
      condition: request.headers["if-range"]?.toString(),
      authorization: request.headers.authorization,
      earlier: requests.filter((each) => each.path === path).length,
      all: JSON.stringify(request.headers),
    };
    requests.push(received);
    const refusal = hub.behaviour.refuse?.(received);
    if (refusal !== undefined) {
      response.writeHead(refusal.status, refusal.headers).end();
      return;
    }
    if (path === `/api/models/${repository}/tree/main` && searchParams.get("recursive") === "true") {
      sendList(response, Number(searchParams.get("cursor") ?? 0));
      return;
    }
    const file = path.startsWith(`/${repository}/resolve/main/`) ? path.split("/resolve/main/")[1] : "";
    const content = contents.get(file);
    if (content === undefined) response.writeHead(404, { "x-error-code": "RepoNotFound" }).end();
    else if (hub.behaviour.storage !== undefined)
      response.writeHead(302, { location: `${hub.behaviour.storage}${pathname}` }).end();
    else await sendFile(response, request, hub.behaviour.content?.(file) ?? content);
  }

  function sendList(response: ServerResponse, from: number): void {
    const { list = (entries) => entries, pageSize = 1000, link } = hub.behaviour;
    const entries = [...contents].map(([path, content]) => entry(path, content));
    const next = `<${url}/api/models/${repository}/tree/main?recursive=true&cursor=${from + pageSize}>; rel="next"`;
    const headers = from + pageSize < entries.length ? { link: link ?? next } : {};
    response.writeHead(200, { "content-type": "application/json", ...headers });
    response.end(JSON.stringify(list(entries.slice(from, from + pageSize))));
  }

  async function sendFile(
    response: ServerResponse,
    request: IncomingMessage,
    content: Uint8Array,
  ): Promise<void> {
    const { ranges = true, cutAfter, stallAfter, slowness = 0, hidesLength } = hub.behaviour;
    const start = ranges ? Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? "")?.[1] ?? 0) : 0;
    const etag = hub.behaviour.etag ?? `"${gitId(content)}"`;
    if (start > 0 && start >= content.length) {
      response.writeHead(416, { "content-range": `bytes */${content.length}` }).end();
      return;
    }
    const condition = request.headers["if-range"];
    const from = condition === undefined || condition === etag ? start : 0;
    const range = `bytes ${from}-${content.length - 1}/${content.length}`;
    response.writeHead(from > 0 ? 206 : 200, {
      etag,
      ...(hidesLength ? {} : { "content-length": String(content.length - from) }),
      ...(from > 0 ? { "content-range": range } : {}),
    });
    const end = Math.min(
      content.length,
      from + Math.min(cutAfter ?? Number.POSITIVE_INFINITY, stallAfter ?? Number.POSITIVE_INFINITY),
    );
    for (let at = from; at < end; at += pieceSize) {
      if (!response.write(content.subarray(at, Math.min(end, at + pieceSize)))) {
        await drained(response);
      }
      if (response.destroyed) return;
      if (slowness > 0) await Bun.sleep(slowness);
    }
    if (stallAfter !== undefined && end < content.length) return;
    if (end < content.length) setTimeout(() => response.socket?.destroy(), 20);
    else response.end();
  }

  return hub;
}

/** Waits until more can be written, or the connection is closed. */
function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      for (const event of ["drain", "close"]) response.off(event, done);
      resolve();
    };
    for (const event of ["drain", "close"]) response.on(event, done);
  });
}

/** Bytes that look random and are always the same. */
export function bytes(length: number, seed = 1): Uint8Array {
  let state = seed;
  return Uint8Array.from({ length }, () => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return state >>> 24;
  });
}

function entry(path: string, content: Uint8Array): ListEntry {
  const plain = { type: "file", path, size: content.length, oid: gitId(content) };
  if (content.length <= 1000) return plain;
  const oid = createHash("sha256").update(content).digest("hex");
  return { ...plain, lfs: { oid, size: content.length } };
}

function gitId(content: Uint8Array): string {
  return createHash("sha1").update(`blob ${content.length}\0`).update(content).digest("hex");
}
