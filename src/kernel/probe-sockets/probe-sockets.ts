/** Sockets of health checks, all watched through one epoll descriptor (epoll(7)). */
import type { KernelError } from "../../ports/network.ts";
import type { ProbeSockets } from "../../ports/probe-sockets.ts";
import type { Result } from "../../wire/result.ts";
import { failure } from "../../wire/result.ts";
import { kernelError } from "../kernel-error.ts";
import type { Poller } from "../poller.ts";
import type { Sys } from "../sys.ts";

export interface ClosableProbeSockets extends ProbeSockets {
  /** Closes every socket that is open; their listeners hear no more. */
  close(): void;
}

export function openProbeSockets(
  _sys: Sys,
  _poller: Poller,
): Result<ClosableProbeSockets, KernelError> {
  return failure(kernelError("open sockets for health checks", -38));
}
