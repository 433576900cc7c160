/** Sockets of health checks, all watched through one epoll descriptor (epoll(7)). */
import type { KernelError } from "../../ports/network.ts";
import type {
  ProbeSocket,
  ProbeSocketListener,
  ProbeSocketOptions,
  ProbeSockets,
} from "../../ports/probe-sockets.ts";
import { failure, type Result, success } from "../../wire/result.ts";
import { errno } from "../errno.ts";
import { kernelError } from "../kernel-error.ts";
import type { Poller } from "../poller.ts";
import { openSocket } from "../socket-options.ts";
import type { Sys } from "../sys.ts";
import { openEchoSocket } from "./echo-socket.ts";
import { type Epoll, openEpoll } from "./epoll.ts";
import { EpollProbeSocket, type ProbeSocketParts } from "./probe-socket.ts";
import { recipeFor } from "./recipe.ts";

/** The largest datagram. */
const bufferBytes = 64 * 1024;

export interface ClosableProbeSockets extends ProbeSockets {
  /** Closes every socket that is open; their listeners hear no more. */
  close(): void;
}

/** In the network namespace that the thread is in whenever a socket is opened. */
export function openProbeSockets(
  sys: Sys,
  poller: Poller,
): Result<ClosableProbeSockets, KernelError> {
  const epoll = openEpoll(sys, poller);
  return epoll.ok ? success(new EpollProbeSockets(sys, epoll.value)) : epoll;
}

class EpollProbeSockets implements ClosableProbeSockets {
  readonly #parts: ProbeSocketParts;

  constructor(sys: Sys, epoll: Epoll) {
    this.#parts = { sys, epoll, buffer: new Uint8Array(bufferBytes) };
  }

  open(
    options: ProbeSocketOptions,
    listener: ProbeSocketListener,
  ): Result<ProbeSocket, KernelError> {
    const { sys } = this.#parts;
    const { plan, destination, isDatagram } = recipeFor(options);
    const open = options.transport === "echo" ? openEchoSocket : openSocket;
    const opened = open(sys, plan);
    if (!opened.ok) return opened;
    const fd = opened.value;
    const connected = sys.connect(fd, destination);
    if (connected < 0 && connected !== -errno.EINPROGRESS) {
      sys.close(fd);
      return failure(kernelError(`${plan.operation}: connect it`, connected, plan.context));
    }
    const socket = new EpollProbeSocket(this.#parts, fd, isDatagram, listener);
    const registered = socket.register();
    if (registered >= 0) return success(socket);
    sys.close(fd);
    return failure(kernelError(`${plan.operation}: watch it`, registered));
  }

  close(): void {
    this.#parts.epoll.close();
  }
}
