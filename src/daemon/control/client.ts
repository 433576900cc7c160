/** The other end of the control socket: what the commands ask the daemon with. */
import { createConnection, type Socket } from "node:net";
import { failure, type Result, success } from "../../wire/result.ts";
import { LineSplitter } from "../lines.ts";
import {
  type ControlReply,
  controlVersion,
  type FromDaemon,
  type Hello,
  longestReplyBytes,
  readFromDaemon,
} from "./messages.ts";

export interface ControlFailure {
  /** `noDaemon`: nobody listens there. `refused`: the daemon's own answer. */
  readonly code: "noDaemon" | "notPermitted" | "refused" | "lost" | "timedOut";
  /** A sentence or two for the user, with what to do. */
  readonly message: string;
}

export type Answer = Result<unknown, ControlFailure>;

export interface ControlClient {
  readonly hello: Hello;
  /** One question; its answer, or why there is none within the limit. */
  ask(command: string, parameters: object, limitMillis?: number): Promise<Answer>;
  /** Resolves when the daemon ends the stream, or is gone. */
  follow(command: string, parameters: object, item: (item: unknown) => void): Promise<Answer>;
  close(): void;
}

const defaultLimitMillis = 10_000;

/** Connects to the first of the paths at which a daemon listens. */
export async function openControl(
  paths: readonly string[],
): Promise<Result<ControlClient, ControlFailure>> {
  let last: ControlFailure = noDaemon(paths, "no path");
  for (const path of paths) {
    const opened = await connect(path, paths);
    if (opened.ok || opened.error.code !== "noDaemon") return opened;
    last = opened.error;
  }
  return failure(last);
}

async function connect(
  path: string,
  paths: readonly string[],
): Promise<Result<ControlClient, ControlFailure>> {
  const socket = createConnection(path);
  const greeted = Promise.withResolvers<Result<ControlClient, ControlFailure>>();
  const client = new Client(socket, (result) => greeted.resolve(result));
  socket.once("error", (error: NodeJS.ErrnoException) => {
    greeted.resolve(failure(refusal(error, path, paths)));
  });
  const timer = setTimeout(() => greeted.resolve(failure(tired())), defaultLimitMillis);
  const result = await greeted.promise;
  clearTimeout(timer);
  if (!result.ok) client.close();
  return result;
}

interface Waiting {
  resolve(answer: Answer): void;
  readonly item: ((item: unknown) => void) | null;
}

class Client implements ControlClient {
  readonly #socket: Socket;
  readonly #greeted: (result: Result<ControlClient, ControlFailure>) => void;
  readonly #waiting = new Map<number, Waiting>();
  #hello: Hello | null = null;
  #lost: ControlFailure | null = null;
  #lastId = 0;

  constructor(socket: Socket, greeted: (result: Result<ControlClient, ControlFailure>) => void) {
    this.#socket = socket;
    this.#greeted = greeted;
    const splitter = new LineSplitter(longestReplyBytes, (line) => this.#said(line));
    socket.on("data", (chunk: Buffer) => splitter.push(chunk));
    socket.on("error", () => undefined);
    socket.on("close", () => this.#end(lost()));
  }

  get hello(): Hello {
    if (this.#hello === null) throw new Error("nobody has greeted yet");
    return this.#hello;
  }

  async ask(
    command: string,
    parameters: object,
    limitMillis = defaultLimitMillis,
  ): Promise<Answer> {
    const { promise, resolve } = Promise.withResolvers<Answer>();
    const timer = setTimeout(() => resolve(failure(tired())), limitMillis);
    this.#send(command, parameters, { resolve, item: null });
    return promise.finally(() => clearTimeout(timer));
  }

  follow(command: string, parameters: object, item: (item: unknown) => void): Promise<Answer> {
    const { promise, resolve } = Promise.withResolvers<Answer>();
    this.#send(command, parameters, { resolve, item });
    return promise;
  }

  close(): void {
    this.#socket.destroy();
  }

  #send(command: string, parameters: object, waiting: Waiting): void {
    if (this.#lost !== null) return waiting.resolve(failure(this.#lost));
    const id = ++this.#lastId;
    this.#waiting.set(id, waiting);
    this.#socket.write(`${JSON.stringify({ ...parameters, id, command })}\n`);
  }

  #said(line: string): void {
    const message = readFromDaemon(line);
    if (message === null) return;
    if ("kind" in message) return this.#opened(message);
    const waiting = this.#waiting.get(message.id);
    if ("item" in message) return waiting?.item?.(message.item);
    this.#waiting.delete(message.id);
    waiting?.resolve(answerIn(message));
  }

  #opened(message: Extract<FromDaemon, { kind: string }>): void {
    if (message.kind === "refused") {
      return this.#end({ code: "refused", message: `${message.error}.` });
    }
    if (message.version !== controlVersion) {
      return this.#end({
        code: "refused",
        message:
          `The daemon (${message.product} ${message.release}) speaks version ${message.version} ` +
          `of the control socket, this command version ${controlVersion}: use the daemon's own.`,
      });
    }
    this.#hello = message;
    this.#greeted(success(this));
  }

  #end(why: ControlFailure): void {
    this.#lost ??= why;
    this.#greeted(failure(this.#lost));
    for (const { resolve } of this.#waiting.values()) resolve(failure(this.#lost));
    this.#waiting.clear();
  }
}

const answerIn = (reply: ControlReply): Answer =>
  reply.ok ? success(reply.answer) : failure({ code: "refused", message: reply.error });

function refusal(
  { code = "", message }: NodeJS.ErrnoException,
  path: string,
  paths: readonly string[],
): ControlFailure {
  if (code === "EACCES" || code === "EPERM") {
    return { code: "notPermitted", message: `${path} is root's: run the command as root.` };
  }
  const isAbsent = ["ENOENT", "ECONNREFUSED", "ENOTDIR", "ENOTSOCK"].includes(code);
  if (isAbsent) return noDaemon(paths, path);
  return { code: "lost", message: `Cannot connect to ${path}: ${message}.` };
}

const noDaemon = (paths: readonly string[], path: string): ControlFailure => ({
  code: "noDaemon",
  message:
    `No daemon listens on ${paths.length === 0 ? path : paths.join(" or ")}. Start one with ` +
    "holdfast run, or name the socket of one that was started with -p, -s or an instance name: " +
    "--socket, --namespace, --instance-name.",
});

const lost = (): ControlFailure => ({
  code: "lost",
  message: "The daemon has closed the connection: it has ended, or this command did not read.",
});

const tired = (): ControlFailure => ({
  code: "timedOut",
  message: "The daemon does not answer in time; its log may say why.",
});
