/** Sockets that do what the test says, and remember what they were asked for. */
import type {
  ProbeSocket,
  ProbeSocketListener,
  ProbeSocketOptions,
  ProbeSockets,
} from "../../../src/ports/probe-sockets.ts";
import { failure, success } from "../../../src/wire/result.ts";

export class FakeSocket implements ProbeSocket {
  readonly options: ProbeSocketOptions;
  /** What the test lets happen to the socket. */
  readonly peer: ProbeSocketListener;
  readonly sent: Uint8Array[] = [];
  /** How it was closed, once for each time. */
  readonly closed: ("reset" | "gently")[] = [];

  constructor(options: ProbeSocketOptions, listener: ProbeSocketListener) {
    this.options = options;
    this.peer = listener;
  }

  send(bytes: Uint8Array): void {
    if (this.closed.length === 0) this.sent.push(Uint8Array.from(bytes));
  }
  close(reset = false): void {
    this.closed.push(reset ? "reset" : "gently");
  }
  release(): number {
    throw new Error("nobody asks for it here");
  }
}

export class FakeSockets implements ProbeSockets {
  readonly opened: FakeSocket[] = [];
  /** Refuses with this error number's name from now on. */
  refusal: string | null = null;

  open(options: ProbeSocketOptions, listener: ProbeSocketListener) {
    if (this.refusal !== null) {
      const error = { operation: "open", errno: this.refusal, explanation: null, remedy: null };
      return failure(error);
    }
    const socket = new FakeSocket(options, listener);
    this.opened.push(socket);
    return success(socket);
  }
}
