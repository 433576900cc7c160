/** PING_CHECK: an echo request has its reply (RFC 792, RFC 4443 §4). */
import type { PingCheck } from "../config/model/checker.ts";
import type { ProbeSockets } from "../ports/probe-sockets.ts";
import { familyOf } from "../wire/address.ts";
import { decodeIcmpEcho, encodeIcmpEcho, type IcmpEcho } from "../wire/net/icmp-echo.ts";
import { type StartAttempt, succeeded } from "./attempt.ts";
import type { RandomBytes } from "./random-bytes.ts";
import { converse } from "./socket-attempt.ts";
import { socketOptions } from "./socket-options.ts";

/** What other echo messages cannot have by chance; with the header as long as ping(8)'s. */
const dataBytes = 56;

export const pingCheck =
  (sockets: ProbeSockets, random: RandomBytes): StartAttempt<PingCheck> =>
  (checker, finish) => {
    const family = familyOf(checker.address);
    const data = random(dataBytes);
    const [high = 0, low = 0] = data;
    const sequence = (high << 8) | low;
    // The kernel writes the socket's own identifier, and gives the socket no reply with another.
    const request: IcmpEcho = { kind: "request", identifier: 0, sequence, data };
    return converse(sockets, socketOptions(checker, "echo"), finish, {
      connected: (socket) => socket.send(encodeIcmpEcho(request, family)),
      received: (bytes) => {
        const echo = decodeIcmpEcho(bytes, family);
        if (echo.ok && answers(echo.value, request)) finish(succeeded);
      },
    });
  };

const answers = (echo: IcmpEcho, request: IcmpEcho): boolean =>
  echo.kind === "reply" &&
  echo.sequence === request.sequence &&
  Buffer.compare(echo.data, request.data) === 0;
