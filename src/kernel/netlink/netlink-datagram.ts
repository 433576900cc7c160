/** Many messages in one datagram: the kernel carries them out in order. */
import type { NetlinkRequest } from "./netlink-request.ts";

/** Below the send buffer of any machine with its default sysctls. */
const datagramLimitBytes = 96 * 1024;

/** A request with its place in the list of all. */
export type Indexed = readonly [index: number, request: NetlinkRequest];

/** As many from the front as fit a datagram, `limit` at most and one at least. */
export function firstOf(open: readonly Indexed[], limit: number): readonly Indexed[] {
  let bytes = 0;
  let count = 0;
  for (const [, { message }] of open) {
    bytes += message.length;
    if (count === limit || (bytes > datagramLimitBytes && count > 0)) break;
    count++;
  }
  return open.slice(0, count);
}

export function joined(batch: readonly Indexed[]): Uint8Array {
  const length = batch.reduce((sum, [, { message }]) => sum + message.length, 0);
  const datagram = new Uint8Array(length);
  let offset = 0;
  for (const [, { message }] of batch) {
    datagram.set(message, offset);
    offset += message.length;
  }
  return datagram;
}
