/** Which virtual servers, real servers and checkers of a new file are the ones that run. */
import type { Checker } from "../../config/model/checker.ts";
import type { RealServer, VirtualServer } from "../../config/model/load-balancing.ts";
import { virtualServerKey } from "./names.ts";
import { sameSettings } from "./same-settings.ts";

/** Everything goes by its index in the model, `before` by that in the old one. */
export interface LoadBalancingMatch {
  /** By the new model's virtual servers. */
  readonly virtualServers: readonly VirtualServerMatch[];
  /** Old virtual servers that are gone. */
  readonly removed: readonly number[];
}

export interface VirtualServerMatch {
  /** Null is new. */
  readonly before: number | null;
  readonly servers: readonly ServerMatch[];
  /** Old real servers that are gone. */
  readonly removed: readonly number[];
}

export interface ServerMatch {
  readonly before: number | null;
  readonly checkers: readonly CheckerMatch[];
}

/** `kept` has equal settings, and its state goes on; `changed` is of the same kind. */
export type CheckerMatch =
  | { readonly kind: "kept" | "changed"; readonly before: number }
  | { readonly kind: "new" };

const newChecker: CheckerMatch = { kind: "new" };

/** Looks everything up by its identity (keepalived.md §4.5): there may be tens of thousands. */
export function matchLoadBalancing(
  before: readonly VirtualServer[],
  after: readonly VirtualServer[],
): LoadBalancingMatch {
  const remaining = new Map(before.map((server, index) => [virtualServerKey(server), index]));
  const virtualServers = after.map((virtualServer): VirtualServerMatch => {
    const index = take(remaining, virtualServerKey(virtualServer));
    const old = index === null ? undefined : before[index];
    const { servers, removed } = matchServers(old?.realServers ?? [], virtualServer.realServers);
    return { before: index, servers, removed };
  });
  return { virtualServers, removed: [...remaining.values()] };
}

function matchServers(
  before: readonly RealServer[],
  after: readonly RealServer[],
): Pick<VirtualServerMatch, "servers" | "removed"> {
  if (before.length === 0) return { servers: after.map(newServer), removed: [] };
  // As most are, most of the time.
  if (before.length === after.length && after.every((server, i) => isSame(server, before[i]))) {
    return { servers: after.map((server, i) => serverMatch(server, i, before)), removed: [] };
  }
  const remaining = new Map(before.map((server, index) => [serverKey(server), index]));
  const servers = after.map((server) => {
    const index = take(remaining, serverKey(server));
    return index === null ? newServer(server) : serverMatch(server, index, before);
  });
  return { servers, removed: [...remaining.values()] };
}

const newServer = ({ checkers }: RealServer): ServerMatch => ({
  before: null,
  checkers: checkers.map(() => newChecker),
});

const serverMatch = (
  { checkers }: RealServer,
  index: number,
  before: readonly RealServer[],
): ServerMatch => ({
  before: index,
  checkers: matchCheckers(before[index]?.checkers ?? [], checkers),
});

/** Equal ones first, wherever they stand; then those of one kind, in their order. */
function matchCheckers(
  before: readonly Checker[],
  after: readonly Checker[],
): readonly CheckerMatch[] {
  if (before.length === after.length && after.every((c, i) => sameSettings(c, before[i]))) {
    return after.map((_, index) => ({ kind: "kept", before: index }));
  }
  const remaining = new Map(before.entries());
  const matches = after.map((checker): CheckerMatch => {
    const kept = indexOfEqual(remaining, checker);
    if (kept === null) return newChecker;
    remaining.delete(kept);
    return { kind: "kept", before: kept };
  });
  if (remaining.size === 0) return matches;
  return matches.map((match, index) => {
    const changed = match.kind === "new" ? indexOfKind(remaining, after[index]?.kind) : null;
    if (changed === null) return match;
    remaining.delete(changed);
    return { kind: "changed", before: changed };
  });
}

function indexOfEqual(remaining: ReadonlyMap<number, Checker>, checker: Checker): number | null {
  for (const [index, other] of remaining) if (sameSettings(other, checker)) return index;
  return null;
}

function indexOfKind(
  remaining: ReadonlyMap<number, Checker>,
  kind: Checker["kind"] | undefined,
): number | null {
  for (const [index, checker] of remaining) if (checker.kind === kind) return index;
  return null;
}

const isSame = ({ address, port }: RealServer, other: RealServer | undefined): boolean =>
  other !== undefined && other.address === address && other.port === port;

const serverKey = ({ address, port }: RealServer): string => `${address} ${port}`;

function take(remaining: Map<string, number>, key: string): number | null {
  const index = remaining.get(key);
  remaining.delete(key);
  return index ?? null;
}
