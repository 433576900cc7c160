import { closeSync, openSync } from "node:fs";
import type { KernelError } from "../ports/network.ts";
import { failure, type Result } from "../wire/result.ts";
import { kernelError } from "./kernel-error.ts";
import { enterNetworkNamespace } from "./namespace.ts";
import type { Sys } from "./sys.ts";
import { systemErrorNumber } from "./system-error.ts";

/** The calling thread's, which is the main one. */
const ownNamespace = "/proc/thread-self/ns/net";

/**
 * Runs `action` on the calling thread in another network namespace, and comes back: the sockets that
 * it opens stay in there. Null is where the thread is.
 */
export function withinNetworkNamespace<Value>(
  sys: Sys,
  nameOrPath: string | null,
  action: () => Result<Value, KernelError>,
): Result<Value, KernelError> {
  if (nameOrPath === null) return action();
  let home: number;
  try {
    home = openSync(ownNamespace, "r");
  } catch (problem) {
    return failure(kernelError(`open ${ownNamespace}`, systemErrorNumber(problem)));
  }
  const back = (): void => {
    const returned = enterNetworkNamespace(sys, `/proc/self/fd/${home}`);
    closeSync(home);
    // In the wrong namespace nothing that this process does would be right.
    if (!returned.ok) throw new Error(`cannot return from network namespace ${nameOrPath}`);
  };
  try {
    const entered = enterNetworkNamespace(sys, nameOrPath);
    return entered.ok ? action() : entered;
  } finally {
    back();
  }
}
