/**
 * IPCTNL_MSG_CT_DELETE with a filter: connection tracking forgets the flows of a service that one
 * server has (linux/netfilter/nfnetlink_conntrack.h). Kernels before 6.8 know no filter here and
 * answer that there is no such flow.
 */
import { addressBytes, familyOf, type IpAddress } from "../address.ts";
import { messageFlag } from "../netlink/message.ts";
import { MessageWriter, type NetlinkEncodeError } from "../netlink/message-writer.ts";
import type { Result } from "../result.ts";

export interface ServedFlows {
  /** IPPROTO_*. */
  readonly protocol: number;
  /** What the client asks for; port 0 is every port. */
  readonly address: IpAddress;
  readonly port: number;
  /** Who answers; port 0 is every port. */
  readonly server: IpAddress;
  readonly serverPort: number;
}

/** NFNL_SUBSYS_CTNETLINK stands in the upper byte of the type. */
const deleteFlows = (1 << 8) | 2;
const family = { ipv4: 2, ipv6: 10 } as const;
/** CTA_*. */
const attribute = { original: 1, reply: 2, filter: 25 } as const;
const tuple = { address: 1, protocol: 2 } as const;
const addressAttribute = {
  ipv4: { source: 1, destination: 2 },
  ipv6: { source: 3, destination: 4 },
} as const;
const protocolAttribute = { number: 1, sourcePort: 2, destinationPort: 3 } as const;
const filter = { original: 1, reply: 2 } as const;
/** Which parts of a tuple count. */
const part = {
  source: 1,
  destination: 2,
  protocol: 8,
  sourcePort: 16,
  destinationPort: 32,
} as const;

export function encodeForgetFlows(flows: ServedFlows): Result<Uint8Array, NetlinkEncodeError> {
  const { protocol, address, port, server, serverPort } = flows;
  const type = addressAttribute[familyOf(address)];
  const writer = new MessageWriter(deleteFlows, messageFlag.request);
  writer.u8(family[familyOf(address)]).u8(0).u16(0);
  writer.nested(attribute.original, () => {
    writer.nested(tuple.address, () => {
      writer.attributeBytes(type.destination, addressBytes(address));
    });
    writer.nested(tuple.protocol, () => {
      writer.attributeU8(protocolAttribute.number, protocol);
      if (port !== 0) writer.attributePort(protocolAttribute.destinationPort, port);
    });
  });
  writer.nested(attribute.reply, () => {
    writer.nested(tuple.address, () => {
      writer.attributeBytes(type.source, addressBytes(server));
    });
    writer.nested(tuple.protocol, () => {
      writer.attributeU8(protocolAttribute.number, protocol);
      if (serverPort !== 0) writer.attributePort(protocolAttribute.sourcePort, serverPort);
    });
  });
  const original = part.destination | part.protocol | (port === 0 ? 0 : part.destinationPort);
  const reply = part.source | part.protocol | (serverPort === 0 ? 0 : part.sourcePort);
  writer.nested(attribute.filter, () => {
    writer.attributeU32(filter.original, original).attributeU32(filter.reply, reply);
  });
  return writer.finish();
}
