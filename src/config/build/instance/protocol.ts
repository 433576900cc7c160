/** Family, protocol version and advert interval. */
import { type Family, familyOf } from "../../../wire/address.ts";
import { type Micros, microsPerSecond, milliseconds, seconds } from "../../../wire/units.ts";
import { instanceCodes } from "../../diagnostics/codes-instance.ts";
import { inSeconds } from "../../keywords/describe.ts";
import type { Statement } from "../../language/tree.ts";
import { readPrefix } from "../address/prefix.ts";
import type { InstanceDraft } from "../drafts.ts";
import type { InstanceDefaults } from "../global/instance-defaults.ts";
import type { Judgement } from "../judgement.ts";

/**
 * That of the first virtual address, else of the source address, else `native_ipv6`, else IPv4.
 */
export function familyOfInstance(draft: InstanceDraft): Family {
  const first = firstFamily(draft.virtual_ipaddress?.value ?? []);
  if (first !== null) return first;
  const source = draft.unicast_src_ip?.value ?? draft.mcast_src_ip?.value;
  if (source !== undefined) return familyOf(source);
  if (draft.native_ipv6 !== undefined) return "ipv6";
  return firstFamily(draft.unicast_peer?.value ?? []) ?? "ipv4";
}

function firstFamily(lines: readonly Statement[]): Family | null {
  for (const line of lines) {
    const reading = readPrefix(line.words[0].text);
    if (reading !== null) return familyOf(reading.prefix.address);
  }
  return null;
}

/** IPv6 is VRRPv3 (RFC 9568 §1), whatever the file says. */
export function versionOf(
  draft: InstanceDraft,
  family: Family,
  defaults: InstanceDefaults,
  judgement: Judgement,
): 2 | 3 {
  const given = draft.version;
  if (family === "ipv4") return (given?.value ?? defaults.version) === 3 ? 3 : 2;
  if (given?.value === 2) {
    judgement.report(instanceCodes.versionRaised, given.valueSpan, {
      message: "VRRPv2 has no IPv6",
      help: 'write "3"',
      fix: {
        title: 'write "3"',
        edits: [{ span: given.valueSpan, replaces: "2", text: "3" }],
      },
      consequence: `${judgement.name} therefore speaks VRRPv3.`,
    });
  }
  return 3;
}

const shortestV3 = milliseconds(10);
/** 12 bits of hundredths (RFC 9568 §5.2.7). */
const longestV3 = milliseconds(40_950);

/** What the version can carry: whole seconds, or hundredths up to 40.95 s (keepalived.md §8). */
export function advertIntervalOf(
  draft: InstanceDraft,
  version: 2 | 3,
  judgement: Judgement,
): Micros {
  const given = draft.advert_int;
  if (given === undefined) return seconds(1);
  const unit = version === 2 ? microsPerSecond : shortestV3;
  const longest = version === 2 ? seconds(255) : longestV3;
  const rounded = Math.max(unit, Math.round(given.value / unit) * unit);
  const interval = Math.min(rounded, longest) as Micros;
  if (interval !== given.value) {
    const permitted = version === 2 ? "whole seconds" : "hundredths of a second up to 40.95 s";
    judgement.report(instanceCodes.intervalRounded, given.valueSpan, {
      message: `VRRPv${version} cannot carry an interval of ${inSeconds(given.value)} s`,
      help: `expected ${permitted}`,
      consequence: `${judgement.name} therefore sends every ${inSeconds(interval)} s.`,
    });
  }
  return interval;
}
