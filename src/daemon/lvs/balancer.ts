/**
 * The shell around all virtual servers of a process: brings health and configuration in, has the
 * data plane hold what follows from them, and knows nothing of how either is decided
 * (`core/check`, `core/balancing`).
 */
import type { Configuration } from "../../config/model/configuration.ts";
import type { VirtualServer, VirtualServerGroup } from "../../config/model/load-balancing.ts";
import { entriesOf } from "../../core/balancing/desired.ts";
import { DesiredTable } from "../../core/balancing/desired-table.ts";
import type { BalancingEvent } from "../../core/balancing/events.ts";
import { matchLoadBalancing } from "../../core/balancing/match.ts";
import { removed } from "../../core/balancing/reload.ts";
import { servicesOf } from "../../core/balancing/services.ts";
import { step } from "../../core/balancing/step.ts";
import { Deadlines, type Timed } from "../../core/deadlines.ts";
import type { Micros } from "../../wire/units.ts";
import { RefusalLog } from "../log/refusal-log.ts";
import { newService, type ServersDown } from "./begin-service.ts";
import { type CheckReport, CheckRunner } from "./check-runner.ts";
import { driftLines } from "./drift-lines.ts";
import { EffectRunner } from "./effect-runner.ts";
import type { BalancerPorts } from "./ports.ts";
import { reloadService } from "./reload-service.ts";
import { copyService, RunningCheck, type RunningService } from "./running-service.ts";
import { SweepTimer } from "./sweep-timer.ts";
import { TableKeeper } from "./table-keeper.ts";
import { Tellings } from "./tellings.ts";

type StartEvent = Extract<BalancingEvent, { kind: "start" }>;

/**
 * What is due within such a span happens in one turn: with thousands of probes a second, waking up would
 * cost as much as what is done then.
 */
const alarmEveryMicros = 5_000;

/** Whether this host has the address of a virtual server (`ha_suspend`). */
export type ServesHere = (server: VirtualServer) => boolean;

/** `flush`: the caller empties the table afterwards. */
export type TableAtStop = "keep" | "remove" | "flush";

export class Balancer {
  readonly #ports: BalancerPorts;
  readonly #deadlines = new Deadlines<Timed>();
  readonly #checks: CheckRunner;
  readonly #keeper: TableKeeper;
  readonly #desired = new DesiredTable<RunningService>();
  readonly #refusals: RefusalLog;
  readonly #sweep: SweepTimer;
  #services: readonly RunningService[] = [];
  #groups: ReadonlyMap<string, VirtualServerGroup> = new Map();
  /** Services whose desired entries may be other ones since the last turn. */
  readonly #dirty = new Set<RunningService>();
  readonly #tellings: Tellings;
  readonly #effects: EffectRunner;
  #willSettle = false;
  #stopping = false;

  constructor(ports: BalancerPorts) {
    this.#ports = ports;
    this.#tellings = new Tellings(ports.listener);
    this.#effects = new EffectRunner(ports, this.#tellings, (service) => {
      this.#dirty.add(service);
    });
    this.#refusals = new RefusalLog(ports.log, ports.clock);
    this.#sweep = new SweepTimer(ports.dataplane.name);
    this.#keeper = new TableKeeper(ports, {
      refused: (errors) => this.#refusals.reportAll(errors),
      drifted: (drift) => {
        for (const line of driftLines(drift)) ports.log.warning(line);
      },
      settled: () => this.#settle(),
    });
    this.#checks = new CheckRunner(ports, this.#deadlines, {
      reported: (check, report) => this.#reported(check, report),
      turnEnded: () => this.#settleSoon(),
    });
  }

  get services(): readonly RunningService[] {
    return this.#services;
  }

  /** Resolves when the data plane holds the table, or has refused some of it. */
  async start(
    configuration: Configuration,
    serversDown: ServersDown,
    serves: ServesHere,
  ): Promise<void> {
    this.#adopt(configuration);
    const { initialNotifies } = configuration.global.alerts;
    this.#services = configuration.loadBalancing.virtualServers.map((model) =>
      newService(model, servicesOf(model, this.#groups), serversDown),
    );
    for (const service of this.#services) {
      const takesOver = serversDown !== null;
      this.#begin(service, { kind: "start", initialNotifies, takesOver }, serves);
    }
    this.#update();
    await this.#keeper.begin();
    if (this.#stopping) return;
    const now = this.#ports.clock.now();
    this.#checks.begin(this.#services.flatMap(checksOf), now);
    this.#sweep.begin(now);
    this.#settle();
  }

  /**
   * Another one over other ports, where everything stands as it does here; the ports' data plane is
   * given the whole table.
   */
  async copyOnto(ports: BalancerPorts): Promise<Balancer> {
    const copy = new Balancer(ports);
    copy.#groups = this.#groups;
    copy.#services = this.#services.map(copyService);
    for (const service of copy.#services) copy.#dirty.add(service);
    copy.#update();
    await copy.#keeper.begin();
    return copy;
  }

  /** Resolves when the data plane was given all that is wanted. */
  idle(): Promise<void> {
    return this.#keeper.idle();
  }

  /** Applies a new configuration: what is the same is not touched, probes under way included. */
  reload(configuration: Configuration, serves: ServesHere): void {
    const groupsBefore = this.#groups;
    this.#adopt(configuration);
    const { virtualServers } = configuration.loadBalancing;
    const { initialNotifies } = configuration.global.alerts;
    const before = this.#services;
    const match = matchLoadBalancing(
      before.map(({ model }) => model),
      virtualServers,
    );
    const fresh: RunningService[] = [];
    const freshChecks: RunningCheck[] = [];
    this.#services = virtualServers.map((model, index) => {
      const matched = match.virtualServers[index];
      const service = matched?.before == null ? undefined : before[matched.before];
      if (service === undefined || matched === undefined) {
        const started = newService(model, servicesOf(model, this.#groups), null);
        fresh.push(started);
        return started;
      }
      if (service.model === model && this.#hasSameGroup(model, groupsBefore)) return service;
      const reloaded = reloadService(service, model, matched, servicesOf(model, this.#groups));
      for (const check of reloaded.gone) this.#checks.retire(check);
      for (const name of reloaded.forgotten) this.#ports.listener.serverState(name, true);
      this.#effects.run(service, reloaded.effects);
      this.#dirty.add(service);
      for (const check of reloaded.fresh) freshChecks.push(check);
      return service;
    });
    for (const index of match.removed) {
      const service = before[index];
      if (service !== undefined) this.#retire(service);
    }
    for (const service of fresh) {
      this.#begin(service, { kind: "start", initialNotifies }, serves);
      for (const check of checksOf(service)) freshChecks.push(check);
    }
    this.#checks.begin(freshChecks, this.#ports.clock.now());
    this.addressesChanged(serves);
  }

  /** Checks of virtual servers whose address is elsewhere are paused, where they ask for it. */
  addressesChanged(serves: ServesHere): void {
    const now = this.#ports.clock.now();
    for (const service of this.#services) {
      const suspended = isSuspended(service, serves);
      if (suspended === service.suspended) continue;
      service.suspended = suspended;
      for (const check of checksOf(service)) this.#checks.setSuspended(check, suspended, now);
    }
    this.#settle();
  }

  /** FILE_CHECK: a file that servers follow has this number in it. */
  fileChanged(file: string, value: number): void {
    const checks = this.#services.flatMap(checksOf);
    this.#checks.fileChanged(checks, file, value, this.#ports.clock.now());
    this.#settle();
  }

  /** The alarm has gone off: everything that is due happens in one turn. */
  alarmed(): void {
    const now = this.#ports.clock.now();
    for (const timed of this.#deadlines.due(now)) {
      if (timed instanceof RunningCheck) this.#checks.take(timed, { kind: "deadline" }, now);
      else if (timed === this.#keeper) this.#keeper.alarmed();
      else if (timed === this.#sweep) this.#keeper.lookAround(this.#sweep.passed(now));
    }
    this.#settle();
  }

  /** Ends all checks; resolves when the data plane is done with what was asked of it. */
  async stop(table: TableAtStop): Promise<void> {
    this.#stopping = true;
    this.#ports.alarm.arm(null);
    for (const check of this.#services.flatMap(checksOf)) {
      this.#checks.retire(check);
    }
    for (const service of table === "keep" ? [] : this.#services) {
      this.#effects.run(service, step(service.model, service.state, { kind: "stop" }));
      if (table === "remove") this.#unwant(service);
    }
    this.#keeper.settle();
    await this.#keeper.idle();
    this.#tellings.tell();
  }

  #adopt({ global, loadBalancing }: Configuration): void {
    this.#tellings.configure(global);
    this.#groups = new Map(loadBalancing.groups.map((group) => [group.name, group]));
  }

  #hasSameGroup(
    { service }: VirtualServer,
    before: ReadonlyMap<string, VirtualServerGroup>,
  ): boolean {
    if (service.kind !== "group") return true;
    const [old, now] = [before.get(service.group), this.#groups.get(service.group)];
    return JSON.stringify(old, withoutPlaces) === JSON.stringify(now, withoutPlaces);
  }

  #begin(service: RunningService, start: StartEvent, serves: ServesHere): void {
    service.suspended = isSuspended(service, serves);
    this.#dirty.add(service);
    // How it begins is no news.
    this.#effects.run(service, step(service.model, service.state, start), null);
    for (const [index, { alive }] of service.state.servers.entries()) {
      if (!alive) this.#effects.remember(service, index, false);
    }
  }

  #retire(service: RunningService): void {
    for (const check of checksOf(service)) this.#checks.retire(check);
    for (const [index, { alive }] of service.state.servers.entries()) {
      if (!alive) this.#effects.remember(service, index, true);
    }
    this.#effects.run(service, removed(service.model, service.state));
    this.#unwant(service);
  }

  #unwant(service: RunningService): void {
    this.#dirty.delete(service);
    this.#want(this.#desired.remove(service));
  }

  #want(keys: readonly string[]): void {
    for (const key of keys) this.#keeper.want(key, this.#desired.entry(key));
  }

  #reported({ service, server, subject }: RunningCheck, report: CheckReport): void {
    const { model, state } = service;
    if (report.kind === "weightChanged") {
      this.#effects.run(service, step(model, state, { ...report, server }));
      return;
    }
    const { reason } = report;
    const wasAlive = state.servers[server]?.alive === true;
    this.#effects.run(service, step(model, state, { kind: eventOf(report), server }), reason);
    const isAlive = state.servers[server]?.alive === true;
    const failed = report.kind === "confirmed" || report.failed;
    const decided = isAlive !== wasAlive;
    const verdict = { server, checker: subject.checker, failed, reason, decided, isAlive };
    this.#tellings.verdict(model, verdict);
  }

  #update(): void {
    for (const service of this.#dirty) {
      const entries = entriesOf(service.model, service.services, service.state);
      this.#want(this.#desired.set(service, entries));
    }
    this.#dirty.clear();
  }

  /**
   * Many probes end in one turn of the event loop: a virtual server whose thousands of servers die
   * together is looked at once, and not once for each.
   */
  #settleSoon(): void {
    if (this.#willSettle) return;
    this.#willSettle = true;
    setImmediate(() => {
      this.#willSettle = false;
      this.#settle();
    });
  }

  /** Whatever was decided in this turn is carried out, and the alarm is set for the next. */
  #settle(): void {
    if (this.#stopping) return;
    this.#update();
    this.#keeper.settle();
    if (this.#keeper.isSettled) this.#tellings.tell();
    this.#deadlines.update(this.#keeper);
    this.#deadlines.update(this.#sweep);
    const next = this.#deadlines.next();
    this.#ports.alarm.arm(next === null ? null : alarmFor(next));
  }
}

const alarmFor = (deadline: Micros): Micros =>
  (Math.ceil(deadline / alarmEveryMicros) * alarmEveryMicros) as Micros;

function eventOf(report: Exclude<CheckReport, { kind: "weightChanged" }>) {
  if (report.kind === "confirmed") return "checkConfirmed";
  return report.failed ? "checkFailed" : "checkPassed";
}

const checksOf = ({ checks }: RunningService): readonly RunningCheck[] => checks.flat();

const isSuspended = ({ model }: RunningService, serves: ServesHere): boolean =>
  model.highAvailabilitySuspend && !serves(model);

const withoutPlaces = (key: string, value: unknown): unknown =>
  key === "place" ? undefined : value;
