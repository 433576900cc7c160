/** TCP_CHECK: a handshake is enough (behaviours §17). */
import type { TcpCheck } from "../config/model/checker.ts";
import type { ProbeSocket, ProbeSocketListener, ProbeSockets } from "../ports/probe-sockets.ts";
import {
  type Attempt,
  type Finish,
  failed,
  nothingOpen,
  type StartAttempt,
  succeeded,
} from "./attempt.ts";
import { failureInWords } from "./failure-words.ts";
import { socketOptions } from "./socket-options.ts";

export const tcpCheck =
  (sockets: ProbeSockets): StartAttempt<TcpCheck> =>
  (checker, finish) => {
    const attempt = new TcpAttempt(checker.bindPort !== null, finish);
    const opened = sockets.open(socketOptions(checker, "tcp"), attempt);
    if (!opened.ok) {
      finish(failed(failureInWords(opened.error.errno)));
      return nothingOpen;
    }
    attempt.socket = opened.value;
    return attempt;
  };

class TcpAttempt implements Attempt, ProbeSocketListener {
  socket: ProbeSocket | null = null;
  /** A connection in TIME_WAIT would keep its port from the next probe. */
  readonly #resets: boolean;
  readonly #finish: Finish;

  constructor(resets: boolean, finish: Finish) {
    this.#resets = resets;
    this.#finish = finish;
  }

  connected(): void {
    this.#finish(succeeded);
  }
  failed(errno: string): void {
    this.#finish(failed(failureInWords(errno)));
  }
  /** Nobody waits for bytes. */
  received(): void {}
  ended(): void {}

  stop(): void {
    this.socket?.close(this.#resets);
  }
}
