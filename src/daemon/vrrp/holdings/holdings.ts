/** What is held of the kernel, and for whom: addresses, routes and rules; puts, removes, and minds them. */
import type { Span } from "../../../config/language/tree.ts";
import type { AddressLine } from "../../../config/model/address-line.ts";
import type { RoutingLine } from "../../../core/reconcile/routing.ts";
import type {
  AddressOperation,
  InterfaceAddress,
  KernelError,
  NetworkTable,
} from "../../../ports/network.ts";
import type { RoutingOperation, RoutingTable } from "../../../ports/routing.ts";
import type { IpAddress } from "../../../wire/address.ts";
import type { Result } from "../../../wire/result.ts";
import type { InterfaceIndex } from "../../../wire/units.ts";
import type { Outbox } from "../outbox.ts";
import { HeldAddresses } from "./held-addresses.ts";
import type { Lines } from "./held-lines.ts";
import { HeldRouting } from "./held-routing.ts";

export interface HoldingsParts<Holder> {
  readonly network: NetworkTable;
  readonly routing: RoutingTable;
  readonly outbox: Pick<Outbox, "addresses" | "routing">;
  missingInterface(holder: Holder, line: AddressLine): void;
  /** The kernel refuses an operation; `place` is where the file asks for it. */
  refused(purpose: string, error: KernelError, place: Span): void;
}

/** What of one holder is gone without its doing. */
export interface Loss<Holder> {
  readonly holder: Holder;
  readonly addresses: readonly IpAddress[];
  readonly routing: readonly RoutingLine[];
}

export class Holdings<Holder> {
  readonly #parts: HoldingsParts<Holder>;
  readonly #addresses: HeldAddresses<Holder>;
  readonly #routing: HeldRouting<Holder>;

  constructor(parts: HoldingsParts<Holder>) {
    this.#parts = parts;
    this.#addresses = new HeldAddresses(parts.network, (holder, line) =>
      parts.missingInterface(holder, line),
    );
    this.#routing = new HeldRouting(parts.routing);
    parts.routing.subscribe(() => this.#routing.suspect());
  }

  /** Puts back what is missing of `lines`; from now on the holder minds their loss. */
  claim(holder: Holder, lines: Lines): void {
    this.#parts.outbox.addresses(this.#addresses.claim(holder, lines.addresses));
    this.claimRouting(holder, lines.routing);
  }

  claimRouting(holder: Holder, lines: readonly RoutingLine[]): void {
    if (lines.length > 0) this.#parts.outbox.routing(this.#routing.claim(holder, lines));
  }

  /** Of the addresses that it holds. */
  restore(holder: Holder, addresses: readonly IpAddress[]): void {
    const lines = this.#addresses.linesOf(holder, addresses);
    this.#parts.outbox.addresses(this.#addresses.claim(holder, lines));
  }

  release(holder: Holder): void {
    this.#parts.outbox.routing(this.#routing.release(holder));
    this.#parts.outbox.addresses(this.#addresses.release(holder));
  }

  /** After a reload: what it holds and its lines no longer name. */
  releaseGone(holder: Holder, { addresses, routing }: Lines): void {
    const key = (line: AddressLine) => `${line.interface} ${line.address}/${line.prefixLength}`;
    const wanted = new Set(addresses.map(key));
    this.#parts.outbox.routing(this.#routing.release(holder, routing));
    const gone = this.#addresses.release(holder, (line) => wanted.has(key(line)));
    this.#parts.outbox.addresses(gone);
  }

  /** What a process before this one left. */
  removeLeftovers({ addresses, routing }: Lines): void {
    this.#parts.outbox.routing(this.#routing.removeLeftovers(routing));
    this.#parts.outbox.addresses(this.#addresses.removeLeftovers(addresses));
  }

  /** Whether the kernel was asked for it, did not refuse, and still has it as far as is known. */
  isThere(line: RoutingLine): boolean {
    return this.#routing.isHeld(line);
  }

  /** Whether the kernel refused a route or rule since this was asked last. */
  takeRoutingRefusals(): boolean {
    return this.#routing.takeRefusals();
  }

  /** Its addresses went with it, and nobody took them. */
  linkRemoved(index: InterfaceIndex): void {
    this.#addresses.forgetInterface(index);
  }

  addressRemoved(address: InterfaceAddress): void {
    this.#addresses.removed(address);
  }

  compareAll(): void {
    this.#addresses.suspectAll();
    this.#routing.suspect();
  }

  hasLosses(): boolean {
    return this.#addresses.hasSuspects() || this.#routing.hasSuspects();
  }

  /**
   * Losses wait until all notifications of the same moment are read: an interface that goes down loses
   * its IPv6 addresses too, and that is no theft.
   */
  takeLosses(): readonly Loss<Holder>[] {
    const losses = new Map<Holder, Loss<Holder>>();
    for (const { holder, addresses } of this.#addresses.takeLosses()) {
      losses.set(holder, { holder, addresses, routing: [] });
    }
    for (const { holder, lines } of this.#routing.takeLosses((line) => this.#isWayDown(line))) {
      const addresses = losses.get(holder)?.addresses ?? [];
      losses.set(holder, { holder, addresses, routing: lines });
    }
    return [...losses.values()];
  }

  /** It comes back with its link, and nobody has taken it. */
  #isWayDown(line: RoutingLine): boolean {
    if ("rule" in line) return false;
    const isDown = (name: string | null) =>
      name !== null && this.#parts.network.linkByName(name)?.up !== true;
    const { route } = line;
    const { nextHops } = route;
    const allDown = nextHops.length > 0 && nextHops.every((hop) => isDown(hop.interface));
    return isDown(route.interface) || allDown;
  }

  addressesChanged(
    operations: readonly AddressOperation[],
    results: readonly Result<null, KernelError>[],
  ): void {
    for (const [index, operation] of operations.entries()) {
      const result = results[index];
      if (result === undefined || result.ok) continue;
      this.#addresses.refused(operation);
      const purpose = `${operation.kind} ${operation.line.address}`;
      this.#parts.refused(purpose, result.error, operation.line.place);
    }
  }

  routingChanged(
    operations: readonly RoutingOperation[],
    results: readonly Result<null, KernelError>[],
  ): void {
    for (const [index, operation] of operations.entries()) {
      const result = results[index];
      if (result === undefined || result.ok) continue;
      this.#routing.refused(operation);
      const { place } = "rule" in operation ? operation.rule : operation.route;
      const what = "rule" in operation ? "a rule" : "a route";
      this.#parts.refused(`${operation.kind} ${what}`, result.error, place);
    }
  }
}
