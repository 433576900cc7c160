/** HTTP_GET: one page over a connection of its own (keepalived.md §17). */
import type { HttpCheck } from "../config/model/checker.ts";
import type { Patterns } from "../ports/patterns.ts";
import type { ProbeSockets } from "../ports/probe-sockets.ts";
import { refuse, type StartAttempt } from "./attempt.ts";
import { exchangeOf } from "./http/page-check.ts";
import { converse } from "./socket-attempt.ts";
import { socketOptions } from "./socket-options.ts";

export const httpCheck =
  (sockets: ProbeSockets, patterns: Patterns): StartAttempt<HttpCheck> =>
  (checker, finish, url) => {
    const exchange = exchangeOf(checker, url, patterns, finish);
    if (!exchange.ok) return refuse(finish, exchange.error);
    // A connection in TIME_WAIT would keep a bound port from the next probe.
    const resets = checker.bindPort !== null;
    return converse(sockets, socketOptions(checker, "tcp"), finish, exchange.value, resets);
  };
