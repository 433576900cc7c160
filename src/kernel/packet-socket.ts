/** Complete Ethernet frames out of a packet socket (packet(7)); it receives nothing. */
import type { AnnouncementFrame, Announcer } from "../ports/adverts.ts";
import type { KernelError } from "../ports/network.ts";
import { failure, type Result, success } from "../wire/result.ts";
import { kernelError } from "./kernel-error.ts";
import { allocate } from "./memory.ts";
import {
  iovecBytes,
  type MessageLayout,
  mmsghdrBytes,
  setPayloadLength,
  writeMessage,
} from "./message-header.ts";
import { sendRun } from "./send-batch.ts";
import { packetSocketAddressBytes, writePacketSocketAddress } from "./socket-address.ts";
import {
  AF_PACKET,
  SO_SNDBUFFORCE,
  SOCK_CLOEXEC,
  SOCK_NONBLOCK,
  SOCK_RAW,
  SOL_SOCKET,
} from "./socket-constants.ts";
import { openSocket } from "./socket-options.ts";
import type { Sys } from "./sys.ts";

const framesACall = 128;
/** A gratuitous ARP has 42 or 60 bytes, a neighbour advertisement 86. */
const frameRoomBytes = 192;
const nameRoomBytes = 24;
const restBytes = iovecBytes + nameRoomBytes + frameRoomBytes;
/** A burst for some thousand addresses must fit. */
const sendBufferBytes = 4 << 20;
const etherTypeOffset = 12;

export interface ClosableAnnouncer extends Announcer {
  close(): void;
}

/** One for each process and network namespace: every frame names its interface. */
export function openAnnouncer(sys: Sys): Result<ClosableAnnouncer, KernelError> {
  const opened = openSocket(sys, {
    operation: "open a packet socket for gratuitous ARP and neighbour advertisements",
    domain: AF_PACKET,
    type: SOCK_RAW | SOCK_NONBLOCK | SOCK_CLOEXEC,
    // Protocol 0: nothing is ever queued on it.
    protocol: 0,
    options: [
      {
        purpose: "",
        level: SOL_SOCKET,
        option: SO_SNDBUFFORCE,
        value: sendBufferBytes,
        optional: true,
      },
    ],
    bindTo: null,
    context: { capability: "CAP_NET_RAW", kernelOption: "CONFIG_PACKET" },
  });
  return opened.ok ? success(new PacketAnnouncer(sys, opened.value)) : opened;
}

class PacketAnnouncer implements ClosableAnnouncer {
  readonly #sys: Sys;
  readonly #fd: number;
  readonly #block = allocate(framesACall * (mmsghdrBytes + restBytes));
  readonly #layouts = Array.from({ length: framesACall }, (_, index) => layoutOf(index));

  constructor(sys: Sys, fd: number) {
    this.#sys = sys;
    this.#fd = fd;
    for (const layout of this.#layouts) writeMessage(this.#block, layout);
  }

  send(frames: readonly AnnouncementFrame[]): Result<null, KernelError> {
    let refusal = 0;
    let filled = 0;
    for (const frame of frames) {
      this.#write(filled, frame);
      filled++;
      if (filled < framesACall) continue;
      const refused = sendRun(this.#sys, this.#fd, this.#block.address, filled);
      refusal ||= refused;
      filled = 0;
    }
    const refused = sendRun(this.#sys, this.#fd, this.#block.address, filled);
    refusal ||= refused;
    if (refusal === 0) return success(null);
    return failure(kernelError("send gratuitous ARP or neighbour advertisements", refusal));
  }

  close(): void {
    this.#sys.close(this.#fd);
  }

  #write(index: number, { interfaceIndex, frame }: AnnouncementFrame): void {
    const layout = this.#layouts[index];
    if (
      layout === undefined ||
      frame.length < etherTypeOffset + 2 ||
      frame.length > frameRoomBytes
    ) {
      throw new Error(`an announcement has 14 to ${frameRoomBytes} bytes, not ${frame.length}`);
    }
    const { view, bytes } = this.#block;
    bytes.set(frame, layout.payload);
    setPayloadLength(view, layout, frame.length);
    const etherType = view.getUint16(layout.payload + etherTypeOffset);
    writePacketSocketAddress(view, layout.name, interfaceIndex, etherType);
  }
}

function layoutOf(index: number): MessageLayout {
  const iovec = framesACall * mmsghdrBytes + index * restBytes;
  const name = iovec + iovecBytes;
  return {
    header: index * mmsghdrBytes,
    iovec,
    name,
    nameBytes: packetSocketAddressBytes,
    control: 0,
    controlBytes: 0,
    payload: name + nameRoomBytes,
    payloadBytes: frameRoomBytes,
  };
}
