import { setTimeout as sleep } from "node:timers/promises";
import { version } from "../../../package.json";
import { networkError, silence } from "./network-errors.ts";
import { RequestError } from "./request-error.ts";
import type { HubSettings } from "./settings.ts";
import { type Asked, statusError } from "./status-errors.ts";

/** How patient the client is. */
export interface Patience {
  /** Seconds without a byte after which a request has failed. */
  readonly silence: number;
  /** Seconds before each new try, as long as no try gets any further. */
  readonly waits: readonly number[];
  /** The longest that a server may ask to wait, seconds. */
  readonly longestWait: number;
}

const usualPatience: Patience = { silence: 30, waits: [1, 2, 4, 8], longestWait: 300 };

const mostRedirects = 10;

/** An answer with content. */
export interface HubResponse {
  readonly response: Response;
  /** The host that sends the content. */
  readonly host: string;
  /** What identifies the content: the hub's own ETag if it redirects to a storage. Without quotes; weak ones too. */
  readonly etag: string | undefined;
}

/** Sends requests to a hub. Its token goes to the hub's own origin (scheme, host and port) and nowhere else. */
export class HubClient {
  private readonly origin: string;
  private wasReached = false;

  /** @param onWait told why a request is tried again, and in how many seconds */
  constructor(
    readonly settings: HubSettings,
    private readonly onWait: (problem: string, seconds: number) => void,
    private readonly patience: Patience = usualPatience,
  ) {
    this.origin = new URL(settings.endpoint).origin;
  }

  /**
   * Gets an address, once, following redirects.
   * @param url absolute
   * @param asked for errors
   * @throws RequestError; the reason of `signal` if that was aborted
   */
  async get(
    url: string,
    asked: Asked,
    signal: AbortSignal,
    headers: Record<string, string> = {},
  ): Promise<HubResponse> {
    let at = new URL(url);
    let etag: string | undefined;
    for (let redirects = 0; redirects <= mostRedirects; redirects++) {
      const response = await this.fetchOnce(at, signal, headers);
      this.wasReached = true;
      etag ??= contentTag(response.headers);
      const location = response.headers.get("location");
      if (!isRedirect(response.status) || location === null) {
        if (response.ok) return { response, host: at.host, etag };
        await response.body?.cancel();
        const isStorage = at.origin !== this.origin;
        throw statusError(response, asked, this.settings, { host: at.host, isStorage });
      }
      await response.body?.cancel();
      at = redirected(at, location);
    }
    throw new RequestError(at.host, "redirects in circles", "check HF_ENDPOINT if it is set", "final");
  }

  /**
   * Does something until it succeeds or there is no hope.
   * @throws RequestError when it fails for good, or has failed too often
   */
  async patiently<Result>(signal: AbortSignal, run: () => Promise<Result>): Promise<Result> {
    for (let failures = 0; ; failures++) {
      try {
        return await run();
      } catch (error) {
        await this.waitAfter(error, failures, signal);
      }
    }
  }

  /**
   * Waits before the next try.
   * @param failures how many tries have failed before this one without getting any further
   * @throws the error if another try would not help, or there were enough
   */
  async waitAfter(error: unknown, failures: number, signal: AbortSignal): Promise<void> {
    if (!(error instanceof RequestError) || error.failure === "final") throw error;
    if (error.failure === "unreachable" && !this.wasReached) throw error;
    if (failures >= this.patience.waits.length) throw error;
    const seconds = Math.max(this.patience.waits[failures], error.retryAfter ?? 0);
    if (seconds > this.patience.longestWait) {
      const minutes = Math.ceil(seconds / 60);
      throw new RequestError(
        error.subject,
        `${error.problem}, and asks to wait ${minutes} minutes`,
        error.advice,
        "final",
      );
    }
    this.onWait(`${error.subject}: ${error.problem}`, seconds);
    await sleep(1000 * seconds, undefined, { signal });
  }

  /**
   * The content of an answer, piece by piece.
   * @throws RequestError when it breaks off or nothing comes for a while
   */
  async *pieces({ response, host }: HubResponse, signal: AbortSignal): AsyncGenerator<Uint8Array, void> {
    if (response.body === null) return;
    const reader = response.body.getReader();
    try {
      for (;;) {
        const { value, done } = await this.inTime(host, signal, () => reader.read());
        if (done) return;
        yield value;
      }
    } finally {
      // Ends the connection if the content is not wanted to its end
      await reader.cancel().catch(() => {});
    }
  }

  private fetchOnce(url: URL, signal: AbortSignal, headers: Record<string, string>): Promise<Response> {
    const { token } = this.settings;
    const sent = new Headers({ "user-agent": `llama-nb/${version}`, ...headers });
    if (token !== undefined && url.origin === this.origin) sent.set("authorization", `Bearer ${token.value}`);
    const send = (abort: AbortSignal): Promise<Response> =>
      fetch(url, { headers: sent, redirect: "manual", signal: AbortSignal.any([signal, abort]) });
    return this.inTime(url.host, signal, send);
  }

  /** Runs a part of a request that must not take too long. */
  private async inTime<Result>(
    host: string,
    signal: AbortSignal,
    run: (abort: AbortSignal) => Promise<Result>,
  ): Promise<Result> {
    signal.throwIfAborted();
    const abort = new AbortController();
    const { promise: late, reject } = Promise.withResolvers<never>();
    const giveUp = (error: unknown): void => {
      reject(error);
      abort.abort();
    };
    const onAbort = (): void => giveUp(signal.reason);
    signal.addEventListener("abort", onAbort);
    const timer = setTimeout(
      () => giveUp(silence(host, this.patience.silence)),
      1000 * this.patience.silence,
    );
    try {
      return await Promise.race([run(abort.signal), late]);
    } catch (error) {
      if (signal.aborted || error instanceof RequestError) throw error;
      throw networkError(host, error);
    } finally {
      clearTimeout(timer);
      signal.removeEventListener("abort", onAbort);
    }
  }
}

function isRedirect(status: number): boolean {
  return [301, 302, 303, 307, 308].includes(status);
}

/** @throws RequestError for an address that no content should come from */
function redirected(from: URL, location: string): URL {
  const to = URL.parse(location, from);
  if (to === null || !/^https?:$/.test(to.protocol)) {
    throw new RequestError(
      from.host,
      "redirects to something that is no address",
      "check HF_ENDPOINT if it is set",
      "final",
    );
  }
  if (from.protocol === "https:" && to.protocol === "http:") {
    throw new RequestError(
      from.host,
      `redirects to ${to.host} without encryption`,
      "check HF_ENDPOINT if it is set",
      "final",
    );
  }
  return to;
}

function contentTag(headers: Headers): string | undefined {
  const tag = headers.get("x-linked-etag") ?? headers.get("etag");
  return tag?.replace(/^W\//, "").replace(/^"(.*)"$/, "$1");
}
