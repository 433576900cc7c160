/** Errors of sockets in a few words, for reasons of failed probes. */
import type { ProbeOutcome } from "../ports/prober.ts";

const words: ReadonlyMap<string, string> = new Map([
  ["ECONNREFUSED", "connection refused"],
  ["ECONNRESET", "connection reset"],
  ["ECONNABORTED", "connection aborted"],
  ["EPIPE", "connection closed"],
  ["ETIMEDOUT", "timed out"],
  ["EHOSTUNREACH", "no route to host"],
  ["EHOSTDOWN", "host is down"],
  ["ENETUNREACH", "network is unreachable"],
  ["ENETDOWN", "network is down"],
  ["ENOPROTOOPT", "protocol unreachable"],
  ["EADDRINUSE", "local address and port are in use"],
  ["EADDRNOTAVAIL", "no local address or port to bind to"],
  ["ENODEV", "no such interface"],
  ["EACCES", "not permitted"],
  ["EPERM", "not permitted"],
  ["EMSGSIZE", "message too long"],
  ["EMFILE", "too many open files"],
  ["ENFILE", "too many open files in the system"],
  ["ENOMEM", "no memory is left"],
  ["ENOBUFS", "no buffer is left"],
  ["EAFNOSUPPORT", "address family not supported by the kernel"],
]);

/** `errno` is symbolic; one without words stands for itself. */
export const failureInWords = (errno: string): string => words.get(errno) ?? errno;

/**
 * What this machine lacks, whatever is probed. A backup does not have the virtual address that its
 * probes are bound to, and is to know no worse of the servers for that.
 */
const ownTroubles = new Set([
  "EMFILE",
  "ENFILE",
  "ENOMEM",
  "ENOBUFS",
  "EADDRINUSE",
  "EADDRNOTAVAIL",
  "ENODEV",
]);

/** What an error of its socket says of a probe. */
export const outcomeOf = (errno: string): ProbeOutcome => ({
  ok: ownTroubles.has(errno) ? null : false,
  reason: failureInWords(errno),
});
