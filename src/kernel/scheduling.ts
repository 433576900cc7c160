/** When and where the process runs: sched(7), setpriority(2). */
import { readdirSync } from "node:fs";
import type { KernelError } from "../ports/network.ts";
import { failure, type Result, success } from "../wire/result.ts";
import { kernelError } from "./kernel-error.ts";
import { int32Bytes } from "./memory.ts";
import type { Sys } from "./sys.ts";

export { lockMemory } from "./memory-lock.ts";

const SCHED_OTHER = 0;
const SCHED_RR = 2;
/** Children start with the standard policy: scripts must never run before the adverts. */
const SCHED_RESET_ON_FORK = 0x4000_0000;
const PRIO_PROCESS = 0;

type Outcome = Result<null, KernelError>;

/**
 * Runs the calling thread before all others of standard policy. `priority` is 1..99. The helper
 * threads of V8 stay as they are: none of them is waited for with a single-threaded collector.
 */
export function useRealTime(sys: Sys, priority: number): Outcome {
  const result = sys.schedSetscheduler(0, SCHED_RR | SCHED_RESET_ON_FORK, int32Bytes(priority));
  const operation = `run with real-time priority ${priority}`;
  return outcome(result, operation, "CAP_SYS_NICE");
}

/**
 * Back to the standard policy: long work, as reading the configuration, must not starve others.
 */
export function useStandardScheduling(sys: Sys): Outcome {
  // RESET_ON_FORK is not given up: a process without privilege could not.
  const result = sys.schedSetscheduler(0, SCHED_OTHER | SCHED_RESET_ON_FORK, int32Bytes(0));
  return outcome(result, "run with standard scheduling", "CAP_SYS_NICE");
}

/** -20 (most favourable) to 19, for all threads of the process. */
export function setNiceness(sys: Sys, niceness: number): Outcome {
  const operation = `run with niceness ${niceness}`;
  return forEachThread(operation, (threadId) => sys.setpriority(PRIO_PROCESS, threadId, niceness));
}

/**
 * All threads of the process on these CPUs, numbered from 0; EINVAL when none of them is there.
 */
export function setCpuAffinity(sys: Sys, cpus: readonly number[]): Outcome {
  const operation = `run on CPU ${cpus.join(", ")}`;
  const set = cpuSet(cpus);
  return forEachThread(operation, (threadId) => sys.schedSetaffinity(threadId, set));
}

/**
 * Bit n stands for CPU n, in words of the machine's order; little-endian ones run on by the byte.
 */
function cpuSet(cpus: readonly number[]): Uint8Array {
  const words = Math.floor(Math.max(0, ...cpus) / 64) + 1;
  const bytes = new Uint8Array(words * 8);
  for (const cpu of cpus) bytes[cpu >> 3] = (bytes[cpu >> 3] ?? 0) | (1 << (cpu & 7));
  return bytes;
}

function forEachThread(operation: string, apply: (threadId: number) => number): Outcome {
  for (const name of readdirSync("/proc/self/task")) {
    const applied = outcome(apply(Number(name)), operation, "CAP_SYS_NICE");
    if (!applied.ok) return applied;
  }
  return success(null);
}

function outcome(result: number, operation: string, capability: string): Outcome {
  return result < 0 ? failure(kernelError(operation, result, { capability })) : success(null);
}
