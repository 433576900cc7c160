/** The first packet of an SCTP association (RFC 9260 §3.3.2), for kernels without SCTP sockets. */
import assert from "node:assert/strict";
import { systemCalls } from "../../../src/kernel/libc.ts";
import { ipSocketAddress } from "../../../src/kernel/socket-address.ts";
import { AF_INET, SOCK_RAW } from "../../../src/kernel/socket-constants.ts";
import type { IpAddress } from "../../../src/wire/address.ts";

const IPPROTO_SCTP = 132;

/** Sends an INIT chunk from one of the caller's addresses; nobody has to answer. */
export function sendInit(to: IpAddress, port: number, fromPort: number): void {
  const sys = systemCalls();
  const socket = sys.socket(AF_INET, SOCK_RAW, IPPROTO_SCTP);
  assert.ok(socket >= 0, `raw socket: ${socket}`);
  const sent = sys.sendto(socket, initPacket(port, fromPort), 0, ipSocketAddress(to, 0));
  sys.close(socket);
  assert.ok(sent > 0, `sendto: ${sent}`);
}

function initPacket(port: number, fromPort: number): Uint8Array {
  const packet = new Uint8Array(32);
  const view = new DataView(packet.buffer);
  view.setUint16(0, fromPort);
  view.setUint16(2, port);
  // Chunk INIT of 20 bytes: tag, window, streams out and in, first number.
  view.setUint8(12, 1);
  view.setUint16(14, 20);
  view.setUint32(16, 0x1234_5678);
  view.setUint32(20, 65_535);
  view.setUint16(24, 1);
  view.setUint16(26, 1);
  view.setUint32(28, 1);
  view.setUint32(8, crc32c(packet), true);
  return packet;
}

/** RFC 9260 appendix A: Castagnoli's polynomial, reflected. */
function crc32c(bytes: Uint8Array): number {
  let value = 0xffff_ffff;
  for (const byte of bytes) {
    value ^= byte;
    for (let bit = 0; bit < 8; bit++) value = (value >>> 1) ^ (value & 1 ? 0x82f6_3b78 : 0);
  }
  return ~value >>> 0;
}
