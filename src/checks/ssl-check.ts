/** SSL_GET: a page over TLS; beyond keepalived's, a look at the certificate (behaviours §17). */
import type { TLSSocket } from "node:tls";
import type { SslCheck } from "../config/model/checker.ts";
import type { Patterns } from "../ports/patterns.ts";
import type { ProbeSockets } from "../ports/probe-sockets.ts";
import { failure, type Result, success } from "../wire/result.ts";
import { type Finish, failed, refuse, type StartAttempt } from "./attempt.ts";
import { exchangeOf } from "./http/page-check.ts";
import type { PageExchange } from "./http/page-exchange.ts";
import { converse } from "./socket-attempt.ts";
import { socketOptions } from "./socket-options.ts";
import { expiryWarning, problemOf, verifiedName } from "./tls/certificate.ts";
import type { TlsContexts } from "./tls/tls-contexts.ts";
import { type Carried, TlsConversation, type TlsWay } from "./tls/tls-conversation.ts";

/** `contexts` gives those of the configuration that holds now. */
export const sslCheck =
  (
    sockets: ProbeSockets,
    patterns: Patterns,
    contexts: () => TlsContexts,
  ): StartAttempt<SslCheck> =>
  (checker, finish, place) => {
    const page = new SecurePage(checker, finish);
    const way = wayOf(checker, place, contexts());
    const exchange = exchangeOf(checker, place, patterns, page.finish);
    if (!way.ok) return refuse(finish, way.error);
    if (!exchange.ok) return refuse(finish, exchange.error);
    page.exchange = exchange.value;
    const conversation = new TlsConversation(way.value, page, finish);
    const attempt = converse(sockets, socketOptions(checker, "tcp"), finish, conversation);
    return {
      stop() {
        attempt.stop();
        conversation.stop();
      },
    };
  };

function wayOf(checker: SslCheck, place: number, contexts: TlsContexts): Result<TlsWay, string> {
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
  });
}

/** The page, and before it the certificate. */
class SecurePage implements Carried {
  exchange: PageExchange | null = null;
  readonly #checker: SslCheck;
  readonly #finish: Finish;
  #warning: string | null = null;

  constructor(checker: SslCheck, finish: Finish) {
    this.#checker = checker;
    this.#finish = finish;
  }

  readonly finish: Finish = (outcome) => {
    const isWarned = outcome.ok && outcome.warning === null && this.#warning !== null;
    this.#finish(isWarned ? { ...outcome, warning: this.#warning } : outcome);
  };

  secured(socket: TLSSocket): void {
    const { verifiesCertificate, expiryWarningDays } = this.#checker;
    const problem = verifiesCertificate ? problemOf(socket) : null;
    if (problem !== null) return this.#finish(failed(problem));
    if (expiryWarningDays !== null) {
      this.#warning = expiryWarning(socket.getPeerCertificate(), expiryWarningDays, Date.now());
    }
    this.exchange?.connected({ send: (bytes) => void socket.write(bytes) });
  }

  received(bytes: Uint8Array): void {
    this.exchange?.received(bytes);
  }

  ended(): void {
    this.exchange?.ended();
  }
}
