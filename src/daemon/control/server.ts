/** The control socket: a bounded number of readers, and a file that is there while the daemon is. */
import { lstatSync, unlinkSync } from "node:fs";
import { createServer, type Server, type Socket } from "node:net";
import { seconds } from "../../wire/units.ts";
import type { Logger } from "../log/logger.ts";
import type { Timers } from "../timers.ts";
import { productVersion } from "../version.ts";
import { type ConnectionLimits, ControlConnection, refuse } from "./connection.ts";
import type { ControlHandlers } from "./handler.ts";
import { controlVersion } from "./messages.ts";

/** sun_path of unix(7), with its end. */
const longestPathBytes = 107;
const readersAtOnce = 64;

const limits: ConnectionLimits = {
  queueBytes: 1024 * 1024,
  questions: 8,
  idleMicros: seconds(60),
};

export interface ControlServerParts {
  readonly handlers: ControlHandlers;
  readonly timers: Timers;
  readonly logger: Logger;
}

export interface ControlServer {
  /** Lets all readers go, and takes the file away. */
  close(): void;
}

/**
 * Listens at the path, which is the caller's alone: what an earlier daemon left there is replaced.
 * Null where that cannot be, which the log then says: a daemon runs without it too.
 */
export function openControlServer(path: string, parts: ControlServerParts): ControlServer | null {
  const { logger } = parts;
  const refused = (why: string): void =>
    logger.error(`Cannot listen on control socket ${path}: ${why}; status and why have no answer`);
  const problem = clearPath(path);
  if (problem !== null) {
    refused(problem);
    return null;
  }
  const readers = new Readers(parts);
  const server = createServer((socket) => readers.add(socket));
  server.on("error", (error) => refused(error.message));
  listen(server, path);
  return {
    close() {
      server.close();
      readers.close();
    },
  };
}

class Readers {
  readonly #parts: ControlServerParts;
  readonly #open = new Set<ControlConnection>();

  constructor(parts: ControlServerParts) {
    this.#parts = parts;
  }

  add(socket: Socket): void {
    if (this.#open.size >= readersAtOnce) {
      socket.on("error", () => undefined);
      socket.resume();
      return refuse(socket, `${readersAtOnce} commands are connected already: end one of them`);
    }
    const { handlers, timers, logger } = this.#parts;
    const connection = new ControlConnection(socket, {
      hello: {
        kind: "hello",
        version: controlVersion,
        product: "Holdfast",
        release: productVersion,
        processId: process.pid,
      },
      handlers,
      limits,
      timers,
      broken: (command, problem) =>
        logger.error(`Control command "${command}" failed: ${traceOf(problem)}`),
    });
    this.#open.add(connection);
    socket.once("close", () => this.#open.delete(connection));
  }

  close(): void {
    for (const connection of this.#open) connection.close();
  }
}

/** The file is its owner's alone from the first moment: binding happens at once. */
function listen(server: Server, path: string): void {
  const umask = process.umask(0o177);
  try {
    server.listen(path);
  } finally {
    process.umask(umask);
  }
}

/** Null, or why there is no place. */
function clearPath(path: string): string | null {
  if (Buffer.byteLength(path) > longestPathBytes) {
    return `the path of a socket has ${longestPathBytes} bytes at most`;
  }
  try {
    const there = lstatSync(path, { throwIfNoEntry: false });
    if (there === undefined) return null;
    if (!there.isSocket()) return "another file is there";
    unlinkSync(path);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

const traceOf = (problem: unknown): string =>
  problem instanceof Error ? (problem.stack ?? problem.message) : String(problem);
