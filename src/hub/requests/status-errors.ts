import { RequestError } from "./request-error.ts";
import type { HubSettings } from "./settings.ts";

/** What was asked for when a server answered that it will not give it. */
export interface Asked {
  readonly repository: string;
  readonly revision: string;
  /** Undefined for the list of files. */
  readonly file?: string;
}

/**
 * An answer without content, in words. The codes in the header X-Error-Code are those of huggingface_hub's
 * `hf_raise_for_status`.
 * @param host that answered
 * @param isStorage whether that is a storage which the hub redirected to
 */
export function statusError(
  { status, headers }: Pick<Response, "status" | "headers">,
  asked: Asked,
  settings: HubSettings,
  { host, isStorage }: { readonly host: string; readonly isStorage: boolean },
): RequestError {
  const { repository, revision, file } = asked;
  const { endpoint, token } = settings;
  const subject = file === undefined ? repository : `${repository}, ${file}`;
  const code = headers.get("x-error-code");
  const final = (problem: string, advice: string) =>
    new RequestError(subject, `${problem} (${status})`, advice, "final", { status });
  const temporary = (problem: string, advice: string) =>
    new RequestError(subject, `${problem} (${status})`, advice, "temporary", {
      status,
      retryAfter: retryAfter(headers),
    });

  if (status === 429) {
    const more = token === undefined ? ", or set HF_TOKEN, which raises the limit" : "";
    return temporary(`${host} gets too many requests from here`, `run the same command again later${more}`);
  }
  if (status >= 500 || status === 408) {
    return temporary(`${host} cannot answer now`, "run the same command again later");
  }
  if (status === 416)
    return final(
      "is shorter than the hub's list says",
      "run the same command again, since it may be changing",
    );
  // The addresses that the hub redirects to expire
  if (isStorage) return temporary(`the storage at ${host} refuses`, "run the same command again");
  if (code === "GatedRepo" || status === 403) {
    const account =
      token === undefined
        ? "then set HF_TOKEN to a token of your account"
        : `use a token (${token.source}) that may read it`;
    return final("access is not granted", `accept the licence at ${endpoint}/${repository}, and ${account}`);
  }
  if (status === 401 && token !== undefined) {
    return final(
      `${host} does not accept the token of ${token.source}`,
      `make a new one at ${endpoint}/settings/tokens`,
    );
  }
  if (status === 401) {
    return final(
      `${host} gives it to known accounts only, or has no such repository`,
      `check the name, and set HF_TOKEN to a token from ${endpoint}/settings/tokens`,
    );
  }
  if (status === 404 && code === "RevisionNotFound") {
    return final(`has no revision ${revision}`, `see which there are at ${endpoint}/${repository}`);
  }
  if (status === 404 && file !== undefined) {
    return final(
      "is listed but not there",
      "run the same command again, since the repository may be changing",
    );
  }
  if (status === 404) {
    const more =
      token === undefined ? ", or set HF_TOKEN if it is private" : ", and whether your token may read it";
    return final(`${host} has no such repository`, `check the name${more}`);
  }
  return final(
    `${host} gives an answer that was not expected`,
    "check HF_ENDPOINT if it is set, or try again later",
  );
}

/** Seconds, from a number of seconds or a date (RFC 9110, 10.2.3). */
function retryAfter(headers: Headers): number | undefined {
  const text = headers.get("retry-after")?.trim() ?? "";
  if (/^\d{1,9}$/.test(text)) return Number(text);
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : Math.max(0, (date - Date.now()) / 1000);
}
