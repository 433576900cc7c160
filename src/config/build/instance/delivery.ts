/** How adverts travel: to a multicast group, or to each peer (keepalived.md §8). */
import { type Family, familyOf, type IpAddress } from "../../../wire/address.ts";
import { vrrpTtl } from "../../../wire/vrrp/advert.ts";
import { argumentCodes } from "../../diagnostics/codes-arguments.ts";
import { instanceCodes } from "../../diagnostics/codes-instance.ts";
import type { ChecksumRule, Delivery } from "../../model/vrrp-instance.ts";
import type { InstanceDraft } from "../drafts.ts";
import type { InstanceDefaults } from "../global/instance-defaults.ts";
import type { Judgement } from "../judgement.ts";
import type { Entry } from "../reading/values.ts";
import { readPeers } from "./peers.ts";

export interface DeliveryReading {
  readonly delivery: Delivery;
  /** A TTL limit of a peer asks for the check of every advert's source. */
  readonly limitsTtl: boolean;
}

export function deliveryOf(
  draft: InstanceDraft,
  protocol: { readonly family: Family; readonly strict: boolean },
  defaults: InstanceDefaults,
  judgement: Judgement,
): DeliveryReading {
  const { family, strict } = protocol;
  const { peers, limitsTtl } = readPeers(draft.unicast_peer?.value ?? [], family, judgement);
  const multicastSource = sourceOf(draft.mcast_src_ip, family, judgement);
  const unicastSource = sourceOf(draft.unicast_src_ip, family, judgement);
  if (peers.length === 0) {
    judgeUnicastWithoutPeers(draft, judgement);
    const group = groupOf(draft, family, defaults, judgement);
    const source = multicastSource ?? unicastSource;
    return { delivery: { kind: "multicast", group, source }, limitsTtl: false };
  }
  if (strict && draft.unicast_peer !== undefined) {
    judgement.disable(instanceCodes.strictUnicast, draft.unicast_peer.span, {
      message: "strict mode has no unicast",
      help: "remove unicast_peer, or strict_mode and vrrp_strict",
    });
  }
  if (draft.mcast_dst_ip !== undefined) {
    judgement.report(instanceCodes.multicastGroupIgnored, draft.mcast_dst_ip.span, {
      message: '"mcast_dst_ip" does not go with unicast_peer',
      consequence: `${judgement.name} sends its adverts to its peers only.`,
    });
  }
  const source = unicastSource ?? multicastSource;
  const ttl = draft.unicast_ttl?.value ?? vrrpTtl;
  return { delivery: { kind: "unicast", source, peers, ttl }, limitsTtl };
}

function sourceOf(
  entry: Entry<IpAddress> | undefined,
  family: Family,
  judgement: Judgement,
): IpAddress | null {
  if (entry === undefined) return null;
  if (familyOf(entry.value) === family) return entry.value;
  judgement.report(instanceCodes.sourceFamily, entry.valueSpan, {
    message: `${entry.value} is of another family than the virtual addresses`,
    consequence: `${judgement.name} therefore sends from its interface's own address.`,
  });
  return null;
}

function judgeUnicastWithoutPeers(draft: InstanceDraft, judgement: Judgement): void {
  const unicast =
    draft.unicast_peer ??
    draft.unicast_src_ip ??
    draft.old_unicast_checksum ??
    draft.check_unicast_src;
  if (draft.unicast_ttl !== undefined) {
    judgement.report(instanceCodes.unicastKeywordIgnored, draft.unicast_ttl.span, {
      message: '"unicast_ttl" has no effect without unicast_peer',
    });
  }
  if (unicast === undefined) return;
  if (draft.unicast_fault_no_peer !== undefined) {
    judgement.disable(instanceCodes.noPeers, unicast.span, {
      message: `${judgement.name} has no usable unicast peer`,
      help: "add a unicast_peer of the family of the virtual addresses",
    });
    return;
  }
  judgement.report(instanceCodes.unicastWithoutPeers, unicast.span, {
    message: `${judgement.name} has a unicast setting and no usable unicast peer`,
    help: "add unicast_peer { ... }, or remove the setting",
    consequence: `${judgement.name} therefore sends to the multicast group.`,
  });
}

function groupOf(
  draft: InstanceDraft,
  family: Family,
  defaults: InstanceDefaults,
  judgement: Judgement,
): IpAddress {
  const usual = family === "ipv4" ? defaults.multicastGroup4 : defaults.multicastGroup6;
  const given = draft.mcast_dst_ip;
  if (given === undefined) return usual;
  if (familyOf(given.value) === family) return given.value;
  judgement.report(argumentCodes.wrongFamily, given.valueSpan, {
    message: `${given.value} is of another family than the virtual addresses`,
    consequence: `${judgement.name} therefore sends to ${usual}.`,
  });
  return usual;
}

/** Which checksum adverts carry; only VRRPv3 over IPv4 leaves a choice (keepalived.md §7.2). */
export function checksumOf(
  draft: InstanceDraft,
  protocol: { readonly family: Family; readonly version: 2 | 3 },
  delivery: Delivery,
  defaults: InstanceDefaults,
): ChecksumRule {
  if (protocol.family === "ipv6") return "pseudoHeader";
  if (protocol.version === 2) return "bodyOnly";
  if (draft.v3_checksum_as_v2?.value ?? defaults.checksumAsV2) return "bodyOnly";
  if (delivery.kind === "multicast") return "pseudoHeader";
  const old = draft.old_unicast_checksum;
  if (old === undefined) return "detect";
  return old.value === "never" ? "pseudoHeader" : "oldUnicast";
}
