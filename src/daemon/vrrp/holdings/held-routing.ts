/** Which routes and rules are held for whom, and which of them somebody else has taken away. */
import {
  type RoutingLine,
  reconcileRouting,
  routingIdentity,
} from "../../../core/reconcile/routing.ts";
import type { RoutingOperation, RoutingTable } from "../../../ports/routing.ts";
import { keepalivedProtocol } from "../../../wire/netlink/address-message.ts";

interface Held<Holder> {
  readonly line: RoutingLine;
  /** Several may ask for the same: it goes with the last of them. */
  readonly holders: Set<Holder>;
}

/** Lines of one holder that are gone without its doing. */
export interface RoutingLoss<Holder> {
  readonly holder: Holder;
  readonly lines: readonly RoutingLine[];
}

export class HeldRouting<Holder> {
  readonly #table: RoutingTable;
  readonly #held = new Map<string, Held<Holder>>();
  #suspects = false;
  #hasRefusals = false;

  constructor(table: RoutingTable) {
    this.#table = table;
  }

  /** Operations that put `lines` where they belong; from now on the holder minds their loss. */
  claim(holder: Holder, lines: readonly RoutingLine[]): readonly RoutingOperation[] {
    const held: RoutingLine[] = [];
    for (const line of lines) {
      const identity = routingIdentity(line);
      const before = this.#held.get(identity);
      if (before !== undefined) held.push(line);
      const holders = before?.holders ?? new Set<Holder>();
      this.#held.set(identity, { line, holders: holders.add(holder) });
    }
    return reconcileRouting({ held, desired: lines, isThere: (line) => this.#isThere(line) });
  }

  /** Operations that remove what nobody but the holder holds, except the lines to keep. */
  release(holder: Holder, keep: readonly RoutingLine[] = []): readonly RoutingOperation[] {
    const kept = new Set(keep.map(routingIdentity));
    const released: RoutingLine[] = [];
    for (const [identity, { line, holders }] of this.#held) {
      if (kept.has(identity) || !holders.delete(holder) || holders.size > 0) continue;
      this.#held.delete(identity);
      released.push(line);
    }
    const removals = reconcileRouting({ held: released, desired: [], isThere: () => true });
    return [...removals, ...this.#besides(released)];
  }

  /** Operations that remove what a process before this one left of `lines`. */
  removeLeftovers(lines: readonly RoutingLine[]): readonly RoutingOperation[] {
    const left = lines.filter(
      (line) => !this.#held.has(routingIdentity(line)) && this.#isThere(line),
    );
    return reconcileRouting({ held: left, desired: [], isThere: () => true });
  }

  /** The kernel would not have it: there is nothing to mind. */
  refused(operation: RoutingOperation): void {
    if (operation.kind !== "add") return;
    this.#held.delete(routingIdentity(operation));
    this.#hasRefusals = true;
  }

  /** Whether something was refused since this was asked last: another attempt may fare better. */
  takeRefusals(): boolean {
    const had = this.#hasRefusals;
    this.#hasRefusals = false;
    return had;
  }

  /** Only routes and rules of our own protocol are heard of afterwards. */
  isHeld(line: RoutingLine): boolean {
    if (!this.#held.has(routingIdentity(line))) return false;
    return protocolOf(line) !== keepalivedProtocol || this.#isThere(line);
  }

  /** Something may have gone: everything held is to be looked at. */
  suspect(): void {
    this.#suspects = this.#held.size > 0;
  }

  hasSuspects(): boolean {
    return this.#suspects;
  }

  takeLosses(isExcused: (line: RoutingLine) => boolean): RoutingLoss<Holder>[] {
    if (!this.#suspects) return [];
    this.#suspects = false;
    const lost = new Map<Holder, RoutingLine[]>();
    for (const { line, holders } of this.#held.values()) {
      if (!isTracked(line) || this.#isThere(line) || isExcused(line)) continue;
      for (const holder of holders) {
        const known = lost.get(holder);
        if (known === undefined) lost.set(holder, [line]);
        else known.push(line);
      }
    }
    return [...lost].map(([holder, lines]) => ({ holder, lines }));
  }

  /**
   * A removal may hit another route to the same destination, since the kernel takes the first that
   * has all that is asked for: what is still held there is added again behind it.
   */
  #besides(released: readonly RoutingLine[]): readonly RoutingOperation[] {
    const destinations = new Set(released.flatMap(destinationOf));
    if (destinations.size === 0) return [];
    return [...this.#held.values()].flatMap(({ line }): RoutingOperation[] =>
      destinationOf(line).some((each) => destinations.has(each)) && this.#isThere(line)
        ? [{ kind: "add", ...line }]
        : [],
    );
  }

  #isThere(line: RoutingLine): boolean {
    return "rule" in line ? this.#table.holdsRule(line.rule) : this.#table.holdsRoute(line.route);
  }
}

const protocolOf = (line: RoutingLine): number =>
  "rule" in line ? line.rule.protocol : line.route.protocol;

const isTracked = (line: RoutingLine): boolean =>
  "rule" in line ? line.rule.tracked : line.route.tracked;

/** Rules are told apart by all that they say. */
function destinationOf(line: RoutingLine): string[] {
  if ("rule" in line) return [];
  const { address, prefixLength } = line.route.destination;
  return [`${address}/${prefixLength}`];
}
