/** What tells one virtual service from another in IPVS_CMD_ATTR_SERVICE. */
import { addressBytes, type Family, familyOf, type IpAddress } from "../address.ts";
import { addressFamilyNumber } from "../netlink/address-message.ts";
import type { MessageWriter } from "../netlink/message-writer.ts";

export type IpvsProtocol = "tcp" | "udp" | "sctp";

export type IpvsServiceIdentity =
  | {
      readonly kind: "address";
      readonly protocol: IpvsProtocol;
      readonly address: IpAddress;
      readonly port: number;
    }
  | { readonly kind: "fwmark"; readonly mark: number; readonly family: Family };

/** IPPROTO_*. */
export const protocolNumber: Readonly<Record<IpvsProtocol, number>> = {
  tcp: 6,
  udp: 17,
  sctp: 132,
};

/** IPVS_SVC_ATTR_*. */
export const serviceAttribute = {
  addressFamily: 1,
  protocol: 2,
  address: 3,
  port: 4,
  mark: 5,
  scheduler: 6,
  flags: 7,
  timeout: 8,
  netmask: 9,
  statistics: 10,
  persistenceEngine: 11,
  statistics64: 12,
} as const;

/** Room of an address of either family (union nf_inet_addr). */
export const addressRoomBytes = 16;

export const serviceFamily = (identity: IpvsServiceIdentity): Family =>
  identity.kind === "address" ? familyOf(identity.address) : identity.family;

/** For use inside IPVS_CMD_ATTR_SERVICE. */
export function writeServiceIdentity(writer: MessageWriter, identity: IpvsServiceIdentity): void {
  const attribute = serviceAttribute;
  writer.attributeU16(attribute.addressFamily, addressFamilyNumber[serviceFamily(identity)]);
  if (identity.kind === "fwmark") {
    writer.attributeU32(attribute.mark, identity.mark);
    return;
  }
  writer.attributeU16(attribute.protocol, protocolNumber[identity.protocol]);
  writer.attributeBytes(attribute.address, addressBytes(identity.address), addressRoomBytes);
  writer.attributePort(attribute.port, identity.port);
}

/** Null for what is neither of these protocols nor a mark. */
export function serviceIdentityOf(parts: {
  readonly family: Family;
  readonly protocol: number;
  readonly address: IpAddress | null;
  readonly port: number;
  readonly mark: number;
}): IpvsServiceIdentity | null {
  const { family, address, port, mark } = parts;
  if (mark !== 0) return { kind: "fwmark", mark, family };
  const protocol = protocols.get(parts.protocol);
  if (protocol === undefined || address === null) return null;
  return { kind: "address", protocol, address, port };
}

const protocols: ReadonlyMap<number, IpvsProtocol> = new Map([
  [protocolNumber.tcp, "tcp"],
  [protocolNumber.udp, "udp"],
  [protocolNumber.sctp, "sctp"],
]);
