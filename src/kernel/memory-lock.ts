/**
 * Keeps the program in memory: mlock2(2), one mapping at a time.
 *
 * Not mlockall(2): V8 gives pages of its heap back with MADV_DONTNEED, which the kernel refuses
 * on locked memory, and V8 then aborts, at the next collection that frees a page. So everything
 * is locked but anonymous memory: program, libraries, stack and malloc's heap, which is what a
 * machine short of memory drops first. The V8 heap can only be swapped out, and only where there
 * is swap: MemorySwapMax=0 in the systemd unit forbids that.
 */
import { readFileSync } from "node:fs";
import type { KernelError } from "../ports/network.ts";
import { failure, type Result, success } from "../wire/result.ts";
import { errno } from "./errno.ts";
import { kernelError } from "./kernel-error.ts";
import type { Sys } from "./sys.ts";

/** A page is locked once it has been used: most of a program never is. */
const MLOCK_ONFAULT = 1;
const hexadecimal = (text: string): bigint => BigInt(`0x${text}`);
/**
 * proc_pid_maps(5): range, permissions, offset, device, inode, and a name unless it is anonymous.
 */
const mapping = /^([0-9a-f]+)-([0-9a-f]+) \S+ \S+ \S+ \S+ +(\S.*)$/;
const pagesOfTheKernel = new Set(["[vvar]", "[vvar_vclock]", "[vdso]", "[vsyscall]"]);

/** Call it when everything has been imported: what is loaded later is not locked. */
export function lockMemory(sys: Sys): Result<null, KernelError> {
  for (const line of readFileSync("/proc/self/maps", "utf8").split("\n")) {
    const [, start = "", end = "", name = ""] = mapping.exec(line) ?? [];
    if (name === "" || name.startsWith("[anon") || pagesOfTheKernel.has(name)) continue;
    const address = hexadecimal(start);
    const result = sys.mlock2(address, hexadecimal(end) - address, MLOCK_ONFAULT);
    if (result < 0) return failure(refusal(result));
  }
  return success(null);
}

/** Too low a RLIMIT_MEMLOCK shows as ENOMEM. */
function refusal(number: number): KernelError {
  const operation = "lock the program in memory";
  const asPermission = kernelError(operation, errno.EPERM, { capability: "CAP_IPC_LOCK" });
  return { ...kernelError(operation, number), remedy: asPermission.remedy };
}
