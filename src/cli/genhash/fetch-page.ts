/** Asks for one page by the ways that the checks go, within one deadline. */
import { type Attempt, type Finish, failed, refuse, timedOut } from "../../checks/attempt.ts";
import { failureInWords } from "../../checks/failure-words.ts";
import { PageExchange, type PageListener } from "../../checks/http/page-exchange.ts";
import { converse } from "../../checks/socket-attempt.ts";
import { TlsContexts } from "../../checks/tls/tls-contexts.ts";
import { converseSecurely } from "../../checks/tls/tls-conversation.ts";
import { noTlsMaterial } from "../../checks/tls/tls-material.ts";
import { systemTimers } from "../../daemon/timers.ts";
import { systemCalls } from "../../kernel/libc.ts";
import { createPoller } from "../../kernel/poller.ts";
import { openProbeSockets } from "../../kernel/probe-sockets/probe-sockets.ts";
import type { ProbeSocketOptions, ProbeSockets } from "../../ports/probe-sockets.ts";
import type { ProbeOutcome } from "../../ports/prober.ts";
import { encodeRequest, hostOf } from "../../wire/http/request.ts";
import { success } from "../../wire/result.ts";
import type { PageQuery } from "./options.ts";

/** `listen` makes the listener, which is to say how the page ended. */
export function fetchPage(
  query: PageQuery,
  listen: (finish: Finish) => PageListener,
): Promise<ProbeOutcome> {
  const sys = systemCalls();
  const poller = createPoller(sys, (problem) => {
    throw problem;
  });
  const opened = openProbeSockets(sys, poller);
  if (!opened.ok) return Promise.resolve(failed(failureInWords(opened.error.errno)));
  const sockets = opened.value;
  return new Promise((resolve) => {
    let attempt: Attempt | null = null;
    const end = (outcome: ProbeOutcome) =>
      // Not from within the callback of the socket that is closed here.
      setImmediate(() => {
        takeBack();
        attempt?.stop();
        sockets.close();
        resolve(outcome);
      });
    const takeBack = systemTimers.after(query.timeoutMicros, () => end(timedOut));
    attempt = startFetch(query, sockets, listen(end), end);
  });
}

function startFetch(
  query: PageQuery,
  sockets: ProbeSockets,
  listener: PageListener,
  finish: Finish,
): Attempt {
  const { address, port, path, httpVersion, closesConnection, mark, virtualHost } = query;
  const host = virtualHost ?? hostOf(address, port);
  const request = encodeRequest({ path, httpVersion, closesConnection, host });
  const exchange = new PageExchange(request, listener);
  const bound = { bindAddress: null, bindPort: null, bindInterface: null };
  const options: ProbeSocketOptions = { transport: "tcp", address, port, mark, ...bound };
  if (!query.usesTls) return converse(sockets, options, finish, exchange);
  const context = new TlsContexts(success(noTlsMaterial)).context(false);
  if (!context.ok) return refuse(finish, context.error);
  return converseSecurely(sockets, options, finish, exchange, {
    context: context.value,
    serverName: query.sendsName ? virtualHost : null,
    verifiedName: null,
    closeNotify: false,
    inspect: () => null,
  });
}
