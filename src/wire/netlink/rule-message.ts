/** RTM_NEWRULE, RTM_DELRULE, RTM_GETRULE: requests about policy rules (ip-rule(8)). */
import { addressBytes, type Family, type Prefix } from "../address.ts";
import type { Result } from "../result.ts";
import { addressFamilyNumber } from "./address-message.ts";
import { networkOrder64 } from "./lightweight-tunnel.ts";
import { messageFlag } from "./message.ts";
import { MessageWriter, type NetlinkEncodeError } from "./message-writer.ts";

export const ruleMessageType = { created: 32, deleted: 33, get: 34 } as const;

/** FR_ACT_*. */
export const ruleActionNumber = {
  table: 1,
  goto: 2,
  nop: 3,
  blackhole: 6,
  unreachable: 7,
  prohibit: 8,
} as const;

export interface RuleRange {
  readonly first: number;
  readonly last: number;
}

/** Null matches anything. */
export interface RuleMessage {
  readonly family: Family;
  readonly preference: number;
  readonly inverted: boolean;
  readonly source: Prefix | null;
  readonly destination: Prefix | null;
  readonly typeOfService: number;
  readonly mark: { readonly value: number; readonly mask: number } | null;
  readonly inputInterface: string | null;
  readonly outputInterface: string | null;
  readonly tunnelId: bigint | null;
  readonly userIds: RuleRange | null;
  /** IPPROTO_*. */
  readonly transport: number | null;
  readonly sourcePorts: RuleRange | null;
  readonly destinationPorts: RuleRange | null;
  readonly protocol: number;
  /** Source and destination realm, 16 bits each. */
  readonly flow: number | null;
  /** FR_ACT_*. */
  readonly action: number;
  /** 0 for actions without one. */
  readonly table: number;
  readonly goto: number | null;
  readonly ofVrf: boolean;
  readonly suppressPrefixLength: number | null;
  readonly suppressInterfaceGroup: number | null;
}

/** FIB_RULE_INVERT. */
export const invertFlag = 0x2;
const interfaceNameLimitBytes = 15;
/** FRA_* (linux/fib_rules.h). */
export const ruleAttribute = {
  destination: 1,
  source: 2,
  inputInterface: 3,
  goto: 4,
  preference: 6,
  mark: 10,
  flow: 11,
  tunnelId: 12,
  suppressInterfaceGroup: 13,
  suppressPrefixLength: 14,
  table: 15,
  markMask: 16,
  outputInterface: 17,
  ofVrf: 19,
  userIds: 20,
  protocol: 21,
  transport: 22,
  sourcePorts: 23,
  destinationPorts: 24,
} as const;

/** With NLM_F_EXCL, since the kernel would take the same rule a second time. */
export function encodeAddRule(rule: RuleMessage): Result<Uint8Array, NetlinkEncodeError> {
  const flags = messageFlag.request | messageFlag.create | messageFlag.exclusive;
  return encodeRule(ruleMessageType.created, flags, rule);
}

/** The kernel removes the first rule that has all that is said here. */
export const encodeRemoveRule = (rule: RuleMessage): Result<Uint8Array, NetlinkEncodeError> =>
  encodeRule(ruleMessageType.deleted, messageFlag.request, rule);

export function encodeRuleDump(family: Family): Result<Uint8Array, NetlinkEncodeError> {
  const flags = messageFlag.request | messageFlag.dump;
  const writer = new MessageWriter(ruleMessageType.get, flags);
  return writer.u8(addressFamilyNumber[family]).u8(0).u16(0).u32(0).u32(0).finish();
}

function encodeRule(type: number, flags: number, rule: RuleMessage) {
  const { source, destination } = rule;
  const writer = new MessageWriter(type, flags);
  writer.u8(addressFamilyNumber[rule.family]);
  writer
    .u8(destination?.prefixLength ?? 0)
    .u8(source?.prefixLength ?? 0)
    .u8(rule.typeOfService);
  // RT_TABLE_UNSPEC: FRA_TABLE has all 32 bits.
  writer.u8(0).u16(0).u8(rule.action);
  writer.u32(rule.inverted ? invertFlag : 0);
  writer.attributeU32(ruleAttribute.preference, rule.preference);
  writer.attributeU8(ruleAttribute.protocol, rule.protocol);
  writePrefix(writer, ruleAttribute.source, source);
  writePrefix(writer, ruleAttribute.destination, destination);
  writeSelectors(writer, rule);
  writeAction(writer, rule);
  return writer.finish();
}

function writePrefix(writer: MessageWriter, type: number, prefix: Prefix | null): void {
  if (prefix !== null) writer.attributeBytes(type, addressBytes(prefix.address));
}

function writeSelectors(writer: MessageWriter, rule: RuleMessage): void {
  if (rule.mark !== null) {
    writer.attributeU32(ruleAttribute.mark, rule.mark.value);
    writer.attributeU32(ruleAttribute.markMask, rule.mark.mask);
  }
  writeName(writer, ruleAttribute.inputInterface, rule.inputInterface);
  writeName(writer, ruleAttribute.outputInterface, rule.outputInterface);
  if (rule.tunnelId !== null) {
    writer.attributeBytes(ruleAttribute.tunnelId, networkOrder64(rule.tunnelId));
  }
  if (rule.userIds !== null) {
    writer.attributeU32(ruleAttribute.userIds, rule.userIds.first, rule.userIds.last);
  }
  if (rule.transport !== null) writer.attributeU8(ruleAttribute.transport, rule.transport);
  writePorts(writer, ruleAttribute.sourcePorts, rule.sourcePorts);
  writePorts(writer, ruleAttribute.destinationPorts, rule.destinationPorts);
}

function writeAction(writer: MessageWriter, rule: RuleMessage): void {
  if (rule.ofVrf) writer.attributeU8(ruleAttribute.ofVrf, 1);
  else if (rule.table !== 0) writer.attributeU32(ruleAttribute.table, rule.table);
  if (rule.goto !== null) writer.attributeU32(ruleAttribute.goto, rule.goto);
  if (rule.flow !== null) writer.attributeU32(ruleAttribute.flow, rule.flow);
  if (rule.suppressPrefixLength !== null) {
    writer.attributeU32(ruleAttribute.suppressPrefixLength, rule.suppressPrefixLength);
  }
  if (rule.suppressInterfaceGroup !== null) {
    writer.attributeU32(ruleAttribute.suppressInterfaceGroup, rule.suppressInterfaceGroup);
  }
}

function writeName(writer: MessageWriter, type: number, name: string | null): void {
  if (name !== null) writer.attributeText(type, name, interfaceNameLimitBytes);
}

/** struct fib_rule_port_range, in the machine's order. */
function writePorts(writer: MessageWriter, type: number, range: RuleRange | null): void {
  if (range !== null) writer.attributeU32(type, range.first + 0x10000 * range.last);
}
