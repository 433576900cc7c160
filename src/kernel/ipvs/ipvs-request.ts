/** Encoded messages as requests to IPVS. */
import type { KernelError } from "../../ports/network.ts";
import type { NetlinkEncodeError } from "../../wire/netlink/message-writer.ts";
import { failure, type Result, success } from "../../wire/result.ts";
import { errno } from "../errno.ts";
import type { ErrorContext } from "../kernel-error.ts";
import { type NetlinkRequest, refusal } from "../netlink/netlink-request.ts";

type Encoded = Result<Uint8Array, NetlinkEncodeError>;

/** IPVS is changed by who administers the network. */
const ipvsContext: ErrorContext = {
  capability: "CAP_NET_ADMIN",
  kernelOption: "CONFIG_IP_VS_IPV6",
};

/** A value that does not fit its place in the message is refused as the kernel would. */
export function preparedRequest(
  operation: string,
  message: Encoded,
  context: ErrorContext = {},
): Result<NetlinkRequest, KernelError> {
  const whole = { ...ipvsContext, ...context };
  if (message.ok) return success({ operation, message: message.value, context: whole });
  const { code, attribute } = message.error;
  const place = attribute === null ? "" : ` (attribute ${attribute})`;
  const request = { operation, message: new Uint8Array(0), context: whole };
  return failure(refusal(request, errno.EINVAL, `it cannot be asked: ${code}${place}`));
}

/** Of a message that carries nothing, or only what was read from the kernel. */
export function requestOf(operation: string, message: Encoded): NetlinkRequest {
  const request = preparedRequest(operation, message);
  if (!request.ok) throw new Error(`${operation}: ${request.error.explanation}`);
  return request.value;
}
