/**
 * The shell around all instances of a process: brings events in, carries effects out, and knows
 * nothing of how either is decided (`core/vrrp`).
 */
import type { Configuration } from "../../config/model/configuration.ts";
import type { VrrpInstance } from "../../config/model/vrrp-instance.ts";
import { Deadlines, type Timed } from "../../core/deadlines.ts";
import { trackedCondition } from "../../core/tracking/condition.ts";
import { type LinkCondition, noGroup, noOrders, type VrrpEvent } from "../../core/vrrp/events.ts";
import { faultText } from "../../core/vrrp/faults.ts";
import { noStatistics } from "../../core/vrrp/statistics.ts";
import { initialState, step } from "../../core/vrrp/step.ts";
import type { ReceivedDatagram } from "../../ports/adverts.ts";
import type { Link, NetworkChange } from "../../ports/network.ts";
import type { IpAddress } from "../../wire/address.ts";
import { type Micros, plus } from "../../wire/units.ts";
import { AdvertDecoder } from "../../wire/vrrp/advert-decoder.ts";
import type { Transport } from "./advert-transports.ts";
import { AnnouncementQueue } from "./announcement-queue.ts";
import { Attachments } from "./attachments.ts";
import { EffectRunner } from "./effect-runner.ts";
import { matchInstances } from "./match-instances.ts";
import type { RouterPorts } from "./ports.ts";
import { RunningInstance } from "./running-instance.ts";

/** Resumes the named instances as MASTER; the caller has checked that they may. */
export type MayResume = (instance: VrrpInstance) => boolean;

export class VrrpRouter {
  readonly #ports: RouterPorts;
  readonly #decoder = new AdvertDecoder();
  readonly #attachments: Attachments;
  readonly #deadlines = new Deadlines<Timed>();
  readonly #effects: EffectRunner;
  #instances: RunningInstance[] = [];
  /** Instances that wait for `vrrp_startup_delay`, and until when. */
  #waiting: (Timed & { readonly instances: Set<RunningInstance> }) | null = null;
  #stopping = false;

  constructor(ports: RouterPorts, configuration: Configuration) {
    this.#ports = ports;
    this.#effects = new EffectRunner(ports, configuration.global);
    this.#attachments = new Attachments(ports, {
      received: (transport, datagram) => this.#received(transport, datagram),
      refused: (running, error) => this.#effects.socketRefused(running, error),
    });
    ports.network.subscribe((change) => this.#networkChanged(change));
  }

  get instances(): readonly RunningInstance[] {
    return this.#instances;
  }

  /** Starts every instance, after the delay that the configuration asks for. */
  start(configuration: Configuration, mayResume: MayResume): void {
    const now = this.#ports.clock.now();
    this.#adopt(configuration);
    this.#instances = configuration.vrrpInstances.map(
      (instance) => new RunningInstance(instance, initialState(instance, now)),
    );
    const resumed = this.#instances.filter((running) => mayResume(running.instance));
    for (const running of resumed) this.#begin(running, true, now);
    const rest = this.#instances.filter((running) => !resumed.includes(running));
    const delay = configuration.global.startupDelayMicros;
    if (delay === 0) {
      for (const running of rest) this.#begin(running, false, now);
    } else {
      this.#waiting = { deadline: plus(now, delay), instances: new Set(rest) };
      this.#deadlines.update(this.#waiting);
    }
    this.#settle();
  }

  /**
   * Applies a new configuration: an instance that is the same keeps its state and its addresses, and
   * an address that moves to another instance is not taken away in between.
   */
  reload(configuration: Configuration): void {
    const now = this.#ports.clock.now();
    this.#adopt(configuration);
    this.#effects.configure(configuration.global);
    const { kept, fresh, gone } = matchInstances(this.#instances, configuration, now);
    this.#instances = [...kept.map(({ running }) => running), ...fresh];
    for (const { running, before } of kept) {
      this.#refreshLink(running);
      const tracked = trackedCondition(running.instance.priority, []);
      this.#take(running, { kind: "reconfigured", before, tracked, group: noGroup });
    }
    // Only now: what moved to another instance has been claimed there.
    for (const { running } of kept) this.#effects.releaseGone(running);
    for (const running of gone) this.#retire(running);
    for (const running of fresh) {
      if (this.#waiting === null) this.#begin(running, false, now);
      else this.#waiting.instances.add(running);
    }
    this.#settle();
  }

  /** Planned stop: every master hands over; the listener is told when all have let go. */
  stop(limitMicros: Micros): void {
    this.#stopping = true;
    const now = this.#ports.clock.now();
    for (const running of this.#instances) this.#take(running, { kind: "stop", limitMicros }, now);
    this.#settle();
    this.#tellWhenStopped();
  }

  /** The alarm has gone off: everything that is due happens in one turn. */
  alarmed(): void {
    const now = this.#ports.clock.now();
    const due = this.#deadlines.due(now);
    // The loop may have been held up: a master is silent only when nothing of it waits to be read.
    if (due.some(isBackup)) this.#attachments.drain();
    for (const timed of due) {
      if (timed instanceof RunningInstance) this.#take(timed, { kind: "deadline" }, now);
      else if (timed instanceof AnnouncementQueue) this.#effects.sendQueued(timed, now);
      else if (timed === this.#attachments) this.#retryAttachments();
      else if (timed === this.#waiting) this.#beginWaiting(now);
    }
    for (const loss of this.#effects.takeLosses()) {
      this.#take(loss.holder, { kind: "addressesLost", addresses: loss.addresses }, now);
    }
    this.#settle();
    if (this.#stopping) this.#tellWhenStopped();
  }

  clearStatistics(): void {
    for (const running of this.#instances) {
      running.state = { ...running.state, statistics: noStatistics };
    }
  }

  #adopt(configuration: Configuration): void {
    const lines = configuration.vrrpInstances.flatMap((instance) => [
      ...instance.virtualAddresses,
      ...instance.excludedAddresses,
    ]);
    this.#attachments.setVirtualAddresses(new Set(lines.map((line) => line.address)));
  }

  #beginWaiting(now: Micros): void {
    const waiting = this.#waiting?.instances ?? [];
    this.#waiting = null;
    for (const running of waiting) this.#begin(running, false, now);
  }

  /** The same moment for all that begin together: then their adverts are due, and sent, together. */
  #begin(running: RunningInstance, resume: boolean, now: Micros): void {
    const link = this.#attachments.attach(running, this.#attachments.look(running));
    const tracked = trackedCondition(running.instance.priority, []);
    const conditions = { link, tracked, group: noGroup, operator: noOrders };
    this.#take(running, { kind: "start", ...conditions, resume }, now);
  }

  /** A reload dropped it: what it holds is let go at once, as nobody waits for its hand-over. */
  #retire(running: RunningInstance): void {
    this.#waiting?.instances.delete(running);
    this.#take(running, { kind: "stop", limitMicros: 0 as Micros });
    // Its farewell has to leave before its socket goes.
    this.#effects.flush();
    this.#attachments.detach(running);
    this.#deadlines.remove(running);
    this.#ports.listener.instanceGone(running.instance);
  }

  /** Whatever was decided in this turn is carried out, and the alarm is set for the next. */
  #settle(): void {
    this.#effects.flush();
    this.#effects.schedule(this.#deadlines);
    if (this.#attachments.deadline !== null) this.#deadlines.update(this.#attachments);
    const losses = this.#effects.hasLosses() ? this.#ports.clock.now() : null;
    this.#ports.alarm.arm(losses ?? this.#deadlines.next());
  }

  #take(running: RunningInstance, event: VrrpEvent, now = this.#ports.clock.now()): void {
    const { state, effects } = step(running.instance, running.state, event, now);
    running.state = state;
    this.#deadlines.update(running);
    for (const effect of effects) this.#effects.run(running, effect, now);
  }

  #received(transport: Transport<RunningInstance>, datagram: ReceivedDatagram): void {
    const { source, destination, ttl, lengthMatches, payload } = datagram;
    const members = transport.members.get(payload[1] ?? 0);
    const running = members === undefined ? undefined : chooseMember(members, source);
    if (running === undefined) return this.#effects.unknownRouter(datagram);
    const { family } = running.instance;
    const expectedPassword = running.password;
    const received = this.#decoder.decode(payload, {
      source,
      destination,
      family,
      expectedPassword,
    });
    const packet = { source, destination, ttl, lengthMatches, received };
    this.#take(running, { kind: "advertReceived", packet });
    this.#settle();
    if (this.#stopping) this.#tellWhenStopped();
  }

  #networkChanged(change: NetworkChange): void {
    switch (change.kind) {
      case "addressRemoved":
        this.#effects.addressRemoved(change.address);
        this.#refreshLinks(this.#ports.network.linkByIndex(change.address.interfaceIndex)?.name);
        break;
      case "addressAdded":
        this.#refreshLinks(this.#ports.network.linkByIndex(change.address.interfaceIndex)?.name);
        break;
      case "linkRemoved":
        this.#effects.linkRemoved(change.link.index);
        this.#refreshLinks(change.link.name);
        break;
      case "linkChanged":
        this.#refreshLinks(change.link.name);
        this.#reclaim(change.link);
        break;
      case "resynchronised":
        for (const running of this.#instances) this.#refreshLink(running);
        this.#effects.compareAddresses();
        break;
    }
    this.#settle();
  }

  #refreshLinks(name: string | undefined): void {
    if (name === undefined) return;
    for (const running of this.#instances) {
      if (running.interfaces.has(name)) this.#refreshLink(running);
    }
  }

  /** An interface is back: the untracked addresses of a master that went on without them return. */
  #reclaim(link: Link): void {
    if (!link.up) return;
    for (const running of this.#instances) {
      if (running.state.phase !== "master" || !running.interfaces.has(link.name)) continue;
      this.#effects.reclaim(running);
    }
  }

  /** Changes the socket where another is needed, and tells the machine what it has now. */
  #refreshLink(running: RunningInstance): void {
    if (this.#waiting?.instances.has(running) || running.state.phase === "stopped") return;
    const look = this.#attachments.look(running);
    if (this.#attachments.isAttached(running, look)) {
      this.#tellLink(running, look.condition);
      return;
    }
    // Losing the source: the farewell still goes out by the old socket. Gaining one: the new is first.
    if (look.key === null) this.#tellLink(running, look.condition);
    this.#effects.flush();
    const condition = this.#attachments.attach(running, look);
    this.#tellLink(running, condition);
  }

  #tellLink(running: RunningInstance, link: LinkCondition): void {
    if (!sameCondition(running.state.link, link))
      this.#take(running, { kind: "linkChanged", link });
  }

  #retryAttachments(): void {
    this.#attachments.retried();
    for (const running of this.#instances) this.#refreshLink(running);
  }

  #tellWhenStopped(): void {
    if (this.#instances.some((running) => running.state.phase !== "stopped")) return;
    this.#stopping = false;
    for (const running of this.#instances) this.#attachments.detach(running);
    this.#ports.alarm.arm(null);
    this.#ports.listener.stopped();
  }
}

const isBackup = (timed: Timed): boolean =>
  timed instanceof RunningInstance && timed.state.phase === "backup";

const sameCondition = (left: LinkCondition, right: LinkCondition): boolean =>
  left.present === right.present &&
  left.up === right.up &&
  left.sourceAddress === right.sourceAddress &&
  left.obstacles.length === right.obstacles.length &&
  left.obstacles.every((obstacle, index) => {
    const other = right.obstacles[index];
    return other !== undefined && faultText(obstacle) === faultText(other);
  });

/** Unicast instances may share a VRID: the peer's address tells which one is meant (behaviours §5). */
function chooseMember(
  members: readonly RunningInstance[],
  source: IpAddress,
): RunningInstance | undefined {
  if (members.length === 1) return members[0];
  return members.find(
    ({ instance: { delivery } }) =>
      delivery.kind === "unicast" && delivery.peers.some((peer) => peer.address === source),
  );
}
