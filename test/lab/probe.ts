/**
 * A program: pings one IPv4 address at exact intervals and prints each answer as `ping -D` does.
 *
 * `ping` itself rounds its intervals up to ticks of the kernel and waits 10 ms for each missing
 * answer, which is too coarse for gaps of a few milliseconds. This process does nothing else, so
 * it may block: it is started as `node probe.ts ADDRESS INTERVAL_MICROS` and ended by a signal.
 */
import { writeSync } from "node:fs";
import { setPriority } from "node:os";
import koffi from "koffi";

const libc = koffi.load("libc.so.6");
const socket = libc.func("int socket(int family, int type, int protocol)");
const connect = libc.func("int connect(int fd, const uint8_t *address, uint32_t bytes)");
const send = libc.func("intptr_t send(int fd, const uint8_t *data, size_t bytes, int flags)");
const receive = libc.func("intptr_t recv(int fd, _Out_ uint8_t *data, size_t bytes, int flags)");
const poll = libc.func(
  "int ppoll(_Inout_ uint8_t *fds, uint64_t count, const uint8_t *timeout, void *)",
);

const familyInet = 2;
const socketRaw = 3;
const protocolIcmp = 1;
const dontWait = 0x40;
const pollIn = 1;
const echoRequest = 8;
const echoReply = 0;
const requestBytes = 16;

// A probe that waits for a core would report a gap that the client of a real network does not see.
setPriority(-20);
const [address = "", interval = ""] = process.argv.slice(2);
const intervalMicros = Number(interval);
const identifier = process.pid & 0xffff;
const fd: number = socket(familyInet, socketRaw, protocolIcmp);
if (fd < 0) throw new Error(`a raw ICMP socket: errno ${koffi.errno()}`);
const destination = Buffer.alloc(16);
destination.writeUInt16LE(familyInet, 0);
destination.set(address.split(".").map(Number), 4);

const request = Buffer.alloc(requestBytes);
const answer = Buffer.alloc(2_048);
const waiting = Buffer.alloc(8);
const timeout = Buffer.alloc(16);
let sequence = 0;
let dueMicros = nowMicros();
for (;;) {
  sequence = (sequence + 1) & 0xffff;
  // Without a route or a neighbour the kernel refuses: that is a gap like any other.
  if (connect(fd, destination, destination.length) === 0)
    send(fd, encodeRequest(), requestBytes, 0);
  dueMicros = Math.max(dueMicros + intervalMicros, nowMicros() - intervalMicros);
  for (let left = dueMicros - nowMicros(); left > 0; left = dueMicros - nowMicros()) {
    if (!isReadable(left)) continue;
    while (receive(fd, answer, answer.length, dontWait) > 0) reportAnswer();
  }
}

function nowMicros(): number {
  return Number(process.hrtime.bigint() / 1_000n);
}

function isReadable(limitMicros: number): boolean {
  waiting.writeInt32LE(fd, 0);
  waiting.writeInt16LE(pollIn, 4);
  timeout.writeBigInt64LE(BigInt(Math.floor(limitMicros / 1_000_000)), 0);
  timeout.writeBigInt64LE(BigInt((limitMicros % 1_000_000) * 1_000), 8);
  return poll(waiting, 1, timeout, null) > 0;
}

/** RFC 792: type, code, checksum, identifier, sequence number. */
function encodeRequest(): Buffer {
  request.fill(0);
  request.writeUInt8(echoRequest, 0);
  request.writeUInt16BE(identifier, 4);
  request.writeUInt16BE(sequence, 6);
  let sum = 0;
  for (let offset = 0; offset < requestBytes; offset += 2) sum += request.readUInt16BE(offset);
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16);
  request.writeUInt16BE(~sum & 0xffff, 2);
  return request;
}

/** A raw socket hands over the IPv4 header too: the TTL is its ninth byte. */
function reportAnswer(): void {
  const header = (answer.readUInt8(0) & 0x0f) * 4;
  const isOurs =
    answer.readUInt8(header) === echoReply && answer.readUInt16BE(header + 4) === identifier;
  if (!isOurs) return;
  const seconds = ((performance.timeOrigin + performance.now()) / 1_000).toFixed(6);
  const number = answer.readUInt16BE(header + 6);
  const text = `${requestBytes} bytes from ${address}: icmp_seq=${number} ttl=${answer.readUInt8(8)}`;
  writeSync(1, `[${seconds}] ${text}\n`);
}
