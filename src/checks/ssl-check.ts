/** SSL_GET: a page over TLS; beyond keepalived's, a look at the certificate (keepalived.md §17). */
import type { TLSSocket } from "node:tls";
import type { SslCheck } from "../config/model/checker.ts";
import type { Patterns } from "../ports/patterns.ts";
import type { ProbeSockets } from "../ports/probe-sockets.ts";
import { failure, type Result, success } from "../wire/result.ts";
import { type Finish, refuse, type StartAttempt } from "./attempt.ts";
import { exchangeOf } from "./http/page-check.ts";
import { socketOptions } from "./socket-options.ts";
import { expiryWarning, problemOf, verifiedName } from "./tls/certificate.ts";
import type { TlsContexts } from "./tls/tls-contexts.ts";
import { converseSecurely, type TlsWay } from "./tls/tls-conversation.ts";

/** `contexts` gives those of the configuration that holds now. */
export const sslCheck =
  (
    sockets: ProbeSockets,
    patterns: Patterns,
    contexts: () => TlsContexts,
  ): StartAttempt<SslCheck> =>
  (checker, finish, place) => {
    const certificate = new CertificateLook(checker, finish);
    const way = wayOf(checker, place, contexts(), certificate.inspect);
    const exchange = exchangeOf(checker, place, patterns, certificate.finish);
    if (!way.ok) return refuse(finish, way.error);
    if (!exchange.ok) return refuse(finish, exchange.error);
    const options = socketOptions(checker, "tcp");
    return converseSecurely(sockets, options, finish, exchange.value, way.value);
  };

function wayOf(
  checker: SslCheck,
  place: number,
  contexts: TlsContexts,
  inspect: TlsWay["inspect"],
): Result<TlsWay, string> {
  const url = checker.urls[place];
  if (url === undefined) return failure(`there is no url ${place}`);
  const context = contexts.context(checker.verifiesCertificate);
  if (!context.ok) return context;
  const { serverName, hostHeader, closeNotify } = url;
  const name = verifiedName(serverName, hostHeader, checker.address);
  return success({
    context: context.value,
    serverName,
    closeNotify,
    verifiedName: checker.verifiesCertificate ? name : null,
    inspect,
  });
}

/** What the certificate says ends the probe, or is said with its outcome. */
class CertificateLook {
  readonly #checker: SslCheck;
  readonly #finish: Finish;
  #warning: string | null = null;

  constructor(checker: SslCheck, finish: Finish) {
    this.#checker = checker;
    this.#finish = finish;
  }

  readonly inspect = (socket: TLSSocket): string | null => {
    const { verifiesCertificate, expiryWarningDays } = this.#checker;
    if (expiryWarningDays !== null) {
      this.#warning = expiryWarning(socket.getPeerCertificate(), expiryWarningDays, Date.now());
    }
    return verifiesCertificate ? problemOf(socket) : null;
  };

  readonly finish: Finish = (outcome) => {
    const isWarned = outcome.ok && outcome.warning === null && this.#warning !== null;
    this.#finish(isWarned ? { ...outcome, warning: this.#warning } : outcome);
  };
}
