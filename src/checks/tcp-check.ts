/** TCP_CHECK: a handshake is enough (keepalived.md §17). */
import type { TcpCheck } from "../config/model/checker.ts";
import type { ProbeSockets } from "../ports/probe-sockets.ts";
import { type StartAttempt, succeeded } from "./attempt.ts";
import { converse } from "./socket-attempt.ts";
import { socketOptions } from "./socket-options.ts";

export const tcpCheck =
  (sockets: ProbeSockets): StartAttempt<TcpCheck> =>
  (checker, finish) => {
    const conversation = { connected: () => finish(succeeded) };
    // A connection in TIME_WAIT would keep a fixed local port from the next probe.
    const resets = checker.bindPort !== null;
    return converse(sockets, socketOptions(checker, "tcp"), finish, conversation, resets);
  };
