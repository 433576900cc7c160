/**
 * Which instances of different files are meant to back each other up. Files may have mistakes in
 * the very things that join them, so the surest signs are taken first: number and an address, then
 * an address, then number and name, then the name.
 */
import type { ClusterNode } from "./node.ts";
import { addressesOf, type Router, type VirtualRouter } from "./router.ts";

/** Every instance of every node is in exactly one of them. */
export function virtualRoutersOf(nodes: readonly ClusterNode[]): readonly VirtualRouter[] {
  const routers = nodes.flatMap((node) =>
    node.configuration.vrrpInstances.map((instance): Router => ({ node, instance })),
  );
  const groups = new Groups(routers);
  for (const { left, right } of candidates(routers)) groups.join(left, right);
  return groups.virtualRouters();
}

interface Candidate {
  readonly left: Router;
  readonly right: Router;
  readonly certainty: number;
}

/** Surest first; between equally sure ones the order of the files. */
function candidates(routers: readonly Router[]): readonly Candidate[] {
  const evidence = [
    byKey(routers, addressKeys),
    byKey(routers, numberKey),
    byKey(routers, nameKey),
  ];
  const found: Candidate[] = [];
  const seen = new Map<Router, Set<Router>>();
  for (const [left, right] of evidence.flat()) {
    const known = seen.get(left) ?? new Set();
    seen.set(left, known);
    if (known.has(right)) continue;
    known.add(right);
    const certainty = certaintyOf(left, right);
    if (certainty > 0) found.push({ left, right, certainty });
  }
  return found.toSorted((one, other) => other.certainty - one.certainty);
}

/** The share of common addresses and a common name decide within one kind of evidence. */
function certaintyOf(left: Router, right: Router): number {
  const shared = sharedAddresses(left, right);
  const sameNumber = left.instance.virtualRouterId === right.instance.virtualRouterId;
  const sameName = left.instance.name === right.instance.name;
  const hasNone = addressesOf(left).length === 0 || addressesOf(right).length === 0;
  const detail = shared + (sameName ? 0.5 : 0);
  if (shared > 0) return (sameNumber ? 8 : 4) + detail;
  if (sameNumber && (sameName || hasNone)) return 2 + detail;
  return sameName ? 1 : 0;
}

/** From 0, none, to 1, all of them. */
function sharedAddresses(left: Router, right: Router): number {
  const ours = new Set(addressesOf(left).map(({ address }) => address));
  const theirs = new Set(addressesOf(right).map(({ address }) => address));
  const shared = [...ours].filter((address) => theirs.has(address)).length;
  return shared === 0 ? 0 : shared / (ours.size + theirs.size - shared);
}

type Pair = readonly [Router, Router];

const numberKey = ({ instance }: Router): readonly string[] => [
  `${instance.family} ${instance.virtualRouterId}`,
];
const nameKey = ({ instance }: Router): readonly string[] => [
  `${instance.family} ${instance.name}`,
];
const addressKeys = (router: Router): readonly string[] =>
  addressesOf(router).map(({ address }) => `${router.instance.family} ${address}`);

/** Pairs of different nodes that have a key in common. */
function byKey(
  routers: readonly Router[],
  keysOf: (router: Router) => readonly string[],
): readonly Pair[] {
  const bearers = new Map<string, Router[]>();
  const pairs: Pair[] = [];
  for (const router of routers) {
    for (const key of new Set(keysOf(router))) {
      const others = bearers.get(key) ?? [];
      for (const other of others) if (other.node !== router.node) pairs.push([other, router]);
      bearers.set(key, [...others, router]);
    }
  }
  return pairs;
}

/** Joins routers while each node has one in a group at most. */
class Groups {
  readonly #nodes: readonly ClusterNode[];
  readonly #groupOf = new Map<Router, Set<Router>>();

  constructor(routers: readonly Router[]) {
    this.#nodes = [...new Set(routers.map(({ node }) => node))];
    for (const router of routers) this.#groupOf.set(router, new Set([router]));
  }

  join(left: Router, right: Router): void {
    const ours = this.#groupOf.get(left);
    const theirs = this.#groupOf.get(right);
    if (ours === undefined || theirs === undefined || ours === theirs) return;
    const nodes = new Set([...ours].map(({ node }) => node));
    if ([...theirs].some(({ node }) => nodes.has(node))) return;
    for (const router of theirs) {
      ours.add(router);
      this.#groupOf.set(router, ours);
    }
  }

  virtualRouters(): readonly VirtualRouter[] {
    const order = (router: Router): number => this.#nodes.indexOf(router.node);
    return [...new Set(this.#groupOf.values())].flatMap((group) => {
      const [first, ...others] = [...group].toSorted((one, other) => order(one) - order(other));
      return first === undefined ? [] : [{ routers: [first, ...others] }];
    });
  }
}
