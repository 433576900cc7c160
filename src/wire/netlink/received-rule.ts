/** RTM_NEWRULE and RTM_DELRULE as the kernel sends them. */
import type { IpAddress } from "../address.ts";
import { failure, type Result, success } from "../result.ts";
import { addressFamilyNumber } from "./address-message.ts";
import { AttributeReader } from "./attribute-reader.ts";
import { type NetlinkDecodeError, type NetlinkMessage, viewOf } from "./message.ts";
import {
  invertFlag,
  type RuleMessage,
  type RuleRange,
  ruleAttribute,
  ruleMessageType,
} from "./rule-message.ts";

export interface ReceivedRule extends RuleMessage {
  readonly deleted: boolean;
}

const structureBytes = 12;
/** What the kernel says where a suppressor is not set, and of a mark without a mask. */
const allBits = 0xffffffff;

/** Decodes rules of IPv4 and IPv6; never throws. */
export function decodeRule(message: NetlinkMessage): Result<ReceivedRule, NetlinkDecodeError> {
  const { type, payload } = message;
  const deleted = type === ruleMessageType.deleted;
  if (!deleted && type !== ruleMessageType.created) {
    return failure({ code: "unexpectedType", offset: 0 });
  }
  if (payload.length < structureBytes) {
    return failure({ code: "truncated", offset: payload.length });
  }
  const isIpv4 = payload[0] === addressFamilyNumber.ipv4;
  if (!isIpv4 && payload[0] !== addressFamilyNumber.ipv6) {
    return failure({ code: "unexpectedType", offset: 0 });
  }
  const [, destinationLength = 0, sourceLength = 0, typeOfService = 0, table = 0] = payload;
  const reader = new AttributeReader(payload.subarray(structureBytes), structureBytes);
  const read = readAttributes(reader, isIpv4 ? 4 : 16);
  if (reader.error !== null) return failure(reader.error);
  const { from, to, markValue, markMask, ...attributes } = read;
  return success({
    ...attributes,
    deleted,
    family: isIpv4 ? "ipv4" : "ipv6",
    inverted: (viewOf(payload).getUint32(8, true) & invertFlag) !== 0,
    source: from === null ? null : { address: from, prefixLength: sourceLength },
    destination: to === null ? null : { address: to, prefixLength: destinationLength },
    typeOfService,
    mark: markMask === 0 ? null : { value: markValue, mask: markMask },
    action: payload[7] ?? 0,
    table: attributes.ofVrf ? 0 : (attributes.table ?? table),
  });
}

function readAttributes(reader: AttributeReader, addressLength: 4 | 16) {
  const read = {
    from: null as IpAddress | null,
    to: null as IpAddress | null,
    markValue: 0,
    markMask: 0,
    preference: 0,
    inputInterface: null as string | null,
    outputInterface: null as string | null,
    tunnelId: null as bigint | null,
    userIds: null as RuleRange | null,
    transport: null as number | null,
    sourcePorts: null as RuleRange | null,
    destinationPorts: null as RuleRange | null,
    protocol: 0,
    flow: null as number | null,
    table: null as number | null,
    goto: null as number | null,
    ofVrf: false,
    suppressPrefixLength: null as number | null,
    suppressInterfaceGroup: null as number | null,
  };
  while (reader.next()) readAttribute(reader, read, addressLength);
  return read;
}

function readAttribute(
  reader: AttributeReader,
  read: ReturnType<typeof readAttributes>,
  addressLength: 4 | 16,
): void {
  switch (reader.type) {
    case ruleAttribute.source:
      read.from = reader.address(addressLength);
      break;
    case ruleAttribute.destination:
      read.to = reader.address(addressLength);
      break;
    case ruleAttribute.mark:
      read.markValue = reader.u32();
      break;
    case ruleAttribute.markMask:
      read.markMask = reader.u32();
      break;
    case ruleAttribute.preference:
      read.preference = reader.u32();
      break;
    case ruleAttribute.inputInterface:
      read.inputInterface = reader.text();
      break;
    case ruleAttribute.outputInterface:
      read.outputInterface = reader.text();
      break;
    case ruleAttribute.tunnelId:
      read.tunnelId = networkOrder(reader.bytes());
      break;
    case ruleAttribute.userIds: {
      const [first = 0, last = 0] = reader.u32List(2);
      read.userIds = { first, last };
      break;
    }
    case ruleAttribute.transport:
      read.transport = reader.u8();
      break;
    case ruleAttribute.sourcePorts:
      read.sourcePorts = portsOf(reader.u32());
      break;
    case ruleAttribute.destinationPorts:
      read.destinationPorts = portsOf(reader.u32());
      break;
    case ruleAttribute.protocol:
      read.protocol = reader.u8();
      break;
    case ruleAttribute.flow:
      read.flow = reader.u32();
      break;
    case ruleAttribute.table:
      read.table = reader.u32();
      break;
    case ruleAttribute.goto:
      read.goto = reader.u32();
      break;
    case ruleAttribute.ofVrf:
      read.ofVrf = reader.u8() === 1;
      break;
    case ruleAttribute.suppressPrefixLength:
      read.suppressPrefixLength = whereSet(reader.u32());
      break;
    case ruleAttribute.suppressInterfaceGroup:
      read.suppressInterfaceGroup = whereSet(reader.u32());
      break;
  }
}

const whereSet = (value: number): number | null => (value === allBits ? null : value);

/** struct fib_rule_port_range, in the machine's order. */
const portsOf = (bits: number): RuleRange => ({ first: bits & 0xffff, last: bits >>> 16 });

const networkOrder = (bytes: Uint8Array): bigint =>
  bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
