/** A refusal of the kernel as one line: what, why, and what to do. */
import type { KernelError } from "../../ports/network.ts";

/** `Cannot OPERATION: ERRNO, the kernel's words; what mends it`. */
export function refusalText({ operation, errno, explanation, remedy }: KernelError): string {
  const because = explanation === null ? errno : `${errno}, ${explanation}`;
  return `Cannot ${operation}: ${because}${remedy === null ? "" : `; ${remedy}`}`;
}
