/**
 * Network and mount namespaces (setns(2), mount_namespaces(7)).
 *
 * A namespace belongs to a thread. Enter it from the main thread before Node's thread pool has
 * been used and before any worker exists: threads and processes made later inherit it, earlier
 * ones do not.
 */
import { closeSync, openSync } from "node:fs";
import type { KernelError } from "../ports/network.ts";
import { failure, type Result, success } from "../wire/result.ts";
import { kernelError } from "./kernel-error.ts";
import type { Sys } from "./sys.ts";
import { systemErrorNumber } from "./system-error.ts";

const CLONE_NEWNS = 0x0002_0000;
const CLONE_NEWNET = 0x4000_0000;
const MS_BIND = 0x1000;
const MS_REC = 0x4000;
const MS_SLAVE = 0x8_0000;

/** Where `ip netns` keeps the namespaces it named. */
const namedNamespaces = "/run/netns";
const needsAdmin = { capability: "CAP_SYS_ADMIN", kernelOption: "CONFIG_NET_NS" };

/** The file of a namespace given by name, or by a path when there is a slash in it. */
const namespacePath = (nameOrPath: string): string =>
  nameOrPath.includes("/") ? nameOrPath : `${namedNamespaces}/${nameOrPath}`;

/** Moves the calling thread into a network namespace. */
export function enterNetworkNamespace(sys: Sys, nameOrPath: string): Result<null, KernelError> {
  const operation = `enter network namespace ${nameOrPath}`;
  const path = namespacePath(nameOrPath);
  let fd: number;
  try {
    fd = openSync(path, "r");
  } catch (problem) {
    const error = kernelError(operation, systemErrorNumber(problem), needsAdmin);
    const remedy = error.remedy ?? `check that ${path} exists: ip netns list`;
    return failure({ ...error, remedy });
  }
  const result = sys.setns(fd, CLONE_NEWNET);
  closeSync(fd);
  return result < 0 ? failure(kernelError(operation, result, needsAdmin)) : success(null);
}

/** From here on, what this thread mounts is seen by it and its children only. */
export function unshareMounts(sys: Sys): Result<null, KernelError> {
  const operation = "make a private mount namespace";
  const unshared = sys.unshare(CLONE_NEWNS);
  if (unshared < 0) return failure(kernelError(operation, unshared, needsAdmin));
  // Slave, not private: what the machine mounts later is still to appear here.
  const marked = sys.mount(null, "/", null, MS_REC | MS_SLAVE, null);
  return marked < 0 ? failure(kernelError(operation, marked, needsAdmin)) : success(null);
}

/** Shows the directory `source` at `target`, which exists; after `unshareMounts` for us alone. */
export function bindMount(sys: Sys, source: string, target: string): Result<null, KernelError> {
  const result = sys.mount(source, target, null, MS_BIND, null);
  if (result >= 0) return success(null);
  return failure(kernelError(`show ${source} at ${target}`, result, needsAdmin));
}
