/** Bounds the kernel puts on a process: prlimit(2). */
import type { KernelError } from "../ports/network.ts";
import { failure, type Result, success } from "../wire/result.ts";
import { kernelError } from "./kernel-error.ts";
import { hostIsLittleEndian } from "./memory.ts";
import type { Sys } from "./sys.ts";

const RLIMIT_CORE = 4;
const RLIMIT_NOFILE = 7;
const RLIMIT_RTTIME = 15;
/** RLIM_INFINITY. */
export const unlimited = 2n ** 64n - 1n;

interface Limit {
  readonly soft: bigint;
  readonly hard: bigint;
}

type Outcome = Result<null, KernelError>;

/** At least so many open files; more than the hard limit needs CAP_SYS_RESOURCE. */
export function raiseOpenFiles(sys: Sys, wanted: number): Outcome {
  const operation = `allow ${wanted} open files`;
  const current = limitOf(sys, RLIMIT_NOFILE);
  const needed = BigInt(wanted);
  if (current.soft >= needed) return success(null);
  const hard = current.hard >= needed ? current.hard : needed;
  return setLimit(sys, RLIMIT_NOFILE, { soft: needed, hard }, operation);
}

/**
 * No more than so many open files, for this process and those that it starts: Node allows itself as
 * many as there may be, and many a program closes all it could have, one by one, when it starts.
 */
export function lowerOpenFiles(sys: Sys, wanted: number): Outcome {
  const { soft, hard } = limitOf(sys, RLIMIT_NOFILE);
  const lowered = soft < BigInt(wanted) ? soft : BigInt(wanted);
  return setLimit(sys, RLIMIT_NOFILE, { soft: lowered, hard }, `allow ${wanted} open files`);
}

/**
 * CPU time a real-time thread may use without ever waiting: SIGXCPU at four fifths and each second
 * after, SIGKILL at `hardMicros`. It stops a runaway loop from taking the machine.
 */
export function limitRealTime(sys: Sys, hardMicros: number): Outcome {
  const soft = BigInt(Math.max(1, Math.floor((hardMicros * 4) / 5)));
  const operation = `limit real-time running to ${hardMicros} us`;
  return setLimit(sys, RLIMIT_RTTIME, { soft, hard: BigInt(hardMicros) }, operation);
}

/** Core dumps of any size, or none. */
export function allowCoreDumps(sys: Sys, allowed: boolean): Outcome {
  const { hard } = limitOf(sys, RLIMIT_CORE);
  const limit = allowed ? { soft: unlimited, hard: unlimited } : { soft: 0n, hard };
  return setLimit(sys, RLIMIT_CORE, limit, allowed ? "allow core dumps" : "forbid core dumps");
}

function limitOf(sys: Sys, resource: number): Limit {
  const bytes = new Uint8Array(16);
  const result = sys.prlimit(0, resource, null, bytes);
  if (result < 0) throw new Error(`prlimit of resource ${resource} failed: errno ${-result}`);
  const view = new DataView(bytes.buffer);
  return {
    soft: view.getBigUint64(0, hostIsLittleEndian),
    hard: view.getBigUint64(8, hostIsLittleEndian),
  };
}

function setLimit(sys: Sys, resource: number, limit: Limit, operation: string): Outcome {
  const bytes = new Uint8Array(16);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, limit.soft, hostIsLittleEndian);
  view.setBigUint64(8, limit.hard, hostIsLittleEndian);
  const result = sys.prlimit(0, resource, bytes, null);
  if (result >= 0) return success(null);
  return failure(kernelError(operation, result, { capability: "CAP_SYS_RESOURCE" }));
}
