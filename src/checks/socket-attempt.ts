/** A probe that is one conversation over one socket; what goes wrong with the socket is its reason. */

import type {
  ProbeSocket,
  ProbeSocketListener,
  ProbeSocketOptions,
  ProbeSockets,
} from "../ports/probe-sockets.ts";
import type { ProbeOutcome } from "../ports/prober.ts";
import { type Attempt, type Finish, nothingOpen, timedOut } from "./attempt.ts";
import { outcomeOf } from "./failure-words.ts";

export interface Conversation {
  connected(socket: ProbeSocket): void;
  /** The bytes are valid during the call only. */
  received?(bytes: Uint8Array): void;
  ended?(): void;
  /** See `Attempt`. */
  silence?(): ProbeOutcome;
}

/** `resets`: the connection is closed by a reset. */
export function converse(
  sockets: ProbeSockets,
  options: ProbeSocketOptions,
  finish: Finish,
  conversation: Conversation,
  resets = false,
): Attempt {
  const attempt = new SocketAttempt(finish, conversation, resets);
  const opened = sockets.open(options, attempt);
  if (opened.ok) {
    attempt.socket = opened.value;
    return attempt;
  }
  finish(outcomeOf(opened.error.errno));
  return nothingOpen;
}

class SocketAttempt implements Attempt, ProbeSocketListener {
  /** Opened right after this is made; nothing is heard before. */
  socket: ProbeSocket | null = null;
  readonly #finish: Finish;
  readonly #conversation: Conversation;
  readonly #resets: boolean;

  constructor(finish: Finish, conversation: Conversation, resets: boolean) {
    this.#finish = finish;
    this.#conversation = conversation;
    this.#resets = resets;
  }

  connected(): void {
    if (this.socket !== null) this.#conversation.connected(this.socket);
  }

  received(bytes: Uint8Array): void {
    this.#conversation.received?.(bytes);
  }

  ended(): void {
    this.#conversation.ended?.();
  }

  failed(errno: string): void {
    this.#finish(outcomeOf(errno));
  }

  silence(): ProbeOutcome {
    return this.#conversation.silence?.() ?? timedOut;
  }

  stop(): void {
    this.socket?.close(this.#resets);
  }
}
