/** A datagram with its destination, and the source where the kernel asks for one, in one block. */
import type { PreparedDatagram } from "../ports/adverts.ts";
import { allocate, type Block, hostIsLittleEndian } from "./memory.ts";
import {
  controlHeaderBytes,
  controlSpace,
  iovecBytes,
  mmsghdrBytes,
  writeControlHeader,
  writeMessage,
} from "./message-header.ts";
import { IPV6_PKTINFO, SOL_IPV6 } from "./socket-constants.ts";

/** struct in6_pktinfo (ipv6(7)): the source address and the number of the interface. */
export interface Ipv6PacketInfo {
  readonly source: Uint8Array;
  readonly interfaceIndex: number;
}
const packetInfoBytes = 20;

export class PreparedMessage implements PreparedDatagram {
  readonly kind = "preparedDatagram";
  /** struct mmsghdr: to be copied to where the kernel takes several from. */
  readonly header: Uint8Array;
  /** Keeps alive what the addresses in `header` point to. */
  readonly block: Block;

  /** Copies everything. `packetInfo` is for IPv6, whose sockets choose their source by message. */
  constructor(packet: Uint8Array, destination: Uint8Array, packetInfo: Ipv6PacketInfo | null) {
    const control = mmsghdrBytes + iovecBytes;
    const controlBytes = packetInfo === null ? 0 : controlSpace(packetInfoBytes);
    const name = control + controlBytes;
    const payload = name + destination.length;
    const block = allocate(payload + packet.length);
    writeMessage(block, {
      header: 0,
      iovec: mmsghdrBytes,
      name,
      nameBytes: destination.length,
      control,
      controlBytes,
      payload,
      payloadBytes: packet.length,
    });
    if (packetInfo !== null) writePacketInfo(block, control, packetInfo);
    block.bytes.set(destination, name);
    block.bytes.set(packet, payload);
    this.block = block;
    this.header = block.bytes.subarray(0, mmsghdrBytes);
  }
}

function writePacketInfo(block: Block, offset: number, packetInfo: Ipv6PacketInfo): void {
  writeControlHeader(block.view, offset, SOL_IPV6, IPV6_PKTINFO, packetInfoBytes);
  const data = offset + controlHeaderBytes;
  block.bytes.set(packetInfo.source, data);
  block.view.setUint32(data + 16, packetInfo.interfaceIndex, hostIsLittleEndian);
}
