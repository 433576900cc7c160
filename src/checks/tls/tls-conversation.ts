/** A conversation within TLS, over a connection that is handed to Node's. */
import type { Socket } from "node:net";
import type { SecureContext, TLSSocket } from "node:tls";
import type { ProbeSocket, ProbeSocketOptions, ProbeSockets } from "../../ports/probe-sockets.ts";
import { type Attempt, type Finish, failed } from "../attempt.ts";
import { failureInWords } from "../failure-words.ts";
import { type Conversation, converse } from "../socket-attempt.ts";
import { tlsLibrary } from "./tls-contexts.ts";

export interface TlsWay {
  readonly context: SecureContext;
  /** For the hello; null sends none. */
  readonly serverName: string | null;
  /** Who the server has to be; null where nobody asks. */
  readonly verifiedName: string | null;
  readonly closeNotify: boolean;
  /** Looks at the certificate; gives what is wrong with it, or null. */
  readonly inspect: (socket: TLSSocket) => string | null;
}

/** What is carried: it speaks when the handshake is done. */
export interface Carried {
  connected(sender: { send(bytes: Uint8Array): void }): void;
  received(bytes: Uint8Array): void;
  ended(): void;
}

/** As `converse`, over TLS. */
export function converseSecurely(
  sockets: ProbeSockets,
  options: ProbeSocketOptions,
  finish: Finish,
  carried: Carried,
  way: TlsWay,
): Attempt {
  const conversation = new TlsConversation(way, carried, finish);
  const attempt = converse(sockets, options, finish, conversation);
  return {
    stop() {
      attempt.stop();
      conversation.stop();
    },
  };
}

/** Of a goodbye that the peer does not take. */
const farewellMillis = 1000;
/** Weak keys are the servers' affair, as ciphers are. */
const smallestKeyBits = 1;

class TlsConversation implements Conversation {
  readonly #way: TlsWay;
  readonly #carried: Carried;
  readonly #finish: Finish;
  #connection: Socket | null = null;
  #secure: TLSSocket | null = null;
  #begin: NodeJS.Immediate | null = null;
  #isSecured = false;

  constructor(way: TlsWay, carried: Carried, finish: Finish) {
    this.#way = way;
    this.#carried = carried;
    this.#finish = finish;
  }

  connected(socket: ProbeSocket): void {
    const { Socket } = process.getBuiltinModule("node:net");
    const fd = socket.release();
    const connection = new Socket({ fd, readable: true, writable: true, allowHalfOpen: true });
    connection.on("error", (problem) => this.#finish(failed(this.#reasonOf(problem))));
    this.#connection = connection;
    // This is called outside of Node's own callbacks, where its streams do not make progress.
    this.#begin = setImmediate(() => this.#handshake(connection));
  }

  stop(): void {
    if (this.#begin !== null) clearImmediate(this.#begin);
    const secure = this.#secure;
    if (secure === null) {
      this.#connection?.destroy();
      return;
    }
    secure.removeAllListeners();
    secure.on("error", () => {});
    if (!this.#way.closeNotify || !this.#isSecured) {
      secure.destroy();
      return;
    }
    secure.setTimeout(farewellMillis, () => secure.destroy());
    secure.end(() => secure.destroy());
  }

  #handshake(connection: Socket): void {
    this.#begin = null;
    const { context, serverName, verifiedName } = this.#way;
    const tls = tlsLibrary();
    const secure = tls.connect({
      socket: connection,
      secureContext: context,
      // An address is no server name (RFC 6066 §3).
      servername: serverName ?? "",
      rejectUnauthorized: false,
      minDHSize: smallestKeyBits,
      checkServerIdentity: (_, certificate) =>
        verifiedName === null ? undefined : tls.checkServerIdentity(verifiedName, certificate),
    });
    this.#secure = secure;
    secure.on("secureConnect", () => this.#secured(secure));
    secure.on("data", (bytes) => this.#carried.received(bytes));
    secure.on("end", () => this.#ended());
    secure.on("error", (problem) => this.#finish(failed(this.#reasonOf(problem))));
    secure.on("close", () => this.#ended());
  }

  #secured(secure: TLSSocket): void {
    this.#isSecured = true;
    const problem = this.#way.inspect(secure);
    if (problem !== null) return this.#finish(failed(problem));
    this.#carried.connected({ send: (bytes) => void secure.write(bytes) });
  }

  #ended(): void {
    if (this.#isSecured) this.#carried.ended();
    else this.#finish(failed("connection closed within the TLS handshake"));
  }

  #reasonOf(problem: Error): string {
    const code = "code" in problem ? String(problem.code) : "";
    if ("reason" in problem) return `TLS: ${problem.reason}`;
    // What Node says, and not the kernel, when the peer hangs up before the end of the handshake.
    if (code === "ECONNRESET" && !("syscall" in problem)) {
      return "connection closed within the TLS handshake";
    }
    return code === "" ? `TLS: ${problem.message}` : failureInWords(code);
  }
}
