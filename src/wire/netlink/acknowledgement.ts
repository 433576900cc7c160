/** NLMSG_ERROR and NLMSG_DONE: how a request ended (netlink(7), NETLINK_EXT_ACK). */
import { failure, type Result, success } from "../result.ts";
import { AttributeReader } from "./attribute-reader.ts";
import {
  aligned,
  headerBytes,
  messageFlag,
  messageType,
  type NetlinkDecodeError,
  type NetlinkMessage,
  viewOf,
} from "./message.ts";

export interface Acknowledgement {
  /** Positive errno, or 0 for success. */
  readonly errno: number;
  /** The kernel's own words, also given as a warning beside success; or null. */
  readonly explanation: string | null;
  /** Where in the request the attribute at fault starts, or null. */
  readonly offset: number | null;
  /** Type of the attribute that should have been there, or null. */
  readonly missingAttribute: number | null;
}

/** NLMSGERR_ATTR_* (linux/netlink.h). */
const attribute = { message: 1, offset: 2, missingType: 5 } as const;

/** Decodes any NLMSG_ERROR or NLMSG_DONE; another type is `unexpectedType`. */
export function decodeAcknowledgement(
  message: NetlinkMessage,
): Result<Acknowledgement, NetlinkDecodeError> {
  const { type, flags, payload } = message;
  const isError = type === messageType.error;
  if (!isError && type !== messageType.done) return failure({ code: "unexpectedType", offset: 0 });
  const fixedBytes = isError ? 4 + headerBytes : 4;
  if (payload.length < fixedBytes) return failure({ code: "truncated", offset: payload.length });

  const view = viewOf(payload);
  const errno = Math.abs(view.getInt32(0, true));
  const none = { errno, explanation: null, offset: null, missingAttribute: null };
  if ((flags & messageFlag.acknowledgeAttributes) === 0) return success(none);

  // A failed request is quoted whole in front of the attributes, unless it is capped or it is fine.
  const quoted = isError && errno !== 0 && (flags & messageFlag.capped) === 0;
  const quotedBytes = quoted ? view.getUint32(4, true) : fixedBytes - 4;
  if (quotedBytes > payload.length - 4) return failure({ code: "truncated", offset: 4 });
  const start = 4 + aligned(quotedBytes);
  return decodeAttributes(errno, new AttributeReader(payload.subarray(start), start));
}

function decodeAttributes(
  errno: number,
  reader: AttributeReader,
): Result<Acknowledgement, NetlinkDecodeError> {
  let explanation: string | null = null;
  let offset: number | null = null;
  let missingAttribute: number | null = null;
  while (reader.next()) {
    switch (reader.type) {
      case attribute.message:
        explanation = reader.text();
        break;
      case attribute.offset:
        offset = reader.u32();
        break;
      case attribute.missingType:
        missingAttribute = reader.u32();
        break;
    }
  }
  if (reader.error !== null) return failure(reader.error);
  return success({ errno, explanation, offset, missingAttribute });
}
