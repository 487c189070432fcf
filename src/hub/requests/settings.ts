import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { UserError } from "../../common/errors.ts";

/** A hub of models, and how to ask it. */
export interface HubSettings {
  /** The address that all requests begin with, without a slash at its end. */
  readonly endpoint: string;
  readonly token?: AccessToken;
}

/** What tells the hub which account asks. */
export interface AccessToken {
  /** Secret: it belongs into the header of requests to the hub, and nowhere else. */
  readonly value: string;
  /** Where it comes from, for messages. */
  readonly source: string;
}

/** The public hub. */
export const defaultEndpoint = "https://huggingface.co";

/**
 * Reads the settings that Hugging Face's own tools use: HF_ENDPOINT, HF_TOKEN and, if that is not set, the file `token`
 * in HF_HOME, which is $XDG_CACHE_HOME/huggingface or ~/.cache/huggingface by default.
 * @throws UserError if one of them cannot be used; a token is not shown
 */
export function hubSettings(env: NodeJS.ProcessEnv = process.env): HubSettings {
  return { endpoint: endpointOf(env.HF_ENDPOINT || defaultEndpoint), token: tokenOf(env) };
}

function endpointOf(text: string): string {
  const url = URL.parse(text);
  // A password in the address would be shown in messages
  const isUsable =
    url !== null &&
    /^https?:$/.test(url.protocol) &&
    `${url.username}${url.password}${url.search}${url.hash}` === "";
  if (!isUsable) {
    throw new UserError("HF_ENDPOINT is not the address of a hub; set it to one such as https://hub.example");
  }
  return url.href.replace(/\/+$/, "");
}

function tokenOf(env: NodeJS.ProcessEnv): AccessToken | undefined {
  const named = env.HF_TOKEN?.trim();
  if (named) return checked(named, "HF_TOKEN");
  const cache = env.XDG_CACHE_HOME || join(env.HOME || homedir(), ".cache");
  const path = join(env.HF_HOME || join(cache, "huggingface"), "token");
  const stored = readToken(path);
  return stored === undefined || stored === "" ? undefined : checked(stored, path);
}

function checked(value: string, source: string): AccessToken {
  // Anything else could not be sent in a header
  if (/^[\x21-\x7e]{1,4096}$/.test(value)) return { value, source };
  throw new UserError(
    `${source}: holds no token, since there are spaces or special characters in it; correct it`,
  );
}

function readToken(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8").trim();
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    throw new UserError(
      `${path}: the token in it cannot be read (${code}); correct that, or set HF_TOKEN`,
      1,
      {
        cause,
      },
    );
  }
}
