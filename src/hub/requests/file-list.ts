import type { HubClient } from "./client.ts";
import { RequestError } from "./request-error.ts";

/** A file of a repository. */
export interface HubFile {
  /** From the root of the repository, with slashes. It comes from the hub, and may be anything. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** In hexadecimal digits; large files have one. */
  readonly sha256?: string;
  /** The name of the content in git (SHA-1, in hexadecimal digits); small files have one. */
  readonly gitId?: string;
}

/** Far more than any repository has. */
const most = { pages: 1000, bytesPerPage: 32e6, files: 200_000 };

/**
 * Lists all files of a repository, by `GET /api/models/{repository}/tree/{revision}?recursive=true`, page by page.
 * @throws RequestError when the hub refuses, or what comes is no such list
 */
export async function listFiles(
  client: HubClient,
  repository: string,
  revision: string,
  signal: AbortSignal,
): Promise<HubFile[]> {
  const { endpoint } = client.settings;
  const files: HubFile[] = [];
  let next: string | undefined =
    `${endpoint}/api/models/${repository}/tree/${encodeURIComponent(revision)}?recursive=true`;
  for (let pages = 0; next !== undefined; pages++) {
    const url: string = next;
    const page = await client.patiently(signal, () => getPage(client, url, { repository, revision }, signal));
    for (const entry of page.entries) {
      const file = readEntry(entry, repository);
      if (file !== undefined) files.push(file);
    }
    if (pages > most.pages || files.length > most.files) throw notAList(repository, "has no end");
    next = page.next;
  }
  return files;
}

interface Page {
  readonly entries: readonly unknown[];
  readonly next: string | undefined;
}

async function getPage(
  client: HubClient,
  url: string,
  asked: { repository: string; revision: string },
  signal: AbortSignal,
): Promise<Page> {
  const got = await client.get(url, asked, signal, { accept: "application/json" });
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of client.pieces(got, signal)) {
    bytes += piece.byteLength;
    if (bytes > most.bytesPerPage) throw notAList(asked.repository, "is far too long");
    parts.push(piece);
  }
  const entries = parse(Buffer.concat(parts).toString("utf8"));
  if (!Array.isArray(entries)) throw notAList(asked.repository, "is not JSON, or another kind of it");
  return { entries, next: nextPage(got.response.headers.get("link"), url, client.settings.endpoint) };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The address of the next page, from a header such as `<https://…>; rel="next"` (RFC 8288). */
function nextPage(link: string | null, url: string, endpoint: string): string | undefined {
  const target = /<([^>]*)>\s*;[^,]*\brel="?next\b/.exec(link ?? "")?.[1];
  if (target === undefined) return undefined;
  // A mirror may hand on the address of the hub that it mirrors
  const here = target.replace(/^https:\/\/huggingface\.co(?=\/)/, endpoint);
  return URL.parse(here, url)?.href;
}

/** @returns undefined for what is no file @throws RequestError */
function readEntry(entry: unknown, repository: string): HubFile | undefined {
  if (!isObject(entry)) throw notAList(repository, "holds something that is no entry");
  const { type, path, size, oid, lfs } = entry;
  if (type !== "file") return undefined;
  if (typeof path !== "string" || !isCount(size)) {
    throw notAList(repository, "holds a file without a name or a size");
  }
  if (lfs === undefined || lfs === null) {
    return {
      path,
      size,
      gitId: typeof oid === "string" && /^[0-9a-f]{40}$/i.test(oid) ? oid.toLowerCase() : undefined,
    };
  }
  const sha256 = isObject(lfs) && typeof lfs.oid === "string" ? lfs.oid.toLowerCase() : "";
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw notAList(repository, `gives no SHA-256 for ${path}`);
  return { path, size, sha256 };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}

function notAList(repository: string, problem: string): RequestError {
  return new RequestError(
    repository,
    `the hub's list of its files ${problem}`,
    "check HF_ENDPOINT if it is set, or try again later",
    "final",
  );
}
