/** What a process tells the kernel about itself: prctl(2). None of it needs a privilege. */
import type { Sys } from "./sys.ts";

const PR_SET_PDEATHSIG = 1;
const PR_SET_NAME = 15;
const PR_SET_CHILD_SUBREAPER = 36;
const SIGTERM = 15;
/** TASK_COMM_LEN with its closing zero. */
const nameRoomBytes = 16;

/**
 * SIGTERM for this process when its parent ends. False when the parent has ended already: then no
 * signal will come, and the caller ends by itself.
 */
export function endWithParent(sys: Sys, parentProcessId: number): boolean {
  assertDone(sys.prctl(PR_SET_PDEATHSIG, SIGTERM));
  return process.ppid === parentProcessId;
}

/** Orphaned grandchildren come to this process, which reaps them. */
export function adoptOrphans(sys: Sys): void {
  assertDone(sys.prctl(PR_SET_CHILD_SUBREAPER, 1));
}

/** What `ps -e` and `top` show; cut to 15 bytes. */
export function setProcessName(sys: Sys, name: string): void {
  const bytes = new Uint8Array(nameRoomBytes);
  new TextEncoder().encodeInto(name, bytes.subarray(0, nameRoomBytes - 1));
  assertDone(sys.prctl(PR_SET_NAME, bytes));
}

function assertDone(result: number): void {
  if (result < 0) throw new Error(`prctl failed: errno ${-result}`);
}
