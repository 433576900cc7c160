/** Virtual routers of different nodes that get into each other's way. */
import { clusterCodes } from "../../diagnostics/codes-cluster.ts";
import type { AddressLine } from "../../model/address-line.ts";
import type { Delivery } from "../../model/vrrp-instance.ts";
import type { Findings } from "../findings.ts";
import { placeIn } from "../node.ts";
import {
  addressesOf,
  addressKey,
  keywordPlace,
  nameOf,
  numberOf,
  type Router,
  type VirtualRouter,
} from "../router.ts";
import { deviations } from "../unequal.ts";

/** Gives those that clash. */
export function checkClashes(
  virtualRouters: readonly VirtualRouter[],
  findings: Findings,
): ReadonlySet<VirtualRouter> {
  const clashing = new Set<VirtualRouter>();
  reportNumbers(virtualRouters, clashing, findings);
  reportAddresses(virtualRouters, clashing, findings);
  return clashing;
}

interface Member {
  readonly virtual: VirtualRouter;
  readonly router: Router;
}

const membersOf = (virtualRouters: readonly VirtualRouter[]): readonly Member[] =>
  virtualRouters.flatMap((virtual) => virtual.routers.map((router) => ({ virtual, router })));

/** One number for two virtual routers on a link: each takes the other's adverts for its own. */
function reportNumbers(
  virtualRouters: readonly VirtualRouter[],
  clashing: Set<VirtualRouter>,
  findings: Findings,
): void {
  const byNumber = Map.groupBy(membersOf(virtualRouters), ({ router: { instance } }) =>
    [
      instance.family,
      instance.virtualRouterId,
      linkOf(instance.delivery, instance.interface),
    ].join(),
  );
  for (const [first, ...others] of byNumber.values()) {
    const other = others.find(
      (each) => first !== undefined && isForeign(first, each) && !(isMixed(first) && isMixed(each)),
    );
    if (first === undefined || other === undefined) continue;
    clashing.add(first.virtual).add(other.virtual);
    const { instance } = other.router;
    findings.report(
      clusterCodes.virtualRouterIdShared,
      keywordPlace(other.router, "virtual_router_id"),
      {
        message:
          `${nameOf(other.router)} and ${nameOf(first.router)} are both ${numberOf(instance)} on ` +
          `${instance.interface}, with other addresses`,
        help: "give it a virtual_router_id of its own, or the same addresses",
        consequence:
          "Each takes the other's adverts for those of its own group, so only one is master.",
        related: [
          { span: keywordPlace(first.router, "virtual_router_id"), message: "the same here" },
        ],
      },
    );
  }
}

/** Where its adverts can be heard; unicast reaches its peers only. */
const linkOf = (delivery: Delivery, link: string): string =>
  delivery.kind === "multicast" ? `${delivery.group} ${link}` : [...peersOf(delivery)].join();

const peersOf = ({ source, peers }: Extract<Delivery, { kind: "unicast" }>): readonly string[] =>
  [...peers.map(({ address }) => address), ...(source === null ? [] : [source])].toSorted();

/** Two of one node are a finding of its file. */
const isForeign = (one: Member, other: Member): boolean =>
  one.virtual !== other.virtual && one.router.node !== other.router.node;

/** Its routers do not agree on the number, and that is said. */
const isMixed = ({ virtual }: Member): boolean =>
  deviations(virtual.routers, ({ instance }) => String(instance.virtualRouterId)).length > 0;

/** An address may move with one virtual router only; within a file its own check says so. */
function reportAddresses(
  virtualRouters: readonly VirtualRouter[],
  clashing: Set<VirtualRouter>,
  findings: Findings,
): void {
  const holders = new Map<string, Holder[]>();
  for (const member of membersOf(virtualRouters)) {
    for (const line of addressesOf(member.router)) {
      const key = addressKey(line);
      const known = holders.get(key);
      if (known === undefined) holders.set(key, [{ ...member, line }]);
      else known.push({ ...member, line });
    }
  }
  for (const same of holders.values()) {
    const [first] = same;
    const other = same.find((each) => first !== undefined && each.virtual !== first.virtual);
    if (first === undefined || other === undefined || isWithinOneFile(same)) continue;
    clashing.add(first.virtual).add(other.virtual);
    reportAddress(first, other, findings);
  }
}

interface Holder extends Member {
  readonly line: AddressLine;
}

const isWithinOneFile = (holders: readonly Holder[]): boolean =>
  holders.some((one) =>
    holders.some((other) => other.router.node === one.router.node && other.virtual !== one.virtual),
  );

function reportAddress(first: Holder, { router, line }: Holder, findings: Findings): void {
  findings.report(clusterCodes.addressShared, placeIn(router.node, line.place), {
    message:
      `${line.address} moves with ${nameOf(router)}, ${numberOf(router.instance)}, and with ` +
      `${nameOf(first.router)}, ${numberOf(first.router.instance)}`,
    help: "leave it in one of the two",
    consequence: "Both may hold it at once, each as master of its own virtual router.",
    related: [{ span: placeIn(first.router.node, first.line.place), message: "the first one" }],
  });
}
