/** RTA_ENCAP: what a route puts around its packets (linux/lwtunnel.h, ip-route(8) `encap`). */
import { addressBytes, type IpAddress } from "../address.ts";
import type { MessageWriter } from "./message-writer.ts";

export type LightweightTunnel =
  | {
      readonly kind: "ip" | "ip6";
      readonly id: bigint | null;
      readonly destination: IpAddress | null;
      readonly source: IpAddress | null;
      readonly typeOfService: number | null;
      /** TTL or hop limit. */
      readonly hopLimit: number | null;
      readonly flags: number | null;
    }
  /** Outermost first, 20 bits each. */
  | { readonly kind: "mpls"; readonly labels: readonly number[] }
  | { readonly kind: "ila"; readonly locator: bigint };

/** RTA_* (linux/rtnetlink.h). */
const attribute = { encapsulationType: 21, encapsulation: 22 } as const;
/** LWTUNNEL_ENCAP_*. */
const kindNumber = { mpls: 1, ip: 2, ila: 3, ip6: 4 } as const;
/** LWTUNNEL_IP_*; of LWTUNNEL_IP6_* the fourth is the hop limit and the fifth the traffic class. */
const tunnelAttribute = { id: 1, destination: 2, source: 3, hopLimit: 4, service: 5, flags: 6 };
/** MPLS_IPTUNNEL_DST (linux/mpls_iptunnel.h), ILA_ATTR_LOCATOR (linux/ila.h). */
const mplsDestination = 1;
const ilaLocator = 1;

/** Adds RTA_ENCAP_TYPE and RTA_ENCAP to a route, or to one path of it. */
export function writeTunnel(writer: MessageWriter, tunnel: LightweightTunnel): void {
  writer.nested(attribute.encapsulation, (inside) => writeInside(inside, tunnel));
  writer.attributeU16(attribute.encapsulationType, kindNumber[tunnel.kind]);
}

function writeInside(writer: MessageWriter, tunnel: LightweightTunnel): void {
  switch (tunnel.kind) {
    case "mpls":
      writer.attributeBytes(mplsDestination, labelStack(tunnel.labels));
      return;
    case "ila":
      // In network order, as an address that it becomes part of.
      writer.attributeBytes(ilaLocator, networkOrder64(tunnel.locator));
      return;
    case "ip":
    case "ip6":
      writeAddressed(writer, tunnel);
  }
}

function writeAddressed(
  writer: MessageWriter,
  tunnel: LightweightTunnel & { readonly kind: "ip" | "ip6" },
): void {
  const { id, destination, source, typeOfService, hopLimit, flags } = tunnel;
  if (id !== null) writer.attributeBytes(tunnelAttribute.id, networkOrder64(id));
  if (destination !== null) {
    writer.attributeBytes(tunnelAttribute.destination, addressBytes(destination));
  }
  if (source !== null) writer.attributeBytes(tunnelAttribute.source, addressBytes(source));
  if (typeOfService !== null) writer.attributeU8(tunnelAttribute.service, typeOfService);
  if (hopLimit !== null) writer.attributeU8(tunnelAttribute.hopLimit, hopLimit);
  if (flags !== null) writer.attributePort(tunnelAttribute.flags, flags);
}

/** RFC 3032 §2.1: label, traffic class 0, S on the last, TTL 0 (the packet's own is copied). */
function labelStack(labels: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(4 * labels.length);
  const view = new DataView(bytes.buffer);
  for (const [index, label] of labels.entries()) {
    const bottom = index === labels.length - 1 ? 0x100 : 0;
    view.setUint32(4 * index, label * 0x1000 + bottom);
  }
  return bytes;
}

export function networkOrder64(value: bigint): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, value);
  return bytes;
}
