/** UDP_CHECK: an ICMP error is failure, and silence is success unless a reply is required. */
import type { UdpCheck, UdpReply } from "../config/model/checker.ts";
import type { ProbeSockets } from "../ports/probe-sockets.ts";
import type { ProbeOutcome } from "../ports/prober.ts";
import { failed, type StartAttempt, succeeded, timedOut } from "./attempt.ts";
import type { RandomBytes } from "./random-bytes.ts";
import { converse } from "./socket-attempt.ts";
import { socketOptions } from "./socket-options.ts";

/** Small enough for every path, and hardly a request of any protocol. */
const randomPayloadBytes = 32;

export const udpCheck =
  (sockets: ProbeSockets, random: RandomBytes): StartAttempt<UdpCheck> =>
  (checker, finish) => {
    const { payload, reply } = checker;
    return converse(sockets, socketOptions(checker, "udp"), finish, {
      connected: (socket) =>
        socket.send(payload === null ? random(randomPayloadBytes) : bytesOfHexadecimal(payload)),
      received: (bytes) => finish(reply === null ? succeeded : judgeReply(bytes, reply)),
      silence: () => (reply === null ? succeeded : timedOut),
    });
  };

const bytesOfHexadecimal = (digits: string): Uint8Array => Buffer.from(digits, "hex");

function judgeReply(bytes: Uint8Array, reply: UdpReply): ProbeOutcome {
  const { length } = bytes;
  if (length < reply.minimumLength) return failed(`reply of ${length} bytes is too short`);
  if (length > reply.maximumLength) return failed(`reply of ${length} bytes is too long`);
  return beginsWith(bytes, reply.pattern) ? succeeded : failed("reply does not match");
}

/** `pattern` has two digits a byte, and `x` is any digit. */
function beginsWith(bytes: Uint8Array, pattern: string): boolean {
  const digits = Buffer.from(bytes.subarray(0, pattern.length / 2)).toString("hex");
  if (digits.length < pattern.length) return false;
  for (let index = 0; index < pattern.length; index++) {
    if (pattern[index] !== "x" && pattern[index] !== digits[index]) return false;
  }
  return true;
}
