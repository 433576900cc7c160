/**
 * What the kernel passes on to a socket that hears of routes and rules: a router with the internet's
 * table hears of a million, and of ours only a few. The kernel runs the program for every message
 * (SO_ATTACH_FILTER, socket(7)), so the others wake nobody up.
 */
import { keepalivedProtocol } from "../../wire/netlink/address-message.ts";
import { allocate, hostIsLittleEndian } from "../memory.ts";
import { SOL_SOCKET } from "../socket-constants.ts";
import type { SocketOption } from "../socket-options.ts";

const SO_ATTACH_FILTER = 26;
/** struct sock_filter and struct sock_fprog (linux/filter.h). */
const instructionBytes = 8;
const programBytes = 16;

/** BPF_LD|BPF_ABS of two bytes and of one, BPF_JMP|BPF_JEQ, BPF_JMP|BPF_JSET, BPF_RET. */
const code = { half: 0x28, byte: 0x30, equal: 0x15, set: 0x45, give: 0x06 } as const;
const everything = 0xffff_ffff;
/** In struct nlmsghdr, and in the struct rtmsg behind it. */
const offset = { type: 4, upperFlags: 7, protocol: 21 } as const;
/** RTM_NEWROUTE and RTM_DELROUTE as loaded: two bytes in network order of a little-endian number. */
const newRoute = 0x1800;
const deletedRoute = 0x1900;
/** NLM_F_REPLACE, in the upper byte of the flags. */
const replaces = 0x01;

type Instruction = readonly [code: number, jumpTrue: number, jumpFalse: number, value: number];

/** Jumps count from the next instruction. */
const program: readonly Instruction[] = [
  [code.half, 0, 0, offset.type],
  [code.equal, 3, 0, deletedRoute],
  [code.equal, 0, 4, newRoute],
  // Whatever took the place of another may have taken ours.
  [code.byte, 0, 0, offset.upperFlags],
  [code.set, 2, 0, replaces],
  [code.byte, 0, 0, offset.protocol],
  [code.equal, 0, 1, keepalivedProtocol],
  [code.give, 0, 0, everything],
  [code.give, 0, 0, 0],
];

/** Lives as long as the process: the option holds its bare address. */
const instructions = allocate(program.length * instructionBytes);
for (const [index, [operation, jumpTrue, jumpFalse, value]] of program.entries()) {
  const at = index * instructionBytes;
  instructions.view.setUint16(at, operation, hostIsLittleEndian);
  instructions.view.setUint8(at + 2, jumpTrue);
  instructions.view.setUint8(at + 3, jumpFalse);
  instructions.view.setUint32(at + 4, value, hostIsLittleEndian);
}

/** Routes of our protocol and those that replaced another; every rule, for there are few. */
export function onlyOurRoutes(): SocketOption {
  const value = new Uint8Array(programBytes);
  const view = new DataView(value.buffer);
  view.setUint16(0, program.length, hostIsLittleEndian);
  view.setBigUint64(8, instructions.address, hostIsLittleEndian);
  // Without it the socket works, with more to read.
  return {
    purpose: "hear of our own routes only",
    level: SOL_SOCKET,
    option: SO_ATTACH_FILTER,
    value,
    optional: true,
  };
}
