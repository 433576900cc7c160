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
import { type OpenedSocket, openEchoSocket } from "./echo-socket.ts";
import { type Epoll, openEpoll } from "./epoll.ts";
import { type PingPermission, pingPermission } from "./ping-permission.ts";
import { EpollProbeSocket, type ProbeSocketParts } from "./probe-socket.ts";
import { type Recipe, recipeFor } from "./recipe.ts";

/** The largest datagram. */
const bufferBytes = 64 * 1024;

export interface ClosableProbeSockets extends ProbeSockets {
  /** Closes every socket that is open; their listeners hear no more. */
  close(): void;
}

/** Each is in the network namespace that the thread is in when it is opened. */
export function openProbeSockets(
  sys: Sys,
  poller: Poller,
  permission = pingPermission(),
): Result<ClosableProbeSockets, KernelError> {
  const epoll = openEpoll(sys, poller);
  return epoll.ok ? success(new EpollProbeSockets(sys, epoll.value, permission)) : epoll;
}

class EpollProbeSockets implements ClosableProbeSockets {
  readonly #parts: ProbeSocketParts;

  readonly #permission: PingPermission;

  constructor(sys: Sys, epoll: Epoll, permission: PingPermission) {
    this.#permission = permission;
    this.#parts = { sys, epoll, buffer: new Uint8Array(bufferBytes) };
  }

  open(
    options: ProbeSocketOptions,
    listener: ProbeSocketListener,
  ): Result<ProbeSocket, KernelError> {
    const { sys } = this.#parts;
    const recipe = recipeFor(options);
    const { plan, destination } = recipe;
    const opened = this.#openSocket(options, recipe);
    if (!opened.ok) return opened;
    const { fd, kind } = opened.value;
    const connected = sys.connect(fd, destination);
    if (connected < 0 && connected !== -errno.EINPROGRESS) {
      sys.close(fd);
      return failure(kernelError(`${plan.operation}: connect it`, connected, plan.context));
    }
    const socket = new EpollProbeSocket(this.#parts, fd, kind, listener);
    const registered = socket.register();
    if (registered >= 0) return success(socket);
    sys.close(fd);
    return failure(kernelError(`${plan.operation}: watch it`, registered));
  }

  #openSocket(
    { transport }: ProbeSocketOptions,
    { plan, kind }: Recipe,
  ): Result<OpenedSocket, KernelError> {
    const { sys } = this.#parts;
    if (transport === "echo") return openEchoSocket(sys, plan, this.#permission);
    const opened = openSocket(sys, plan);
    return opened.ok ? success({ fd: opened.value, kind }) : opened;
  }

  close(): void {
    this.#parts.epoll.close();
    this.#permission.withdraw();
  }
}
