/**
 * The shell around all instances of a process: brings events in, carries effects out, and knows
 * nothing of how either is decided (`core/vrrp`).
 */
import type { Configuration } from "../../config/model/configuration.ts";
import type { VrrpInstance } from "../../config/model/vrrp-instance.ts";
import { Deadlines, type Timed } from "../../core/deadlines.ts";
import type { TrackerReport } from "../../core/tracking/result.ts";
import type { VrrpEvent } from "../../core/vrrp/events.ts";
import { noStatistics } from "../../core/vrrp/statistics.ts";
import { initialState } from "../../core/vrrp/step.ts";
import type { ReceivedDatagram } from "../../ports/adverts.ts";
import { type Micros, plus } from "../../wire/units.ts";
import { meansTheSame } from "../configuration/same-meaning.ts";
import type { OperatorOrder } from "../protocol/questions.ts";
import type { WatchedTrackers } from "../protocol/scripts.ts";
import { AdvertReceiver } from "./advert-receiver.ts";
import type { Transport } from "./advert-transports.ts";
import { AnnouncementQueue } from "./announcements/queue.ts";
import { Attachments } from "./attachments.ts";
import { EffectRunner } from "./effect-runner.ts";
import type { RunningGroup } from "./group-runner.ts";
import { InstanceSteps } from "./instance-steps.ts";
import { Lateness } from "./lateness.ts";
import { LinkFollower } from "./link-follower.ts";
import { type InstanceMatch, matchInstances } from "./match-instances.ts";
import type { OrderDone } from "./operator-orders.ts";
import type { RouterPorts } from "./ports.ts";
import type { RouterMemory } from "./resume.ts";
import { routeObstacles } from "./route-obstacles.ts";
import { RunningInstance } from "./running-instance.ts";
import { StartupDelay } from "./startup-delay.ts";
import { LinkState } from "./tracking/link-states.ts";
import { Tracking } from "./tracking/tracking.ts";

export class VrrpRouter {
  /** Of the timers of instances. */
  readonly lateness = new Lateness();
  readonly #ports: RouterPorts;
  readonly #receiver = new AdvertReceiver();
  readonly #attachments: Attachments;
  readonly #deadlines = new Deadlines<Timed>();
  readonly #effects: EffectRunner;
  readonly #tracking: Tracking;
  readonly #links: LinkFollower;
  readonly #steps: InstanceSteps;
  #instances: RunningInstance[] = [];
  readonly #delay = new StartupDelay();
  #configuration: Configuration;
  #stopping = false;

  constructor(ports: RouterPorts, configuration: Configuration) {
    this.#ports = ports;
    this.#configuration = configuration;
    this.#effects = new EffectRunner(ports, configuration);
    this.#tracking = new Tracking(ports);
    this.#steps = new InstanceSteps({
      ports,
      effects: this.#effects,
      deadlines: this.#deadlines,
      named: (name) => this.#instances.find(({ instance }) => instance.name === name),
    });
    const { clock, sockets, network } = ports;
    const isUp = (name: string) => this.#tracking.links.isUp(name);
    const obstaclesOf = (instance: VrrpInstance) => [
      ...routeObstacles(instance, network, isUp),
      ...this.#effects.statics.obstaclesOf(instance.name),
    ];
    this.#attachments = new Attachments(
      { clock, sockets, network, isUp, obstaclesOf },
      {
        received: (transport, datagram) => this.#received(transport, datagram),
        refused: (running, error) => this.#effects.socketRefused(running, error),
      },
    );
    this.#links = new LinkFollower({
      clock,
      network,
      attachments: this.#attachments,
      effects: this.#effects,
      tracking: this.#tracking,
      begun: () => this.#begun(),
      take: (running, event) => this.#steps.take(running, event),
      linkChanged: (name, up) => {
        this.#effects.later(() => ports.listener.linkChanged(name, up));
      },
      trackersChanged: (concerned) => this.#trackersChanged(concerned),
    });
    network.subscribe((change) => {
      this.#links.changed(change);
      this.#settle();
    });
    // What has gone is looked at when all that waits has been read.
    ports.routing.subscribe(() => ports.alarm.arm(clock.now()));
  }

  get configuration(): Configuration {
    return this.#configuration;
  }

  get instances(): readonly RunningInstance[] {
    return this.#instances;
  }

  get groups(): readonly RunningGroup[] {
    return this.#steps.groups.groups;
  }

  get watched(): WatchedTrackers {
    return this.#tracking.watched;
  }

  /** Starts every instance, after the delay that the configuration asks for. */
  start(configuration: Configuration, memory: RouterMemory): void {
    const now = this.#ports.clock.now();
    this.#instances = configuration.vrrpInstances.map((instance) => {
      const state = initialState(instance, now);
      const operator = memory.operators.get(instance.name) ?? state.operator;
      return new RunningInstance(instance, { ...state, operator });
    });
    this.#adopt(configuration, memory.results);
    this.#effects.statics.configure(configuration);
    this.#effects.flush();
    this.#effects.statics.review();
    const resumed = this.#instances.filter(({ instance }) => memory.mayResume(instance));
    this.#begin(resumed, true, now);
    const rest = this.#instances.filter((running) => !resumed.includes(running));
    const delayMicros = configuration.global.startupDelayMicros;
    if (delayMicros === 0) this.#begin(rest, false, now);
    else this.#delay.hold(rest, plus(now, delayMicros));
    this.#settle();
  }

  /**
   * Instead of `start`: it stands where another one stands, from whom its ports keep it apart. What a
   * reload would do is tried on it.
   */
  standAs(other: VrrpRouter): void {
    const copies = new Map(
      other.#instances.map((running) => [
        running,
        new RunningInstance(running.instance, running.state),
      ]),
    );
    this.#instances = [...copies.values()];
    const { waiting, deadline } = other.#delay;
    this.#delay.hold(
      [...waiting].flatMap((running) => copies.get(running) ?? []),
      deadline,
    );
    this.#adopt(other.#configuration, other.watched.known);
    this.#tracking.links.standAs(other.#tracking.links);
    this.#steps.groups.standAs(other.groups);
    this.#effects.statics.configure(other.#configuration);
    const now = this.#ports.clock.now();
    for (const running of this.#begun()) {
      this.#attachments.attach(running, this.#attachments.look(running));
      const { phase } = running.state;
      if (phase !== "master" && phase !== "handingOver") continue;
      this.#effects.run(running, { kind: "claimAddresses" }, now);
    }
    this.#effects.flush();
  }

  /** Every master tells its peers once more that it is there: what comes next may take a while. */
  speak(): void {
    this.#steps.tellAll(this.#instances, () => ({ kind: "reloading" }));
    this.#effects.flush();
  }

  /**
   * Applies a new configuration: an instance that is the same keeps its state and its addresses, and
   * an address that moves to another instance is not taken away in between.
   */
  reload(configuration: Configuration): void {
    const now = this.#ports.clock.now();
    this.#effects.configure(configuration);
    const { all, kept, fresh, gone } = matchInstances(this.#instances, configuration, now);
    this.#instances = [...all];
    this.#adopt(configuration);
    this.#reconfigure(kept, now);
    // Only now: what moved to another instance has been claimed there.
    for (const { running } of kept) this.#effects.releaseGone(running);
    this.#effects.statics.configure(configuration);
    for (const running of gone) this.#retire(running);
    const { waiting, deadline } = this.#delay;
    if (deadline === null) this.#begin(fresh, false, now);
    else
      this.#delay.hold(
        [...this.#instances.filter((each) => waiting.has(each)), ...fresh],
        deadline,
      );
    this.#settle();
  }

  /** Planned stop: every master hands over; the listener is told when all have let go. */
  stop(limitMicros: Micros): void {
    this.#stopping = true;
    this.#steps.tellAll(this.#instances, () => ({ kind: "stop", limitMicros }));
    this.#settle();
    this.#tellWhenStopped();
  }

  /** The last of all: instances may have needed it to the end. */
  releaseStatics(): void {
    this.#effects.statics.release();
    this.#effects.flush();
  }

  /** The alarm has gone off: everything that is due happens in one turn. */
  alarmed(): void {
    const now = this.#ports.clock.now();
    const due = this.#deadlines.due(now);
    // The loop may have been held up: a master is silent only when nothing of it waits to be read.
    if (due.some(isBackup)) this.#attachments.drain();
    for (const timed of due) {
      if (timed instanceof RunningInstance) this.#due(timed, now);
      else if (timed instanceof AnnouncementQueue) this.#effects.sendQueued(timed, now);
      else if (timed instanceof LinkState) this.#links.lookAgain(timed.name);
      else if (timed === this.#tracking) this.#trackersChanged(this.#tracking.gaveUp());
      else if (timed === this.#attachments) this.#links.retry();
      else if (timed === this.#effects.statics) this.#effects.statics.due();
      else if (timed === this.#delay) this.#begin(this.#delay.end(), false, now);
    }
    this.#links.takeLosses();
    this.#settle();
    if (this.#stopping) this.#tellWhenStopped();
  }

  #due(running: RunningInstance, now: Micros): void {
    this.lateness.add(now - (running.deadline ?? now));
    this.#steps.take(running, { kind: "deadline" }, now);
  }

  /** The runner says what has become of something that it watches. */
  tracked(report: TrackerReport): void {
    this.#trackersChanged(this.#tracking.report(report));
    this.#settle();
  }

  /** A runner begins, and knows of nothing. */
  runnerBegan(): void {
    this.#tracking.tellRunner();
  }

  /** `done` is called once, when the order is carried out or has failed. */
  order(order: OperatorOrder, done: OrderDone): void {
    this.#steps.orders.order(order, done);
    this.#settle();
  }

  clearStatistics(): void {
    for (const running of this.#instances) {
      running.state = { ...running.state, statistics: noStatistics };
    }
  }

  #adopt(configuration: Configuration, remembered: readonly TrackerReport[] = []): void {
    this.#configuration = configuration;
    this.#attachments.configure(configuration.vrrpInstances);
    this.#steps.groups.configure(
      configuration.syncGroups,
      this.#instances,
      this.#ports.clock.now(),
    );
    this.#tracking.configure(configuration, this.#instances, remembered);
  }

  #begun(): readonly RunningInstance[] {
    const { waiting } = this.#delay;
    return this.#instances.filter(
      (running) => !waiting.has(running) && running.state.phase !== "stopped",
    );
  }

  /** The same moment for all that begin together: then their adverts are due, and sent, together. */
  #begin(all: readonly RunningInstance[], resume: boolean, now: Micros): void {
    const eventOf = (running: RunningInstance): VrrpEvent => {
      const link = this.#attachments.attach(running, this.#attachments.look(running));
      const tracked = this.#tracking.conditionOf(running);
      const group = this.#steps.groups.conditionAtStart(running);
      const { operator } = running.state;
      return { kind: "start", link, tracked, group, operator, resume };
    };
    this.#steps.tellAll(all, eventOf, now);
  }

  #reconfigure(kept: InstanceMatch["kept"], now: Micros): void {
    const { waiting } = this.#delay;
    const beforeOf = new Map(kept.map(({ running, before }) => [running, before]));
    const eventOf = (running: RunningInstance): VrrpEvent => {
      if (!waiting.has(running)) this.#links.refresh(running);
      const tracked = this.#tracking.conditionOf(running);
      const group = this.#steps.groups.conditionOf(running);
      const before = beforeOf.get(running) ?? running.instance;
      return { kind: "reconfigured", before, tracked, group };
    };
    this.#steps.tellAll([...beforeOf.keys()], eventOf, now);
  }

  /** A reload dropped it: what it holds is let go at once, as nobody waits for its hand-over. */
  #retire(running: RunningInstance): void {
    const { phase } = running.state;
    this.#steps.take(running, { kind: "stop", limitMicros: 0 as Micros });
    // Its farewell has to leave before its socket goes.
    this.#effects.flush();
    this.#attachments.detach(running);
    this.#deadlines.remove(running);
    this.#ports.listener.instanceGone(running.instance, phase);
  }

  #trackersChanged(concerned: Iterable<RunningInstance>): void {
    for (const running of concerned) {
      const tracked = this.#tracking.conditionOf(running);
      if (meansTheSame(tracked, running.state.tracked)) continue;
      this.#steps.take(running, { kind: "trackingChanged", tracked });
    }
  }

  /** Whatever was decided in this turn is carried out, and the alarm is set for the next. */
  #settle(): void {
    this.#effects.flush();
    if (this.#effects.statics.review()) this.#staticsChanged();
    this.#effects.schedule(this.#deadlines);
    this.#deadlines.update(this.#effects.statics);
    if (this.#attachments.deadline !== null) this.#deadlines.update(this.#attachments);
    for (const state of this.#tracking.links.pending) this.#deadlines.update(state);
    this.#deadlines.update(this.#tracking);
    this.#deadlines.update(this.#delay);
    const losses = this.#effects.holdings.hasLosses() ? this.#ports.clock.now() : null;
    this.#ports.alarm.arm(losses ?? this.#deadlines.next());
  }

  #received(transport: Transport<RunningInstance>, datagram: ReceivedDatagram): void {
    const reception = this.#receiver.receive(transport, datagram);
    if (reception === null) return this.#effects.unknownRouter(datagram);
    this.#steps.take(reception.running, reception.event);
    this.#settle();
    if (this.#stopping) this.#tellWhenStopped();
  }

  /** Something static is missing, or is there again: those of its group are held up by that. */
  #staticsChanged(): void {
    this.#links.refreshAll();
    this.#effects.flush();
  }

  #tellWhenStopped(): void {
    if (this.#instances.some((running) => running.state.phase !== "stopped")) return;
    this.#stopping = false;
    this.#steps.groups.stopped();
    this.releaseStatics();
    for (const running of this.#instances) this.#attachments.detach(running);
    this.#ports.alarm.arm(null);
    this.#ports.listener.stopped();
  }
}

const isBackup = (timed: Timed): boolean =>
  timed instanceof RunningInstance && timed.state.phase === "backup";
