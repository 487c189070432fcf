import type { WantedFile } from "../choose-files.ts";
import { PartFile } from "../disk/part-file.ts";
import type { HubClient, HubResponse } from "./client.ts";
import { RequestError } from "./request-error.ts";

/** Where a file comes from. */
export interface Source {
  readonly client: HubClient;
  readonly repository: string;
  readonly revision: string;
}

/** What is told while a file is loaded. */
export interface DownloadEvents {
  /** @param bytes of the file that are on disk and in the checksum */
  onBytes(bytes: number): void;
  /** Bytes came over the network; some may be there already. */
  onReceived(bytes: number): void;
}

/**
 * Loads a file into a part of its own, goes on where an earlier try stopped, and verifies it. A server that knows no
 * ranges sends the file from its beginning; what is there already is then passed over.
 * @param path of the part; after this it holds all of the file, safely on the disk
 * @throws RequestError, FileError; the reason of `signal` if that was aborted. The part is kept then, unless it is wrong.
 */
export async function download(
  source: Source,
  file: WantedFile,
  path: string,
  signal: AbortSignal,
  events: DownloadEvents,
): Promise<void> {
  const part = await PartFile.open(path, file, signal, (bytes) => events.onBytes(bytes));
  try {
    const loading = new Download(source, file, part, signal, events);
    await loading.run();
    await part.sync();
  } finally {
    await part.close();
  }
}

class Download {
  /** Whether the file is put together from several answers, which may be of different versions. */
  private isPatched: boolean;
  /** False once the server has refused to send a part of the file. */
  private asksForRanges = true;
  /** What the hub said last about the content. */
  private last: HubResponse | undefined;
  private readonly subject: string;

  constructor(
    private readonly source: Source,
    private readonly file: WantedFile,
    private readonly part: PartFile,
    private readonly signal: AbortSignal,
    private readonly events: DownloadEvents,
  ) {
    this.isPatched = part.size > 0;
    this.subject = `${source.repository}, ${file.path}`;
  }

  async run(): Promise<void> {
    await this.receiveAll();
    if (this.isRight()) return;
    await this.startOver();
    if (this.isPatched) {
      await this.receiveAll();
      if (this.isRight()) return;
      await this.startOver();
    }
    const id = this.file.sha256 === undefined ? "its id in git" : "its SHA-256";
    throw this.final(
      `does not arrive as the hub describes it: ${id} differs`,
      "try again later, and tell the owner of the repository if it stays so",
    );
  }

  /** Asks for the rest until all is there; gives up after several answers that bring nothing. */
  private async receiveAll(): Promise<void> {
    const { part, signal, source } = this;
    for (let failures = 0; !part.isWhole; ) {
      const before = part.size;
      try {
        await this.receive();
        if (!part.isWhole) throw this.cutOff();
      } catch (error) {
        if (part.size > before) failures = 0;
        await source.client.waitAfter(error, failures++, signal);
      }
    }
  }

  /** Sends one request, and adds what comes to the part. */
  private async receive(): Promise<void> {
    const { part, file, events, signal } = this;
    const { client } = this.source;
    if (file.sha256 === undefined && this.condition() === undefined) await part.startOver();
    const from = part.size;
    if (from > 0) this.isPatched = true;
    const got = await this.get(from);
    this.last = got;
    let known = await this.overlap(got, from);
    for await (const piece of client.pieces(got, signal)) {
      events.onReceived(piece.byteLength);
      const news = piece.subarray(Math.min(known, piece.byteLength));
      known -= piece.byteLength - news.byteLength;
      if (news.byteLength > file.size - part.size) {
        await this.startOver();
        throw this.otherSize("more");
      }
      if (news.byteLength > 0) await part.append(news);
      events.onBytes(part.size);
    }
  }

  /** Asks for the file from a byte on. */
  private async get(from: number): Promise<HubResponse> {
    const { client, repository, revision } = this.source;
    const path = this.file.path.split("/").map(encodeURIComponent).join("/");
    const url = `${client.settings.endpoint}/${repository}/resolve/${encodeURIComponent(revision)}/${path}`;
    const headers: Record<string, string> = { "accept-encoding": "identity" };
    const isRange = from > 0 && this.asksForRanges;
    if (isRange) {
      headers.range = `bytes=${from}-`;
      const condition = this.condition();
      if (condition !== undefined) headers["if-range"] = condition;
    }
    try {
      return await client.get(url, { repository, revision, file: this.file.path }, this.signal, headers);
    } catch (error) {
      if (!isRange || !(error instanceof RequestError) || error.status !== 416) throw error;
      this.asksForRanges = false;
      return await this.get(from);
    }
  }

  /**
   * What has the server send a part of the file only if the file is still the same (RFC 9110, 13.1.5). It is needed where
   * no SHA-256 will tell whether all parts belong together.
   */
  private condition(): string | undefined {
    const tag = this.last?.response.headers.get("etag");
    return this.file.sha256 === undefined && tag?.startsWith('"') ? tag : undefined;
  }

  /**
   * Checks that an answer is about this file, and begins where it should.
   * @returns how many of its first bytes are in the part already
   */
  private async overlap({ response: { status, headers } }: HubResponse, from: number): Promise<number> {
    const { part, file } = this;
    if (status !== 206) {
      const length = headers.has("content-encoding") ? null : headers.get("content-length");
      if (length !== null && Number(length) !== file.size) throw this.otherSize(length);
      if (file.sha256 === undefined) await part.startOver();
      return part.size;
    }
    const [, start, total] = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(headers.get("content-range") ?? "") ?? [];
    if (total !== undefined && total !== "*" && Number(total) !== file.size) throw this.otherSize(total);
    if (start === undefined || Number(start) > from) {
      throw this.final("the server sends another part of it than was asked for", "try again later");
    }
    return from - Number(start);
  }

  /** Whether the whole file is what the hub described. */
  private isRight(): boolean {
    const { part, file, last } = this;
    if (part.matches() !== false) return true;
    // The ids of small files are git's where the hub's answers name them so too; mirrors may have ids of their own
    return file.sha256 === undefined && last?.etag !== file.gitId;
  }

  private async startOver(): Promise<void> {
    await this.part.startOver();
    this.events.onBytes(0);
  }

  private cutOff(): RequestError {
    const problem = `what came ends after ${this.part.size} of ${this.file.size} bytes`;
    return new RequestError(this.subject, problem, "run the same command again", "temporary");
  }

  /** @param size that the server says */
  private otherSize(size: string): RequestError {
    return this.final(
      `the server sends ${size} bytes where the hub's list says ${this.file.size}`,
      "run the same command again, since the repository may be changing",
    );
  }

  private final(problem: string, advice: string): RequestError {
    return new RequestError(this.subject, problem, advice, "final");
  }
}
