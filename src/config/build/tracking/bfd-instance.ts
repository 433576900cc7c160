/** One `bfd_instance` (keepalived.md §20). */
import { familyOf, type IpAddress } from "../../../wire/address.ts";
import { milliseconds, seconds } from "../../../wire/units.ts";
import { trackingCodes } from "../../diagnostics/codes-tracking.ts";
import { largestWeight } from "../../keywords/tracking/weight.ts";
import type { Statement, Word } from "../../language/tree.ts";
import type { BfdInstance } from "../../model/tracking.ts";
import type { BfdDraft } from "../drafts.ts";
import type { Judgement } from "../judgement.ts";
import { readSection } from "../reading/read-section.ts";
import { endOf, innerOf } from "./definition.ts";
import { definedWeight } from "./weight.ts";

const longestName = 31;
const defaultTtl = { ipv4: 255, ipv6: 64 } as const;
const defaultInterval = milliseconds(10);
/** `max_hops` that does not look; -1 is another spelling of it. */
const anyHops = 255;

export function completeBfdInstance(
  name: Word,
  block: Statement,
  judgement: Judgement,
): BfdInstance | null {
  const { draft, diagnostics, refused } = readSection(innerOf(block), {
    section: "bfd_instance",
    subject: name.text,
    title: name.text,
  });
  judgement.take(diagnostics);
  refuseLongName(name, judgement);
  const weight = definedWeight(draft.weight?.value, largestWeight.bfd, 0, judgement);
  const neighbor = neighborOf(draft);
  if (neighbor === null) {
    const said = refused.has("neighbor_ip") || refused.has("neighbour_ip");
    if (!said) reportNoNeighbor(name, block, judgement);
    return null;
  }
  const source = draft.source_ip?.value ?? null;
  refuseMixedFamilies(neighbor, source, block, judgement);
  return {
    name: name.text,
    place: name.span,
    neighbor,
    source,
    minimumReceiveMicros: draft.min_rx?.value ?? defaultInterval,
    minimumTransmitMicros: draft.min_tx?.value ?? defaultInterval,
    idleTransmitMicros: draft.idle_tx?.value ?? seconds(1),
    multiplier: draft.multiplier?.value ?? 5,
    passive: draft.passive !== undefined,
    ...hopsOf(draft, neighbor, block, judgement),
    multihop: draft.multihop?.value ?? false,
    ...weight,
    tellsVrrp: draft.vrrp !== undefined || draft.checker === undefined,
    tellsChecker: draft.checker !== undefined || draft.vrrp === undefined,
  };
}

/** The later one of both spellings. */
function neighborOf({ neighbor_ip: one, neighbour_ip: other }: BfdDraft): IpAddress | null {
  if (one === undefined || other === undefined) return one?.value ?? other?.value ?? null;
  return one.order > other.order ? one.value : other.value;
}

function hopsOf(
  { ttl, hoplimit, max_hops: maxHops }: BfdDraft,
  neighbor: IpAddress,
  block: Statement,
  judgement: Judgement,
): Pick<BfdInstance, "ttl" | "mostHops"> {
  const later = (ttl?.order ?? -1) > (hoplimit?.order ?? -1) ? ttl : hoplimit;
  const sent = later?.value ?? defaultTtl[familyOf(neighbor)];
  const most = maxHops?.value ?? 0;
  if (most < 0 || most === anyHops) return { ttl: sent, mostHops: null };
  if (most <= sent) return { ttl: sent, mostHops: most };
  judgement.report(trackingCodes.hopsBeyondTtl, endOf(block), {
    message: `no packet of ${judgement.name} can pass ${most} routers with a TTL of ${sent}`,
    help: "max_hops is at most the ttl or hoplimit",
    consequence: `max_hops is taken as ${sent}.`,
  });
  return { ttl: sent, mostHops: sent };
}

function refuseLongName(name: Word, judgement: Judgement): void {
  if (name.text.length <= longestName) return;
  judgement.disable(trackingCodes.nameTooLong, name.span, {
    message: `"${name.text}" is longer than ${longestName} characters`,
    help: "give the session a shorter name",
  });
}

function refuseMixedFamilies(
  neighbor: IpAddress,
  source: IpAddress | null,
  block: Statement,
  judgement: Judgement,
): void {
  if (source === null || familyOf(source) === familyOf(neighbor)) return;
  judgement.disable(trackingCodes.bfdFamiliesDiffer, endOf(block), {
    message: `source_ip ${source} and neighbor_ip ${neighbor} are not of one address family`,
    help: "a session runs over IPv4 or over IPv6",
  });
}

const reportNoNeighbor = (name: Word, block: Statement, judgement: Judgement): void =>
  judgement.disable(trackingCodes.incomplete, endOf(block), {
    message: `bfd_instance "${name.text}" has no neighbor_ip`,
    help: "add a line such as: neighbor_ip 192.0.2.2",
  });
