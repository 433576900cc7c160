/**
 * The shell around all instances of a process: brings events in, carries effects out, and knows
 * nothing of how either is decided (`core/vrrp`).
 */
import type { Configuration } from "../../config/model/configuration.ts";
import type { VrrpInstance } from "../../config/model/vrrp-instance.ts";
import { Deadlines, type Timed } from "../../core/deadlines.ts";
import type { VrrpEvent } from "../../core/vrrp/events.ts";
import { isSameRouter } from "../../core/vrrp/reconfigure.ts";
import { noStatistics } from "../../core/vrrp/statistics.ts";
import { initialState, step } from "../../core/vrrp/step.ts";
import type { ReceivedDatagram } from "../../ports/adverts.ts";
import type { NetworkChange } from "../../ports/network.ts";
import type { IpAddress } from "../../wire/address.ts";
import { type Micros, plus } from "../../wire/units.ts";
import { AdvertDecoder } from "../../wire/vrrp/advert-decoder.ts";
import { AdvertTransports, type Transport } from "./advert-transports.ts";
import { AnnouncementQueue } from "./announcement-queue.ts";
import { EffectRunner } from "./effect-runner.ts";
import { viewInterface } from "./link-condition.ts";
import type { RouterPorts } from "./ports.ts";
import { RunningInstance } from "./running-instance.ts";

/** Resumes the named instances as MASTER; the caller has checked that they may. */
export type MayResume = (instance: VrrpInstance) => boolean;

export class VrrpRouter {
  readonly #ports: RouterPorts;
  readonly #decoder = new AdvertDecoder();
  readonly #transports: AdvertTransports<RunningInstance>;
  readonly #deadlines = new Deadlines<Timed>();
  readonly #effects: EffectRunner;
  #instances: RunningInstance[] = [];
  /** Every virtual address of every instance: never a source of adverts. */
  #virtualAddresses = new Set<IpAddress>();
  /** Instances that wait for `vrrp_startup_delay`. */
  #starter: (Timed & { readonly start: (at: Micros) => void }) | null = null;
  #stopping = false;

  constructor(ports: RouterPorts, configuration: Configuration) {
    this.#ports = ports;
    this.#transports = new AdvertTransports(ports.sockets, (transport, datagram) =>
      this.#received(transport, datagram),
    );
    this.#effects = new EffectRunner(ports, configuration.global);
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
    const start = (at: Micros) => {
      for (const running of rest) this.#begin(running, false, at);
    };
    const delay = configuration.global.startupDelayMicros;
    if (delay === 0) start(now);
    else {
      this.#starter = { deadline: plus(now, delay), start };
      this.#deadlines.update(this.#starter);
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
    const left = new Set(this.#instances);
    const next: RunningInstance[] = [];
    const fresh: RunningInstance[] = [];
    const kept: { running: RunningInstance; before: VrrpInstance }[] = [];
    for (const instance of configuration.vrrpInstances) {
      const running = [...left].find((each) => isSameRouter(each.instance, instance));
      if (running === undefined) {
        const added = new RunningInstance(instance, initialState(instance, now));
        fresh.push(added);
        next.push(added);
        continue;
      }
      left.delete(running);
      kept.push({ running, before: running.instance });
      running.configure(instance);
      next.push(running);
    }
    this.#instances = next;
    for (const { running, before } of kept) {
      this.#refreshLink(running);
      this.#take(running, { kind: "reconfigured", before });
    }
    // Only now: what moved to another instance has been claimed there.
    for (const { running } of kept) this.#effects.releaseGone(running);
    for (const running of left) this.#retire(running);
    for (const running of fresh) this.#begin(running, false, now);
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
    for (const timed of this.#deadlines.due(now)) {
      if (timed instanceof RunningInstance) this.#take(timed, { kind: "deadline" }, now);
      else if (timed instanceof AnnouncementQueue) this.#effects.sendQueued(timed, now);
      else if (timed === this.#starter) this.#starter.start(now);
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
    this.#virtualAddresses = new Set(
      configuration.vrrpInstances.flatMap((instance) =>
        [...instance.virtualAddresses, ...instance.excludedAddresses].map((line) => line.address),
      ),
    );
  }

  /** The same moment for all that begin together: then their adverts are due, and sent, together. */
  #begin(running: RunningInstance, resume: boolean, now: Micros): void {
    const condition = this.#openTransport(running);
    this.#take(running, { kind: "start", link: condition, resume }, now);
  }

  /** A reload dropped it: what it holds is let go at once, as nobody waits for its hand-over. */
  #retire(running: RunningInstance): void {
    this.#take(running, { kind: "stop", limitMicros: 0 as Micros });
    // Its farewell has to leave before its socket goes.
    this.#effects.flush();
    this.#closeTransport(running);
    this.#deadlines.remove(running);
    this.#ports.listener.instanceGone(running.instance);
  }

  /** Whatever was decided in this turn is carried out, and the alarm is set for the next. */
  #settle(): void {
    this.#effects.flush();
    this.#effects.schedule(this.#deadlines);
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
        this.#refreshLinksOf(change.address.interfaceIndex);
        break;
      case "addressAdded":
        this.#refreshLinksOf(change.address.interfaceIndex);
        break;
      case "linkChanged":
      case "linkRemoved":
        for (const running of this.#instances) {
          const concerned =
            running.instance.interface === change.link.name ||
            running.interfaceIndex === change.link.index;
          if (concerned) this.#refreshLink(running);
        }
        break;
      case "resynchronised":
        for (const running of this.#instances) this.#refreshLink(running);
        this.#effects.compareAddresses();
        break;
    }
    this.#settle();
  }

  #refreshLinksOf(interfaceIndex: number): void {
    for (const running of this.#instances) {
      if (running.interfaceIndex === interfaceIndex || running.source === null) {
        this.#refreshLink(running);
      }
    }
  }

  /** Reopens the socket where the interface or the source is another one, and tells the machine. */
  #refreshLink(running: RunningInstance): void {
    const before = running.state.link;
    const view = viewInterface(running.instance, this.#ports.network, (address) =>
      this.#virtualAddresses.has(address),
    );
    const index = view.link?.index ?? null;
    const { condition } = view;
    const sameSocket =
      running.interfaceIndex === index && running.source === condition.sourceAddress;
    if (sameSocket && before.up === condition.up && before.present === condition.present) return;
    if (sameSocket) {
      this.#take(running, { kind: "linkChanged", link: condition });
      return;
    }
    const event = { kind: "linkChanged", link: condition } as const;
    // Losing the source: the farewell still goes out by the old socket. Gaining one: the new is first.
    if (condition.sourceAddress === null) this.#take(running, event);
    this.#effects.flush();
    this.#closeTransport(running);
    const opened = this.#openTransport(running);
    if (condition.sourceAddress !== null) this.#take(running, { ...event, link: opened });
  }

  #openTransport(running: RunningInstance) {
    const { instance } = running;
    const { link, condition } = viewInterface(instance, this.#ports.network, (address) =>
      this.#virtualAddresses.has(address),
    );
    running.interfaceIndex = link?.index ?? null;
    running.source = condition.sourceAddress;
    running.forgetPrepared();
    if (link === null || condition.sourceAddress === null) return condition;
    const joined = this.#transports.join(instance, link, condition.sourceAddress, running);
    if (joined.ok) {
      running.transport = joined.value;
      return condition;
    }
    this.#effects.socketRefused(running, joined.error);
    return { ...condition, sourceAddress: null };
  }

  #closeTransport(running: RunningInstance): void {
    const { transport, instance } = running;
    running.transport = null;
    running.forgetPrepared();
    if (transport !== null) this.#transports.leave(transport, instance.virtualRouterId, running);
  }

  #tellWhenStopped(): void {
    if (this.#instances.some((running) => running.state.phase !== "stopped")) return;
    this.#stopping = false;
    for (const running of this.#instances) this.#closeTransport(running);
    this.#ports.alarm.arm(null);
    this.#ports.listener.stopped();
  }
}

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
