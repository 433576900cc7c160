/**
 * Routes and policy rules as desired state: what has to be done so that the kernel holds what it
 * should. Claim, release, reload and repair are this one function with other lists.
 *
 * Routes come before rules, and go after them, so that no rule looks into a table that is not filled
 * yet (keepalived.md §10.5).
 */
import type { Route } from "../../config/model/route.ts";
import type { Rule } from "../../config/model/rule.ts";

export type RoutingLine = { readonly route: Route } | { readonly rule: Rule };

export type RoutingChange =
  | { readonly kind: "add" | "remove"; readonly route: Route }
  | { readonly kind: "add" | "remove"; readonly rule: Rule };

export interface RoutingQuestion {
  /** What was put there before, in the order in which it was. */
  readonly held: readonly RoutingLine[];
  /** What is to be there: routes, then rules. */
  readonly desired: readonly RoutingLine[];
  /** Whether the kernel still has a line that is held. */
  readonly isThere: (line: RoutingLine) => boolean;
}

/**
 * The operations that lead to `desired`, none when it is so already. A line that changed is removed as
 * it was and added as it is: the kernel takes two for different ones. What is held and no longer there
 * is added again.
 */
export function reconcileRouting(question: RoutingQuestion): readonly RoutingChange[] {
  const desired = byIdentity(question.desired);
  const held = byIdentity(question.held);
  const removals: RoutingChange[] = [];
  for (const [identity, line] of held) {
    if (!desired.has(identity)) removals.push({ kind: "remove", ...line });
  }
  const additions: RoutingChange[] = [];
  for (const [identity, line] of desired) {
    const isKept = held.has(identity) && question.isThere(line);
    if (!isKept) additions.push({ kind: "add", ...line });
  }
  return [...removals.reverse(), ...additions];
}

/**
 * The additions that no later change takes back: where all removals go first, the others would stay
 * for good.
 */
export function lastingAdditions<Change extends RoutingChange>(
  changes: readonly Change[],
): readonly Change[] {
  const lastRemovals = new Map<string, number>();
  for (const [at, change] of changes.entries()) {
    if (change.kind === "remove") lastRemovals.set(routingIdentity(change), at);
  }
  return changes.filter(
    (change, at) => change.kind === "add" && at > (lastRemovals.get(routingIdentity(change)) ?? -1),
  );
}

/** Routes first, then rules: the order in which they are added. */
export const routingLines = (
  routes: readonly Route[],
  rules: readonly Rule[],
): readonly RoutingLine[] => [
  ...routes.map((route): RoutingLine => ({ route })),
  ...rules.map((rule): RoutingLine => ({ rule })),
];

/** All that a line means: two with the same are the same for the kernel. */
export function routingIdentity(line: RoutingLine): string {
  const [kind, content] = "route" in line ? ["route", line.route] : ["rule", line.rule];
  const known = identities.get(content);
  if (known !== undefined) return known;
  const identity = `${kind} ${JSON.stringify(content, meaning)}`;
  identities.set(content, identity);
  return identity;
}

/** Lines do not change, and a fail-over must not wait until each has been written out again. */
const identities = new WeakMap<object, string>();

/** Of these the kernel knows nothing. */
const onlyOurs: ReadonlySet<string> = new Set(["place", "interfacePlace", "tracked", "trackGroup"]);

const meaning = (key: string, value: unknown): unknown => (onlyOurs.has(key) ? undefined : value);

function byIdentity(lines: readonly RoutingLine[]): Map<string, RoutingLine> {
  const map = new Map<string, RoutingLine>();
  for (const line of lines) {
    const identity = routingIdentity(line);
    if (!map.has(identity)) map.set(identity, line);
  }
  return map;
}
