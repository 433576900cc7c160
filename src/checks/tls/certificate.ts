/** What a real server's certificate says against it. */
import { isIP } from "node:net";
import type { PeerCertificate, TLSSocket } from "node:tls";

const dayMillis = 86_400_000;

/** OpenSSL's names of what may be wrong with a chain (X509_STORE_CTX_get_error(3)). */
const words: ReadonlyMap<string, string> = new Map([
  ["CERT_HAS_EXPIRED", "certificate has expired"],
  ["CERT_NOT_YET_VALID", "certificate is not valid yet"],
  ["DEPTH_ZERO_SELF_SIGNED_CERT", "certificate is self-signed"],
  ["SELF_SIGNED_CERT_IN_CHAIN", "certificate is signed by an authority that is not trusted"],
  ["UNABLE_TO_GET_ISSUER_CERT", "an authority's certificate is missing"],
  ["UNABLE_TO_GET_ISSUER_CERT_LOCALLY", "certificate is signed by an unknown authority"],
  ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", "certificate is signed by an unknown authority"],
  ["CERT_REVOKED", "certificate is revoked"],
  ["INVALID_PURPOSE", "certificate is not for servers"],
]);

/** Null where it is trusted, and `socket` was asked to verify. */
export function problemOf(socket: TLSSocket): string | null {
  if (socket.authorized) return null;
  // An error, whatever its type says; the code of OpenSSL, or words of the name's verification.
  const problem: unknown = socket.authorizationError;
  const code = problem instanceof Error && "code" in problem ? problem.code : problem;
  if (code === "ERR_TLS_CERT_ALTNAME_INVALID") return wrongName(socket.getPeerCertificate());
  return words.get(String(code)) ?? `certificate is not trusted: ${code}`;
}

function wrongName({ subject, subjectaltname }: PeerCertificate): string {
  const names = subjectaltname?.replaceAll(/DNS:|IP Address:/g, "") ?? subject?.CN ?? "nobody";
  return `certificate is for ${names}`;
}

/** Who a server has to be: a name, or the address where there is none. */
export const verifiedName = (
  serverName: string | null,
  hostHeader: string | null,
  address: string,
): string => serverName ?? (hostHeader === null ? address : withoutPort(hostHeader));

const withoutPort = (host: string): string => {
  const bracketed = /^\[(.*)\]/.exec(host)?.[1];
  return bracketed ?? (isIP(host) === 0 ? host.replace(/:\d*$/, "") : host);
};

/** Null while it lasts longer than that. */
export function expiryWarning(
  { valid_to }: PeerCertificate,
  warningDays: number,
  nowMillis: number,
): string | null {
  const leftMillis = Date.parse(valid_to) - nowMillis;
  if (Number.isNaN(leftMillis) || leftMillis > warningDays * dayMillis) return null;
  if (leftMillis < 0) return `certificate has ended on ${valid_to}`;
  const days = Math.floor(leftMillis / dayMillis);
  return `certificate ends in ${days} ${days === 1 ? "day" : "days"}`;
}
