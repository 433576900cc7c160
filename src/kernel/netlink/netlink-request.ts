/** A request with what is needed to say that it was refused. */
import type { KernelError } from "../../ports/network.ts";
import type { Acknowledgement } from "../../wire/netlink/acknowledgement.ts";
import type { NetlinkDecodeError } from "../../wire/netlink/message.ts";
import { type ErrorContext, kernelError } from "../kernel-error.ts";

export interface NetlinkRequest {
  /** "add 10.0.0.1/24 to eth0". */
  readonly operation: string;
  /** As the codecs make it; the client numbers it in place. */
  readonly message: Uint8Array;
  readonly context?: ErrorContext;
}

/** `number` is an error number, positive or negative. */
export const refusal = (
  request: NetlinkRequest,
  number: number,
  explanation: string | null,
): KernelError => kernelError(request.operation, number, { ...request.context, explanation });

/** What the kernel says of a refusal, in one line, or null where it says nothing. */
export function explained(answer: Acknowledgement): string | null {
  const { explanation, offset, missingAttribute } = answer;
  const parts: string[] = [];
  if (explanation !== null) parts.push(explanation);
  if (offset !== null) parts.push(`at byte ${offset} of the request`);
  if (missingAttribute !== null) parts.push(`attribute ${missingAttribute} is missing`);
  return parts.length === 0 ? null : parts.join(", ");
}

export const malformed = ({ code, offset }: NetlinkDecodeError): string =>
  `the kernel's answer cannot be read: ${code} at byte ${offset}`;

export const silent = "the kernel did not answer";
export const unsteady = "the table changed faster than it could be read";
