/**
 * NFT_MSG_GETGEN: the number of the ruleset as it stands (linux/netfilter/nf_tables.h). Each
 * transaction that changes rules, of anybody in the network namespace, counts it up by one.
 */

import { AttributeReader } from "../netlink/attribute-reader.ts";
import {
  messageFlag,
  type NetlinkDecodeError,
  type NetlinkMessage,
  viewOf,
} from "../netlink/message.ts";
import { MessageWriter, type NetlinkEncodeError } from "../netlink/message-writer.ts";
import { failure, type Result, success } from "../result.ts";

/** NFNL_SUBSYS_NFTABLES stands in the upper byte of the type. */
const subsystem = 10 << 8;
const newGeneration = subsystem | 15;
const getGeneration = subsystem | 16;
/** struct nfgenmsg: family, version, resource. */
const headerBytes = 4;
const attributeId = 1;

export const encodeGetGeneration = (): Result<Uint8Array, NetlinkEncodeError> =>
  new MessageWriter(getGeneration, messageFlag.request).u8(0).u8(0).u16(0).finish();

/** Decodes NFT_MSG_NEWGEN; never throws. */
export function decodeGeneration({
  type,
  payload,
}: NetlinkMessage): Result<number, NetlinkDecodeError> {
  if (type !== newGeneration) return failure({ code: "unexpectedType", offset: 0 });
  if (payload.length < headerBytes) return failure({ code: "truncated", offset: payload.length });
  const reader = new AttributeReader(payload.subarray(headerBytes), headerBytes);
  let generation: number | null = null;
  while (reader.next()) {
    if (reader.type !== attributeId) continue;
    const bytes = reader.bytes();
    if (bytes.length < 4) return failure({ code: "wrongLength", offset: headerBytes });
    // In network order, as all numbers of nf_tables are.
    generation = viewOf(bytes).getUint32(0);
  }
  if (reader.error !== null) return failure(reader.error);
  return generation === null
    ? failure({ code: "missingAttribute", offset: headerBytes })
    : success(generation);
}

/** The one that a transaction leads to; 0 is never one. */
export const generationAfter = (generation: number): number =>
  generation === 0xffff_ffff ? 1 : generation + 1;
