/**
 * struct mmsghdr, iovec and cmsghdr of 64-bit Linux (recvmmsg(2), cmsg(3)), written and read in
 * place.
 */
import { type Block, hostIsLittleEndian } from "./memory.ts";

/** Offsets in struct mmsghdr: a msghdr of 56 bytes, the length transferred, padding. */
const field = {
  name: 0,
  nameLength: 8,
  iovec: 16,
  iovecCount: 24,
  control: 32,
  controlLength: 40,
  flags: 48,
  transferred: 56,
} as const;
export const mmsghdrBytes = 64;
export const iovecBytes = 16;
/** Length, level and type in front of the data of a control message. */
export const controlHeaderBytes = 16;

/** Offsets in one block of everything a message is made of. */
export interface MessageLayout {
  readonly header: number;
  readonly iovec: number;
  readonly name: number;
  readonly nameBytes: number;
  readonly control: number;
  readonly controlBytes: number;
  readonly payload: number;
  readonly payloadBytes: number;
}

/** Writes header and iovec so that they point at the other parts of the same block. */
export function writeMessage(block: Block, layout: MessageLayout): void {
  const { view, address } = block;
  const at = (offset: number): bigint => address + BigInt(offset);
  const { header, iovec } = layout;
  view.setBigUint64(header + field.name, at(layout.name), hostIsLittleEndian);
  view.setUint32(header + field.nameLength, layout.nameBytes, hostIsLittleEndian);
  view.setBigUint64(header + field.iovec, at(iovec), hostIsLittleEndian);
  view.setUint32(header + field.iovecCount, 1, hostIsLittleEndian);
  const control = layout.controlBytes === 0 ? 0n : at(layout.control);
  view.setBigUint64(header + field.control, control, hostIsLittleEndian);
  view.setUint32(header + field.controlLength, layout.controlBytes, hostIsLittleEndian);
  view.setBigUint64(iovec, at(layout.payload), hostIsLittleEndian);
  view.setUint32(iovec + 8, layout.payloadBytes, hostIsLittleEndian);
}

/** For a message written before: another payload of so many bytes in the same place. */
export function setPayloadLength(view: DataView, layout: MessageLayout, lengthBytes: number): void {
  view.setUint32(layout.iovec + 8, lengthBytes, hostIsLittleEndian);
}

/** Gives a received message's header back to the kernel: it writes over both lengths. */
export function resetMessage(view: DataView, layout: MessageLayout): void {
  view.setUint32(layout.header + field.nameLength, layout.nameBytes, hostIsLittleEndian);
  view.setUint32(layout.header + field.controlLength, layout.controlBytes, hostIsLittleEndian);
}

export const transferredBytes = (view: DataView, header: number): number =>
  view.getUint32(header + field.transferred, hostIsLittleEndian);

export const messageFlags = (view: DataView, header: number): number =>
  view.getInt32(header + field.flags, hostIsLittleEndian);

const aligned = (length: number): number => (length + 7) & ~7;

/** Room for one control message with so much data (CMSG_SPACE). */
export const controlSpace = (dataBytes: number): number => controlHeaderBytes + aligned(dataBytes);

/** The header of one control message; its data goes `controlHeaderBytes` further. */
export function writeControlHeader(
  view: DataView,
  offset: number,
  level: number,
  type: number,
  dataBytes: number,
): void {
  view.setUint32(offset, controlHeaderBytes + dataBytes, hostIsLittleEndian);
  view.setInt32(offset + 8, level, hostIsLittleEndian);
  view.setInt32(offset + 12, type, hostIsLittleEndian);
}

/** Where the data of the first control message of that kind begins, or -1. */
export function findControl(
  view: DataView,
  layout: MessageLayout,
  level: number,
  type: number,
): number {
  const received = view.getUint32(layout.header + field.controlLength, hostIsLittleEndian);
  const end = layout.control + Math.min(received, layout.controlBytes);
  let offset = layout.control;
  while (offset + controlHeaderBytes <= end) {
    const length = view.getUint32(offset, hostIsLittleEndian);
    if (length < controlHeaderBytes || offset + length > end) return -1;
    const isWanted =
      view.getInt32(offset + 8, hostIsLittleEndian) === level &&
      view.getInt32(offset + 12, hostIsLittleEndian) === type;
    if (isWanted) return offset + controlHeaderBytes;
    offset += aligned(length);
  }
  return -1;
}
