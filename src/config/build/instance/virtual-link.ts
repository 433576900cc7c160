/** `use_vmac` and `use_ipvlan` (keepalived.md §8 and §11). */
import { type Family, familyOf } from "../../../wire/address.ts";
import { linkCodes } from "../../diagnostics/codes-link.ts";
import type { Span, Word } from "../../language/tree.ts";
import type { Ipvlan, VirtualLink, VirtualMac } from "../../model/virtual-link.ts";
import type { Delivery } from "../../model/vrrp-instance.ts";
import { readPrefix } from "../address/prefix.ts";
import type { InstanceDraft } from "../drafts.ts";
import type { Judgement } from "../judgement.ts";

export interface LinkContext {
  readonly family: Family;
  readonly virtualRouterId: number;
  readonly strict: boolean;
  readonly delivery: Delivery;
  /** Where the block ends: keepalived speaks of it there. */
  readonly end: Span;
}

/** Null runs on the interface itself; of both the virtual MAC holds. */
export function virtualLinkOf(
  draft: InstanceDraft,
  context: LinkContext,
  judgement: Judgement,
): VirtualLink | null {
  const { use_vmac: vmac, use_ipvlan: ipvlan } = draft;
  if (vmac !== undefined && ipvlan !== undefined) {
    judgement.report(linkCodes.linkWord, ipvlan.span, {
      message: '"use_ipvlan" does not go with "use_vmac"',
      consequence: `${judgement.name} runs on a virtual MAC.`,
    });
  }
  if (vmac !== undefined) return virtualMacOf(draft, vmac.value, vmac.span, context, judgement);
  const { vmac_xmit_base: base } = draft;
  if (base !== undefined) {
    judgement.report(linkCodes.needsVirtualMac, base.span, {
      message: '"vmac_xmit_base" has no effect without use_vmac',
    });
  }
  return ipvlan === undefined ? null : ipvlanOf(ipvlan.value, ipvlan.span, context, judgement);
}

const longestName = 15;
const macAddress = /^[\da-f]{1,2}(?::[\da-f]{1,2}){4,5}$/i;

function virtualMacOf(
  draft: InstanceDraft,
  words: readonly Word[],
  place: Span,
  context: LinkContext,
  judgement: Judgement,
): VirtualMac {
  let notifiesNetlink = false;
  let mac: string | null = null;
  const common = readCommon(words, judgement, (word) => {
    if (word.text === "netlink_notify_msg") notifiesNetlink = true;
    else if (word.text.includes(":")) mac = readMac(word, context, judgement) ?? mac;
    else return false;
    return true;
  });
  if (draft.promote_secondaries !== undefined) {
    judgement.report(linkCodes.promotedAlready, draft.promote_secondaries.span, {
      message: '"promote_secondaries" is always so on a virtual MAC',
      help: "remove the line",
    });
  }
  return {
    kind: "macvlan",
    place,
    ...common,
    macAddress: mac,
    notifiesNetlink,
    sendsFromBase: sendsFromBase(draft, place, context, judgement),
    alsoForAddresses: draft.use_vmac_addr !== undefined,
  };
}

/** The words that both kinds have; `own` takes what is its own and says whether it did. */
function readCommon(
  words: readonly Word[],
  judgement: Judgement,
  own: (word: Word) => boolean,
): Pick<VirtualMac, "name" | "group"> {
  let name: string | null = null;
  let group: string | null = null;
  const rest = words.values();
  for (const word of rest) {
    if (word.text === "group") {
      const value = rest.next().value;
      if (value === undefined) reportWord(word, `"group" lacks its value`, judgement);
      else group = value.text;
      continue;
    }
    if (own(word)) continue;
    const named = word.text === "name" ? (rest.next().value ?? word) : word;
    if (name !== null) {
      reportWord(named, `"${named.text}" is a second name beside "${name}"`, judgement);
    } else if (named.text.length > longestName || named.text.includes("/")) {
      const message = `"${named.text}" cannot be the name of an interface`;
      reportWord(named, message, judgement, "at most 15 characters, without a slash");
    } else {
      name = named.text;
    }
  }
  return { name, group };
}

function reportWord(word: Word, message: string, judgement: Judgement, help?: string): void {
  const consequence = "The word is skipped.";
  judgement.report(linkCodes.linkWord, word.span, { message, help, consequence });
}

/** Five octets are followed by the VRID; those of RFC 9568 §7.3 come by themselves. */
function readMac(word: Word, context: LinkContext, judgement: Judgement): string | null {
  const help = "expected five or six octets such as 02:00:5e:00:00:05";
  if (!macAddress.test(word.text)) {
    reportWord(word, `"${word.text}" is no MAC address`, judgement, help);
    return null;
  }
  const octets = word.text.split(":").map((octet) => Number.parseInt(octet, 16));
  const isMulticast = ((octets[0] ?? 0) & 1) === 1;
  const isReserved = /^0?0:0?0:5e:0?0:0?[12]\b/i.test(word.text);
  if (isMulticast || isReserved) {
    const kind = isMulticast ? "a multicast address" : "reserved for virtual routers themselves";
    reportWord(word, `"${word.text}" is ${kind}`, judgement, help);
    return null;
  }
  const all = octets.length === 5 ? [...octets, context.virtualRouterId] : octets;
  return all.map((octet) => octet.toString(16).padStart(2, "0")).join(":");
}

function sendsFromBase(
  draft: InstanceDraft,
  place: Span,
  { delivery, strict, end }: LinkContext,
  judgement: Judgement,
): boolean {
  const given = draft.vmac_xmit_base;
  if (given !== undefined && strict) {
    judgement.report(linkCodes.linkWord, given.span, {
      message: '"vmac_xmit_base" does not go with strict mode',
      consequence: `${judgement.name} sends from the virtual MAC.`,
    });
    return false;
  }
  if (given === undefined && delivery.kind === "unicast") {
    judgement.report(linkCodes.sendsFromBase, place, {
      message: "unicast adverts cannot come from a virtual MAC",
      help: "add vmac_xmit_base",
      consequence: `${judgement.name} sends from the interface below it.`,
      echoes: [end],
    });
    return true;
  }
  return given !== undefined;
}

const isMode = (text: string): text is Ipvlan["mode"] =>
  text === "bridge" || text === "private" || text === "vepa";

function ipvlanOf(
  words: readonly Word[],
  place: Span,
  { family, end }: LinkContext,
  judgement: Judgement,
): Ipvlan {
  let address: Ipvlan["address"] = null;
  let mode: Ipvlan["mode"] = "bridge";
  const common = readCommon(words, judgement, (word) => {
    const reading = readPrefix(word.text);
    if (isMode(word.text)) mode = word.text;
    else if (reading === null) return false;
    else if (familyOf(reading.prefix.address) === family) address = reading.prefix;
    else reportWord(word, `"${word.text}" is of another family than the addresses`, judgement);
    return true;
  });
  if (address === null && family === "ipv4") {
    judgement.disable(linkCodes.ipvlanAddressMissing, place, {
      message: "an ipvlan of IPv4 needs an address of its own",
      help: "write it behind use_ipvlan, as in use_ipvlan 192.0.2.11/24",
      echoes: [end],
    });
  }
  return { kind: "ipvlan", place, ...common, address, mode };
}
