/** Whether adverts reach the other routers at all: same way, same group, same checksum. */
import { clusterCodes } from "../../diagnostics/codes-cluster.ts";
import type { Span } from "../../language/tree.ts";
import type { Delivery } from "../../model/vrrp-instance.ts";
import type { Findings } from "../findings.ts";
import { keywordIn } from "../keyword-places.ts";
import {
  keywordPlace,
  nameOf,
  ownStatement,
  placeOfInstance,
  type Router,
  type VirtualRouter,
} from "../router.ts";
import { deviations, sharers } from "../unequal.ts";
import { bothMaster } from "./protocol.ts";

export function checkDelivery({ routers }: VirtualRouter, findings: Findings): void {
  reportMixture(routers, findings);
  reportGroups(routers, findings);
  reportSources(routers, findings);
  reportChecksums(routers, findings);
}

function reportMixture(routers: readonly Router[], findings: Findings): void {
  for (const { item, usual } of deviations(routers, kindOf)) {
    const [ours, theirs] = [kindOf(item), kindOf(usual)];
    findings.report(clusterCodes.deliveryDiffers, placeOfKind(item), {
      message: `${nameOf(item)} sends by ${ours}, and ${nameOf(usual)} by ${theirs}`,
      help: theirs === "unicast" ? "add unicast_peer { ... }" : "remove unicast_peer",
      consequence: bothMaster,
      related: [{ span: placeOfKind(usual), message: `${theirs} here` }],
    });
  }
}

const kindOf = ({ instance }: Router): Delivery["kind"] => instance.delivery.kind;

function placeOfKind(router: Router): Span {
  const block = ownStatement(router, "unicast_peer");
  return block === undefined ? placeOfInstance(router) : keywordIn(router.node, block);
}

function reportGroups(routers: readonly Router[], findings: Findings): void {
  const multicast = routers.filter((router) => groupOf(router) !== null);
  for (const { item, usual } of deviations(multicast, (router) => String(groupOf(router)))) {
    findings.report(clusterCodes.multicastGroupsDiffer, placeOfGroup(item), {
      message:
        `${nameOf(item)} sends to ${groupOf(item)}, and ${nameOf(usual)} to ` + `${groupOf(usual)}`,
      help: `write ${groupOf(usual)}, or change the other`,
      consequence: bothMaster,
      related: [{ span: placeOfGroup(usual), message: `${groupOf(usual)} here` }],
    });
  }
}

const groupOf = ({ instance: { delivery } }: Router): string | null =>
  delivery.kind === "multicast" ? delivery.group : null;

const placeOfGroup = (router: Router): Span =>
  keywordPlace(
    router,
    "mcast_dst_ip",
    router.instance.family === "ipv4" ? "vrrp_mcast_group4" : "vrrp_mcast_group6",
  );

/** Two machines cannot have one address: the file was copied. */
function reportSources(routers: readonly Router[], findings: Findings): void {
  for (const [first, ...others] of sharers(routers, ({ instance }) => instance.delivery.source)) {
    for (const router of others) {
      findings.report(clusterCodes.sourceShared, placeOfSource(router), {
        message:
          `${nameOf(router)} sends from ${router.instance.delivery.source}, as ` +
          `${nameOf(first)} does`,
        help: "write an address that this node has of its own",
        consequence: "One of the two has not got this address, and its adverts do not leave.",
        related: [{ span: placeOfSource(first), message: "the same address" }],
      });
    }
  }
}

/** `unicast_src_ip` and `mcast_src_ip` stand in for each other. */
export function placeOfSource(router: Router): Span {
  const unicast = ownStatement(router, "unicast_src_ip") !== undefined;
  return keywordPlace(router, unicast ? "unicast_src_ip" : "mcast_src_ip");
}

function reportChecksums(routers: readonly Router[], findings: Findings): void {
  // Between versions, and between unicast and multicast, that is what has to be mended first.
  if (deviations(routers, kindOf).length > 0) return;
  if (routers.some(({ instance }) => instance.version === 2)) return;
  const fixed = routers.filter(({ instance }) => instance.checksum !== "detect");
  for (const { item, usual } of deviations(fixed, ({ instance }) => instance.checksum)) {
    findings.report(clusterCodes.checksumsDiffer, placeOfChecksum(item), {
      message: `${nameOf(item)} has ${checksumOf(item)}, and ${nameOf(usual)} ${checksumOf(usual)}`,
      help: "write the same on all routers",
      consequence: bothMaster,
      related: [{ span: placeOfChecksum(usual), message: `${checksumOf(usual)} here` }],
    });
  }
}

const checksums = {
  pseudoHeader: "the checksum of RFC 9568",
  bodyOnly: "v3_checksum_as_v2",
  oldUnicast: "old_unicast_checksum",
  detect: "a checksum that follows its peers",
} as const;

const checksumOf = ({ instance }: Router): string => checksums[instance.checksum];

const placeOfChecksum = (router: Router): Span =>
  ownStatement(router, "old_unicast_checksum") === undefined
    ? keywordPlace(router, "v3_checksum_as_v2", "v3_checksum_as_v2")
    : keywordPlace(router, "old_unicast_checksum");
