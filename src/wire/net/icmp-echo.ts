/** Echo request and reply: RFC 792 "Echo or Echo Reply Message", RFC 4443 §4.1 and §4.2. */
import { type Family, familyOf, type IpAddress } from "../address.ts";
import { failure, type Result, success } from "../result.ts";
import { finishChecksum, isSumValid, pseudoHeaderSum, sumOfWords } from "./checksum.ts";

export interface IcmpEcho {
  readonly kind: "request" | "reply";
  /** 0..65535; a datagram ICMP socket replaces it with its own. */
  readonly identifier: number;
  /** 0..65535. */
  readonly sequence: number;
  readonly data: Uint8Array;
}

/** Between whom: gives the family, and for IPv6 the pseudo header. */
export interface IcmpEndpoints {
  readonly source: IpAddress;
  readonly destination: IpAddress;
}

/** The family is enough where the kernel computes and checks the sum: datagram ICMP sockets. */
export type IcmpScope = IcmpEndpoints | Family;

export type IcmpEchoError =
  | { readonly code: "truncated"; readonly neededBytes: number; readonly gotBytes: number }
  | { readonly code: "notEcho"; readonly type: number }
  | { readonly code: "badChecksum" };

const protocolIcmpv6 = 58;
const types = {
  ipv4: { request: 8, reply: 0 },
  ipv6: { request: 128, reply: 129 },
} as const;
/** Offsets in the message. */
const field = { type: 0, code: 1, checksum: 2, identifier: 4, sequence: 6, data: 8 } as const;

/** The ICMP message with its checksum, the payload of an IP packet. */
export function encodeIcmpEcho(echo: IcmpEcho, scope: IcmpScope): Uint8Array {
  const message = new Uint8Array(field.data + echo.data.length);
  const view = new DataView(message.buffer);
  view.setUint8(field.type, types[icmpFamily(scope)][echo.kind]);
  view.setUint16(field.identifier, echo.identifier);
  view.setUint16(field.sequence, echo.sequence);
  message.set(echo.data, field.data);
  const sum = sumOfWords(message) + seed(scope, message.length);
  view.setUint16(field.checksum, finishChecksum(sum));
  return message;
}

/** Decodes any bytes; never throws. `data` is a copy. */
export function decodeIcmpEcho(
  message: Uint8Array,
  scope: IcmpScope,
): Result<IcmpEcho, IcmpEchoError> {
  const gotBytes = message.length;
  if (gotBytes < field.data) {
    return failure({ code: "truncated", neededBytes: field.data, gotBytes });
  }
  const view = new DataView(message.buffer, message.byteOffset, gotBytes);
  const type = view.getUint8(field.type);
  const kind = kindOf(type, icmpFamily(scope));
  if (kind === null || view.getUint8(field.code) !== 0) return failure({ code: "notEcho", type });
  const checks = typeof scope !== "string";
  if (checks && !isSumValid(sumOfWords(message) + seed(scope, gotBytes))) {
    return failure({ code: "badChecksum" });
  }
  return success({
    kind,
    identifier: view.getUint16(field.identifier),
    sequence: view.getUint16(field.sequence),
    data: message.slice(field.data),
  });
}

function kindOf(type: number, family: Family): IcmpEcho["kind"] | null {
  if (type === types[family].request) return "request";
  return type === types[family].reply ? "reply" : null;
}

/** ICMPv6 alone sums the pseudo header too (RFC 4443 §2.3). */
function seed(scope: IcmpScope, messageBytes: number): number {
  if (typeof scope === "string" || familyOf(scope.source) === "ipv4") return 0;
  return pseudoHeaderSum(scope.source, scope.destination, protocolIcmpv6, messageBytes);
}

const icmpFamily = (scope: IcmpScope): Family =>
  typeof scope === "string" ? scope : familyOf(scope.source);
