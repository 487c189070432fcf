import { type Failure, RequestError } from "./request-error.ts";

const certificates = "check the clock of this computer, and whether a proxy replaces certificates";

/** What Bun's codes mean for people; most of those about certificates are OpenSSL's. */
const meanings: Readonly<Record<string, readonly [problem: string, advice: string, failure: Failure]>> = {
  ENOTFOUND: [
    "there is no address for this name",
    "check the network, and HF_ENDPOINT if it is set",
    "unreachable",
  ],
  EAI_AGAIN: ["its address cannot be looked up now", "check the network", "unreachable"],
  ECONNREFUSED: ["refuses connections", "check the network, and HF_ENDPOINT if it is set", "unreachable"],
  EHOSTUNREACH: ["cannot be reached from here", "check the network", "unreachable"],
  ENETUNREACH: ["cannot be reached from here", "check the network", "unreachable"],
  ECONNRESET: ["closed the connection", "run the same command again", "temporary"],
  EPIPE: ["closed the connection", "run the same command again", "temporary"],
  ETIMEDOUT: ["does not answer", "check the network", "temporary"],
  EPROTO: [
    "does not speak TLS in a way that is understood",
    "check whether HF_ENDPOINT should begin with http://",
    "final",
  ],
  CERT_HAS_EXPIRED: ["its certificate has expired", certificates, "final"],
  CERT_NOT_YET_VALID: ["its certificate is not valid yet", certificates, "final"],
  ERR_TLS_CERT_ALTNAME_INVALID: ["its certificate is for another name", certificates, "final"],
};

/** A failure below HTTP (name, connection, TLS) in words. @param host that was asked */
export function networkError(host: string, error: unknown): RequestError {
  const code = error instanceof Error && "code" in error ? String(error.code) : "unknown";
  const known = meanings[code];
  const because = { cause: error };
  if (known !== undefined)
    return new RequestError(host, `${known[0]} (${code})`, known[1], known[2], because);
  if (/CERT|SIGNATURE|ISSUER|TLS|SSL/.test(code)) {
    return new RequestError(
      host,
      `its certificate cannot be trusted (${code})`,
      certificates,
      "final",
      because,
    );
  }
  return new RequestError(
    host,
    `the connection failed (${code})`,
    "run the same command again",
    "temporary",
    because,
  );
}

/** The failure of a server from which nothing came for a while. */
export function silence(host: string, seconds: number): RequestError {
  return new RequestError(
    host,
    `sent nothing for ${seconds} s`,
    "check the network, and run the same command again",
    "unreachable",
  );
}
