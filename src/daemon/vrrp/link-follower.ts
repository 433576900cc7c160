/** Follows the kernel's links and addresses: what instances send by, what they need, what they hold. */
import { describeRoutingLines } from "../../core/reconcile/describe.ts";
import type { LinkCondition, VrrpEvent } from "../../core/vrrp/events.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Link, NetworkChange, NetworkTable } from "../../ports/network.ts";
import { meansTheSame } from "../configuration/same-meaning.ts";
import type { Attachments } from "./attachments.ts";
import type { EffectRunner } from "./effect-runner.ts";
import type { Holder } from "./holdings/holder.ts";
import type { Loss } from "./holdings/holdings.ts";
import { mayLeaveAnywhere } from "./route-obstacles.ts";
import { RunningInstance } from "./running-instance.ts";
import type { Tracking } from "./tracking/tracking.ts";

export interface LinkFollowerParts {
  readonly clock: Clock;
  readonly network: NetworkTable;
  readonly attachments: Attachments;
  readonly effects: EffectRunner;
  readonly tracking: Tracking;
  /** Those that have begun and have not stopped. */
  begun(): readonly RunningInstance[];
  take(running: RunningInstance, event: VrrpEvent): void;
  /** An interface that somebody follows counts as up, or as down, from now on. */
  linkChanged(name: string, up: boolean): void;
  /** Something that it follows has another result. */
  trackersChanged(concerned: Iterable<RunningInstance>): void;
}

export class LinkFollower {
  readonly #parts: LinkFollowerParts;

  constructor(parts: LinkFollowerParts) {
    this.#parts = parts;
  }

  changed(change: NetworkChange): void {
    const { network, effects } = this.#parts;
    switch (change.kind) {
      case "addressRemoved":
        effects.holdings.addressRemoved(change.address);
        return this.#look(network.linkByIndex(change.address.interfaceIndex)?.name);
      case "addressAdded":
        this.#look(network.linkByIndex(change.address.interfaceIndex)?.name);
        // A gateway may be in reach now that was not when the route was refused.
        if (effects.holdings.takeRoutingRefusals()) this.#reclaimRouting();
        return;
      case "linkRemoved":
        effects.holdings.linkRemoved(change.link.index);
        return this.lookAgain(change.link.name);
      case "linkChanged":
        this.lookAgain(change.link.name);
        return this.#reclaim(change.link);
      case "resynchronised":
        for (const name of this.#parts.tracking.links.observeAll(this.#now())) {
          this.#tellFollowers(name);
        }
        this.refreshAll();
        return effects.holdings.compareAll();
    }
  }

  /** An interface may count as something else: also when its delay is over. */
  lookAgain(name: string): void {
    if (this.#parts.tracking.links.observe(name, this.#now())) this.#tellFollowers(name);
    this.#look(name);
  }

  /** Sockets that were refused may be granted now. */
  retry(): void {
    this.#parts.attachments.retried();
    this.refreshAll();
  }

  refreshAll(): void {
    for (const running of this.#parts.begun()) this.refresh(running);
  }

  /** Changes the socket where another is needed, and tells the machine what it has now. */
  refresh(running: RunningInstance): void {
    const { attachments, effects } = this.#parts;
    const look = attachments.look(running);
    if (attachments.isAttached(running, look)) return this.#tell(running, look.condition);
    // Losing the source: the farewell still goes out by the old socket. Gaining one: the new is first.
    if (look.key === null) this.#tell(running, look.condition);
    effects.flush();
    this.#tell(running, attachments.attach(running, look));
  }

  /** What somebody else has taken away since the last look. */
  takeLosses(): void {
    const { holdings, statics } = this.#parts.effects;
    if (!holdings.hasLosses()) return;
    for (const loss of holdings.takeLosses()) this.#lost(loss);
    statics.doubt();
  }

  #lost(loss: Loss<Holder>): void {
    const { holder, addresses, routing } = loss;
    if (!(holder instanceof RunningInstance)) return holder.lost(loss, this.#now());
    if (addresses.length > 0) this.#parts.take(holder, { kind: "addressesLost", addresses });
    if (routing.length === 0) return;
    // The way out may be down, and then nothing can be put back.
    this.refresh(holder);
    this.#parts.take(holder, { kind: "routingLost", what: describeRoutingLines(routing) });
  }

  #tellFollowers(name: string): void {
    const { tracking } = this.#parts;
    this.#parts.linkChanged(name, tracking.links.isUp(name));
    this.#parts.trackersChanged(tracking.followersOf({ kind: "interface", name }));
  }

  #look(name: string | undefined): void {
    if (name === undefined) return;
    for (const running of this.#parts.begun()) {
      // An obstacle may be anywhere, and so may the ways of a route that names no interface.
      const isHeldUp = running.state.link.obstacles.length > 0;
      const isConcerned = isHeldUp || running.instance.virtualRoutes.some(mayLeaveAnywhere);
      if (isConcerned || running.interfaces.has(name)) this.refresh(running);
    }
  }

  /** An interface is back: what is static returns, and what a master went on without. */
  #reclaim(link: Link): void {
    if (!link.up) return;
    const { effects } = this.#parts;
    effects.statics.claim();
    for (const running of this.#parts.begun()) {
      if (running.state.phase !== "master") continue;
      if (running.interfaces.has(link.name)) effects.reclaim(running);
      // Routes may go out there without naming it.
      else effects.reclaimRouting(running);
    }
  }

  #reclaimRouting(): void {
    const { effects } = this.#parts;
    effects.statics.claim();
    for (const running of this.#parts.begun()) {
      if (running.state.phase === "master") effects.reclaimRouting(running);
    }
  }

  #tell(running: RunningInstance, link: LinkCondition): void {
    if (meansTheSame(running.state.link, link)) return;
    this.#parts.take(running, { kind: "linkChanged", link });
  }

  #now() {
    return this.#parts.clock.now();
  }
}
