/** What the process may do, asked before anybody relies on it (capabilities(7)). */
import { readFileSync } from "node:fs";
import type { KernelError } from "../ports/network.ts";
import { failure, type Result, success } from "../wire/result.ts";
import { errno } from "./errno.ts";
import { kernelError } from "./kernel-error.ts";

/** Bit numbers (linux/capability.h). */
const bit = { CAP_NET_ADMIN: 12n, CAP_NET_RAW: 13n } as const;

/**
 * Whether `capability` is in the effective set of the process; where /proc does not say, the first
 * refusal of the kernel will. `purpose` completes "cannot …".
 */
export function requireCapability(
  capability: keyof typeof bit,
  purpose: string,
  status: () => string = () => readFileSync("/proc/self/status", "latin1"),
): Result<null, KernelError> {
  const effective = effectiveSet(status);
  if (effective === null || ((effective >> bit[capability]) & 1n) === 1n) return success(null);
  return failure(kernelError(purpose, errno.EPERM, { capability }));
}

function effectiveSet(status: () => string): bigint | null {
  try {
    const line = /^CapEff:\s*([0-9a-f]+)$/m.exec(status());
    return line === null ? null : BigInt(`0x${line[1]}`);
  } catch {
    return null;
  }
}
