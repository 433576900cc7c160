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

/** Looks everything up by its identity (behaviours §4.5): there may be tens of thousands. */
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
  const remaining = new Map(before.map((server, index) => [serverKey(server), index]));
  const servers = after.map((server): ServerMatch => {
    const index = take(remaining, serverKey(server));
    const old = index === null ? undefined : before[index];
    return { before: index, checkers: matchCheckers(old?.checkers ?? [], server.checkers) };
  });
  return { servers, removed: [...remaining.values()] };
}

/** Equal ones first, wherever they stand; then those of one kind, in their order. */
function matchCheckers(
  before: readonly Checker[],
  after: readonly Checker[],
): readonly CheckerMatch[] {
  const remaining = new Map(before.entries());
  const matches = after.map((checker, index): CheckerMatch => {
    const kept = indexOfEqual(remaining, checker, index);
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

/** Most stand where they stood. */
function indexOfEqual(
  remaining: ReadonlyMap<number, Checker>,
  checker: Checker,
  likely: number,
): number | null {
  const there = remaining.get(likely);
  if (there !== undefined && sameSettings(there, checker)) return likely;
  for (const [index, other] of remaining) {
    if (other.kind === checker.kind && sameSettings(other, checker)) return index;
  }
  return null;
}

function indexOfKind(
  remaining: ReadonlyMap<number, Checker>,
  kind: Checker["kind"] | undefined,
): number | null {
  for (const [index, checker] of remaining) if (checker.kind === kind) return index;
  return null;
}

const serverKey = ({ address, port }: RealServer): string => `${address} ${port}`;

function take(remaining: Map<string, number>, key: string): number | null {
  const index = remaining.get(key);
  remaining.delete(key);
  return index ?? null;
}
