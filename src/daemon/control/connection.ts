/**
 * One reader of the control socket. It is never waited for: one that does not read what it asked
 * for, sends what is no question, or asks nothing for long is let go.
 */
import type { Socket } from "node:net";
import { failure, type Result } from "../../wire/result.ts";
import type { Micros } from "../../wire/units.ts";
import { LineSplitter } from "../lines.ts";
import type { Timers } from "../timers.ts";
import type { ControlHandlers } from "./handler.ts";
import {
  type ControlItem,
  type ControlReply,
  type ControlRequest,
  type Hello,
  longestRequestBytes,
  type Refusal,
  readRequest,
} from "./messages.ts";

export interface ConnectionLimits {
  /** Waiting for the reader, besides one reply: beyond this it is dropped. */
  readonly queueBytes: number;
  /** Questions that are not answered yet. */
  readonly questions: number;
  /** Without a question, and for reading what was sent. */
  readonly idleMicros: Micros;
}

export interface ConnectionParts {
  readonly hello: Hello;
  readonly handlers: ControlHandlers;
  readonly limits: ConnectionLimits;
  readonly timers: Timers;
  /** A handler threw: it should not have. */
  broken(command: string, problem: unknown): void;
}

export class ControlConnection {
  readonly #socket: Socket;
  readonly #parts: ConnectionParts;
  readonly #gone = new AbortController();
  #questions = 0;
  #cancelIdle: () => void = () => undefined;

  constructor(socket: Socket, parts: ConnectionParts) {
    this.#socket = socket;
    this.#parts = parts;
    const tooLong = (): void =>
      this.#refuse(`A line may have ${longestRequestBytes} bytes at most`);
    const splitter = new LineSplitter(longestRequestBytes, (line) => this.#asked(line), tooLong);
    socket.on("data", (chunk: Buffer) => splitter.push(chunk));
    socket.on("error", () => undefined);
    socket.on("close", () => {
      this.#cancelIdle();
      this.#gone.abort();
    });
    this.#write(parts.hello);
    this.#rest();
  }

  close(): void {
    this.#socket.destroy();
  }

  #asked(line: string): void {
    if (this.#socket.destroyed || this.#socket.writableEnded) return;
    const request = readRequest(line);
    if (request === null)
      return this.#refuse('Expected a line such as {"id":1,"command":"status"}');
    if (this.#questions >= this.#parts.limits.questions) {
      return this.#refuse(`No more than ${this.#parts.limits.questions} questions at once`);
    }
    this.#questions++;
    this.#cancelIdle();
    void this.#answer(request).then((reply) => {
      this.#questions--;
      this.#write(reply);
      this.#rest();
    });
  }

  async #answer(request: ControlRequest): Promise<ControlReply> {
    const { id } = request;
    const result = await this.#handle(request);
    return result.ok
      ? { id, ok: true, answer: result.value }
      : { id, ok: false, error: result.error };
  }

  async #handle(request: ControlRequest): Promise<Result<unknown, string>> {
    const { id, command } = request;
    const { handlers, broken } = this.#parts;
    const handler = Object.hasOwn(handlers, command) ? handlers[command] : undefined;
    if (handler === undefined) return failure(`This daemon knows no command "${command}"`);
    const send = (item: unknown): boolean => this.#write({ id, item });
    try {
      return await handler(request, { send, gone: this.#gone.signal });
    } catch (problem) {
      broken(command, problem);
      return failure("The daemon failed to answer; its log says how");
    }
  }

  /** The reader is told why, and has no more to say. */
  #refuse(error: string): void {
    if (this.#socket.writableEnded) return;
    refuse(this.#socket, error);
    this.#rest();
  }

  #write(value: Hello | ControlReply | ControlItem): boolean {
    const socket = this.#socket;
    if (socket.destroyed || !socket.writable) return false;
    if (socket.writableLength > this.#parts.limits.queueBytes) {
      socket.destroy();
      return false;
    }
    socket.write(`${JSON.stringify(value)}\n`);
    return true;
  }

  /** From now on it has so much time to read what it asked for, and to ask more. */
  #rest(): void {
    this.#cancelIdle();
    const { timers, limits } = this.#parts;
    if (this.#questions > 0 || this.#socket.destroyed) return;
    this.#cancelIdle = timers.after(limits.idleMicros, () => this.#socket.destroy());
  }
}

/** One that is not served any more, or not at all. */
export function refuse(socket: Socket, error: string): void {
  const refusal: Refusal = { kind: "refused", error };
  socket.end(`${JSON.stringify(refusal)}\n`);
}
