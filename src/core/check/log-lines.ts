/** What a checker says in the log, in keepalived's words (keepalived.md §17.2). */
import type { Checker } from "../../config/model/checker.ts";
import type { CheckSubject } from "./state.ts";

type Kind = Checker["kind"];

/** How the log calls a failed check, and a connection of one. */
const titles: Record<Kind, { readonly check: string; readonly connection: string }> = {
  tcp: { check: "TCP_CHECK", connection: "TCP connection" },
  udp: { check: "UDP_CHECK", connection: "UDP connection" },
  ping: { check: "ICMP CHECK", connection: "ICMP connection" },
  dns: { check: "DNS_CHECK", connection: "DNS connection" },
  http: { check: "HTTP_CHECK", connection: "HTTP connection" },
  ssl: { check: "SSL_CHECK", connection: "SSL connection" },
  smtp: { check: "SMTP_CHECK", connection: "SMTP connection" },
  misc: { check: "MISC_CHECK", connection: "MISC_CHECK" },
  file: { check: "FILE_CHECK", connection: "FILE_CHECK" },
  bfd: { check: "BFD_CHECK", connection: "BFD_CHECK" },
};

export function succeededLine(subject: CheckSubject): string {
  const { checker, server } = subject;
  switch (checker.kind) {
    case "http":
    case "ssl":
      return `Remote Web server ${server} succeed on service.`;
    case "smtp":
      return `Remote SMTP server ${server} succeed on service.`;
    case "misc":
      return `${miscTitle(subject)} succeeded.`;
    case "file":
    case "bfd":
      return `${titles[checker.kind].check} on service ${server} success.`;
    default:
      return `${titles[checker.kind].connection} to ${server} success.`;
  }
}

/** One url of several, of a server that is coming up. */
export function urlSucceededLine({ checker, server }: CheckSubject, index: number): string {
  const url = checker.kind === "http" || checker.kind === "ssl" ? checker.urls[index] : undefined;
  const what = url?.digest == null ? "HTTP status code" : "MD5 digest";
  return `${what} success to ${server} url(${url?.path ?? ""})`;
}

/** The check has failed; `retries` are those that failed after the first probe. */
export function failedLine(subject: CheckSubject, retries: number, reason: string): string {
  const { checker, server } = subject;
  if (checker.kind === "misc") {
    return `${miscTitle(subject)} ${miscFailure(reason, miscRetries(checker.retry, retries))}.`;
  }
  const after = retries === 0 ? "" : ` after ${retries} retries`;
  return `${titles[checker.kind].check} on service ${server} failed${after}. (${reason})`;
}

/** `log_all_failures`: one probe of a sound server has failed, whatever follows from it. */
export function attemptFailedLine(subject: CheckSubject, reason: string): string {
  const { checker, server } = subject;
  if (checker.kind === "misc") return `${miscTitle(subject)} ${miscFailure(reason, "")}.`;
  return `${titles[checker.kind].connection} to ${server} failed. (${reason})`;
}

export const notMadeLine = ({ checker, server }: CheckSubject, reason: string): string =>
  `${titles[checker.kind].check} on service ${server} cannot be made: ${reason}. Its state stays`;

export const warningLine = ({ checker, server }: CheckSubject, warning: string): string =>
  `${titles[checker.kind].check} on service ${server}: ${warning}`;

export const activityLine = (
  { server, virtualServer }: CheckSubject,
  change: "Activating" | "Suspending",
): string => `${change} healthchecker for service ${server} for VS ${virtualServer}`;

function miscRetries(retry: number, retries: number): string {
  if (retry === 0) return " with retry disabled";
  if (retries === 0) return "";
  return ` after ${retries} ${retries === 1 ? "retry" : "retries"}`;
}

const miscFailure = (reason: string, after: string): string =>
  reason === "timed out" ? `timed out${after}` : `failed${after} (${reason})`;

function miscTitle({ checker, server, virtualServer }: CheckSubject): string {
  const program = checker.kind === "misc" ? checker.command.argv[0] : "";
  return `Misc check for [${server} VS ${virtualServer}] by [${program}]`;
}
