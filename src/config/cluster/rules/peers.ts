/** Unicast peers point at each other: each router sends to the address that the other one has. */
import { type IpAddress, parseAddress } from "../../../wire/address.ts";
import { clusterCodes } from "../../diagnostics/codes-cluster.ts";
import type { Span } from "../../language/tree.ts";
import type { Delivery } from "../../model/vrrp-instance.ts";
import type { Findings } from "../findings.ts";
import { keywordIn } from "../keyword-places.ts";
import {
  nameOf,
  ownStatement,
  placeOfInstance,
  type Router,
  type VirtualRouter,
} from "../router.ts";
import { listed } from "../words.ts";
import { placeOfSource } from "./delivery.ts";

type Unicast = Extract<Delivery, { kind: "unicast" }>;
interface Sender {
  readonly router: Router;
  readonly delivery: Unicast;
}

export function checkPeers({ routers }: VirtualRouter, findings: Findings): void {
  const senders = routers.flatMap((router): Sender[] => {
    const { delivery } = router.instance;
    return delivery.kind === "unicast" ? [{ router, delivery }] : [];
  });
  if (senders.length < 2) return;
  for (const sender of senders) {
    const others = senders.filter((other) => other !== sender);
    const strays = straysOf(sender, senders);
    const unlisted = others.filter((other) => !reaches(sender, other));
    for (const other of unlisted) reportUnlisted(sender, other, strays, findings);
    if (unlisted.length === 0) reportStrays(sender, senders, strays, findings);
    for (const other of others) reportTtl(sender, other, findings);
  }
  reportUnreachable(senders, findings);
}

/**
 * Where the other one's address is not in its file, nothing can be said against it; and where it is
 * the same as the own one, that is what has to be mended.
 */
const reaches = ({ delivery }: Sender, other: Sender): boolean =>
  other.delivery.source === null ||
  other.delivery.source === delivery.source ||
  peerAddresses(delivery).has(other.delivery.source);

const peerAddresses = ({ peers }: Unicast): ReadonlySet<IpAddress> =>
  new Set(peers.map(({ address }) => address));

/** Peers that are nobody's known address. A list may be the same for all: its own one is none. */
function straysOf({ delivery }: Sender, senders: readonly Sender[]): readonly IpAddress[] {
  const sources = new Set(senders.map((sender) => sender.delivery.source));
  return [...peerAddresses(delivery)].filter((address) => !sources.has(address));
}

function reportUnlisted(
  { router }: Sender,
  other: Sender,
  strays: readonly IpAddress[],
  findings: Findings,
): void {
  const { source } = other.delivery;
  const [stray] = strays;
  findings.report(clusterCodes.peerMissing, placeOfPeer(router, stray ?? null), {
    message: `${nameOf(router)} has no peer ${source}, which ${nameOf(other.router)} sends from`,
    help: stray === undefined ? `add ${source}` : `write ${source}, or correct the other's source`,
    consequence:
      `${other.router.node.name} gets no advert of ${router.node.name}, so it becomes master ` +
      "beside it.",
    related: [{ span: placeOfSource(other.router), message: "its own address" }],
  });
}

function reportStrays(
  { router }: Sender,
  senders: readonly Sender[],
  strays: readonly IpAddress[],
  findings: Findings,
): void {
  const [first] = strays;
  const sources = new Set(senders.map(({ delivery }) => delivery.source));
  // With one source missing, or copied, the peer may well be the other node's.
  const areKnown = sources.size === senders.length && !sources.has(null);
  if (first === undefined || !areKnown) return;
  findings.report(clusterCodes.peerUnknown, placeOfPeer(router, first), {
    message: `${nameOf(router)} has a peer ${listed(strays)} that none of these files sends from`,
    help: "check the file of that node too, or remove the peer",
  });
}

/**
 * Without sources: each router's own address is one that all others list. Two nodes with the same
 * single peer cannot both be right.
 */
function reportUnreachable(senders: readonly Sender[], findings: Findings): void {
  const unknown = senders.filter(({ delivery }) => delivery.source === null);
  const known = new Set(senders.map(({ delivery }) => delivery.source));
  const possible = new Set<IpAddress>();
  for (const sender of unknown) {
    const others = senders.filter((other) => other !== sender);
    const [first, ...rest] = others.map(({ delivery }) => peerAddresses(delivery));
    for (const address of first ?? []) {
      if (!known.has(address) && rest.every((peers) => peers.has(address))) possible.add(address);
    }
  }
  const last = unknown.at(-1);
  const [first] = senders;
  if (last === undefined || first === undefined || possible.size >= unknown.length) return;
  const names = listed(senders.map(({ router }) => nameOf(router)));
  findings.report(clusterCodes.peersDoNotMeet, placeOfPeer(last.router, null), {
    message: `the peers of ${names} cannot point at each other`,
    help: "list the addresses of the other nodes; unicast_src_ip says which one is its own",
    consequence: "A router that gets no advert becomes master beside the other.",
    related: senders
      .filter((sender) => sender !== last)
      .map(({ router }) => ({ span: placeOfPeer(router, null), message: "the peers here" })),
  });
}

/** A TTL only ever gets smaller on the way. */
function reportTtl({ router, delivery }: Sender, other: Sender, findings: Findings): void {
  const { source, ttl } = other.delivery;
  const peer = delivery.peers.find(({ address }) => address === source);
  if (peer === undefined || !router.instance.checkUnicastSource || ttl >= peer.minTtl) return;
  findings.report(clusterCodes.ttlTooSmall, placeOfPeer(router, peer.address), {
    message:
      `${nameOf(router)} wants a TTL of ${peer.minTtl}, and ${nameOf(other.router)} sends ` +
      `${ttl}`,
    help: `min_ttl ${ttl}, or unicast_ttl 255 on the other`,
    consequence: `${router.node.name} drops every advert of ${other.router.node.name}.`,
    related: [{ span: placeOfSource(other.router), message: "the sender" }],
  });
}

/** The line of that peer, else the whole block. */
function placeOfPeer(router: Router, address: IpAddress | null): Span {
  const block = ownStatement(router, "unicast_peer");
  if (block === undefined) return placeOfInstance(router);
  const line = block.block?.statements.find(
    ({ words }) => address !== null && parseAddress(words[0].text) === address,
  );
  return keywordIn(router.node, line ?? block);
}
