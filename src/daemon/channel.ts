/**
 * One end of a socket pair between two processes of the daemon: messages (`protocol/`) are JSON, one a
 * line, and data only, so that they can be logged and replayed.
 *
 * A process may be killed in the middle of a line, and the one that takes its place inherits the
 * same socket pair: so every end starts with an empty line, and a line that is no message is
 * dropped and counted.
 */
import { Socket } from "node:net";
import { LineSplitter } from "./lines.ts";

/** Above the largest configuration that is read: three hundred thousand real servers. */
const longestLineBytes = 256 * 1024 * 1024;

export interface Message {
  readonly kind: string;
}

export interface ChannelListener<Incoming> {
  receive(message: Incoming): void;
  /** The other end is gone. */
  closed?(): void;
}

export interface Channel<Outgoing extends Message> {
  /** False when the other end does not read and the message was dropped. Never blocks. */
  send(message: Outgoing): boolean;
  /** More waits than the other end reads at once. */
  readonly isBehind: boolean;
  /** Calls back when it is no longer behind, unless it breaks. */
  onceRead(action: () => void): void;
  /** Resolves when everything sent has reached the kernel or the channel broke. */
  drained(): Promise<void>;
  close(): void;
  readonly dropped: number;
}

/** A channel on an inherited descriptor. */
export function channelOnDescriptor<Incoming extends Message, Outgoing extends Message>(
  descriptor: number,
  listener: ChannelListener<Incoming>,
  queueLimitBytes: number,
): Channel<Outgoing> {
  const socket = new Socket({ fd: descriptor, readable: true, writable: true });
  return channelOnSocket(socket, listener, queueLimitBytes);
}

/** `queueLimitBytes` bounds what waits for a slow reader; one message may exceed it alone. */
export function channelOnSocket<Incoming extends Message, Outgoing extends Message>(
  socket: Socket,
  listener: ChannelListener<Incoming>,
  queueLimitBytes: number,
): Channel<Outgoing> {
  let dropped = 0;
  const turn = new WriteTurn(socket);
  const splitter = new LineSplitter(longestLineBytes, (line) => {
    const message = decodeMessage<Incoming>(line);
    if (message === null) dropped++;
    else listener.receive(message);
  });
  socket.on("data", (chunk: Buffer) => splitter.push(chunk));
  // A dead process resets the connection: `close` follows and says all there is to say.
  socket.on("error", () => undefined);
  socket.on("close", () => listener.closed?.());
  socket.write("\n");

  return {
    send(message) {
      const full = socket.writableLength > queueLimitBytes;
      if (full || socket.destroyed || !socket.writable) {
        dropped++;
        return false;
      }
      turn.willWrite();
      socket.write(`${JSON.stringify(message)}\n`);
      return true;
    },
    drained() {
      turn.end();
      return drainedOf(socket);
    },
    onceRead: (action) => void socket.once("drain", action),
    close: () => socket.destroy(),
    get isBehind() {
      return socket.writableNeedDrain;
    },
    get dropped() {
      return dropped;
    },
  };
}

/**
 * The first message of a turn of the event loop is written at once; the others, thousands of log
 * lines perhaps, are one write at its end.
 */
class WriteTurn {
  readonly #socket: Socket;
  #written: "none" | "one" | "more" = "none";

  constructor(socket: Socket) {
    this.#socket = socket;
  }

  willWrite(): void {
    if (this.#written === "none") {
      this.#written = "one";
      setImmediate(() => this.end());
    } else if (this.#written === "one") {
      this.#written = "more";
      this.#socket.cork();
    }
  }

  end(): void {
    if (this.#written === "more") this.#socket.uncork();
    this.#written = "none";
  }
}

function drainedOf(socket: Socket): Promise<void> {
  if (socket.destroyed || socket.writableLength === 0) return Promise.resolve();
  return new Promise((resolve) => {
    socket.once("close", () => resolve());
    socket.write("\n", () => resolve());
  });
}

function decodeMessage<Incoming extends Message>(line: string): Incoming | null {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value !== "object" || value === null || !("kind" in value)) return null;
    return typeof value.kind === "string" ? (value as Incoming) : null;
  } catch {
    return null;
  }
}
