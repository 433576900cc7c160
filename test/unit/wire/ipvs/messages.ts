/** Messages of the IPVS family as bytes: its number is 30 in what was captured. */
import assert from "node:assert/strict";
import fc from "fast-check";
import type { NetlinkMessage } from "../../../../src/wire/netlink/message.ts";
import { readMessages } from "../../../../src/wire/netlink/message.ts";
import type { NetlinkEncodeError } from "../../../../src/wire/netlink/message-writer.ts";
import type { Result } from "../../../../src/wire/result.ts";
import { payload } from "../netlink/arbitraries.ts";
import { hex, toHex } from "../netlink/bytes.ts";

export const family = 30;

/** What an encoder makes, behind the header that the client fills in. */
export function bodyOf(encoded: Result<Uint8Array, NetlinkEncodeError>): string {
  return toHex(messageOf(encoded).payload);
}

/** An encoded request as the other side reads it. */
export function messageOf(encoded: Result<Uint8Array, NetlinkEncodeError>): NetlinkMessage {
  assert.ok(encoded.ok, encoded.ok ? "" : JSON.stringify(encoded.error));
  const messages = readMessages(encoded.value);
  assert.ok(messages.ok && messages.value[0] !== undefined);
  return messages.value[0];
}

/** A message with this body, for a decoder. */
export const received = (body: string): NetlinkMessage => ({
  type: family,
  flags: 2,
  sequence: 1,
  port: 0,
  payload: hex(body),
});

/** Blanks and line ends as in `toHex`. */
export const bytesText = (text: string): string => text.trim().split(/\s+/).join(" ");

/** Messages of the family whose bytes are anything, often with attributes in them. */
export const anyMessage: fc.Arbitrary<NetlinkMessage> = fc
  .tuple(fc.integer({ min: 0, max: 18 }), fc.integer({ min: 0, max: 3 }), payload)
  .map(([command, type, bytes]) => {
    const inner = bytes.subarray(0, Math.min(bytes.length, 200));
    const nested = Uint8Array.of(inner.length + 4, 0, type, 0, ...inner);
    return {
      type: family,
      flags: 0,
      sequence: 1,
      port: 0,
      payload: Uint8Array.of(command, 1, 0, 0, ...nested),
    };
  });
