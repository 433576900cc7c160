/** DNS_CHECK: a name server that answers a query without an error (RFC 1035 §4.1.1). */
import type { DnsCheck } from "../config/model/checker.ts";
import type { ProbeSocket, ProbeSockets } from "../ports/probe-sockets.ts";
import { failed, type StartAttempt, succeeded, timedOut } from "./attempt.ts";
import type { RandomBytes } from "./random-bytes.ts";
import { converse } from "./socket-attempt.ts";
import { socketOptions } from "./socket-options.ts";

export const dnsCheck =
  (sockets: ProbeSockets, random: RandomBytes): StartAttempt<DnsCheck> =>
  (checker, finish) => {
    const [high = 0, low = 0] = random(2);
    const identifier = (high << 8) | low;
    /** What came instead of the answer: it may still come. */
    let stray: string | null = null;
    return converse(sockets, socketOptions(checker, "udp"), finish, {
      connected: (socket) =>
        void sendQuery(socket, checker, identifier).catch(() =>
          finish(failed("the query cannot be written")),
        ),
      received: (bytes) => {
        const judged = judgeAnswer(bytes, identifier);
        if (judged.kind === "stray") stray = judged.what;
        else finish(judged.kind === "good" ? succeeded : failed(judged.reason));
      },
      silence: () => (stray === null ? timedOut : failed(stray)),
    });
  };

/** Most configurations have no DNS_CHECK, and no need of the library. */
const library = () => import("dns-packet");

/** A socket that is closed meanwhile sends nothing. */
async function sendQuery(socket: ProbeSocket, checker: DnsCheck, id: number): Promise<void> {
  const { encode, RECURSION_DESIRED } = await library();
  const question = { type: checker.recordType, name: checker.name, class: "IN" } as const;
  socket.send(encode({ type: "query", id, flags: RECURSION_DESIRED, questions: [question] }));
}

type Judged =
  | { readonly kind: "good" }
  | { readonly kind: "bad"; readonly reason: string }
  /** Of another query, or made up by somebody who cannot see ours. */
  | { readonly kind: "stray"; readonly what: string };

const headerBytes = 12;

/** The header tells; whether there are records, and which, is the name's affair. */
function judgeAnswer(bytes: Uint8Array, identifier: number): Judged {
  if (bytes.length < headerBytes) return { kind: "stray", what: "answer is cut short" };
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (view.getUint16(0) !== identifier) return { kind: "stray", what: "answer to another query" };
  const flags = view.getUint16(2);
  if ((flags & 0x8000) === 0) return { kind: "stray", what: "a query came back" };
  const code = flags & 0x000f;
  if (code === 0) return { kind: "good" };
  return { kind: "bad", reason: `answer with code ${codeNames[code] ?? code}` };
}

/** RFC 6895 §2.3. */
const codeNames = [
  "NOERROR",
  "FORMERR",
  "SERVFAIL",
  "NXDOMAIN",
  "NOTIMP",
  "REFUSED",
  "YXDOMAIN",
  "YXRRSET",
  "NXRRSET",
  "NOTAUTH",
  "NOTZONE",
];
