/** Everything that instances follow: its results, and who is concerned when one changes. */
import type { Configuration } from "../../../config/model/configuration.ts";
import type { Tracker } from "../../../config/model/tracking.ts";
import type { Timed } from "../../../core/deadlines.ts";
import {
  contributionsOf,
  type TrackedCondition,
  trackedCondition,
} from "../../../core/tracking/condition.ts";
import type { TrackerReport, TrackerResult } from "../../../core/tracking/result.ts";
import { type Micros, plus, seconds } from "../../../wire/units.ts";
import type { WatchedTrackers } from "../../protocol/scripts.ts";
import type { RouterPorts } from "../ports.ts";
import type { RunningInstance } from "../running-instance.ts";
import { LinkStates } from "./link-states.ts";
import { followedOf, keyOf, TrackerBoard, type TrackerKey, type Watched } from "./tracker-board.ts";

/** What the runner may need beyond the longest `timeout` of a script to say something of all. */
const allowanceMicros = seconds(5);

export class Tracking implements Timed {
  readonly links: LinkStates;
  readonly #ports: RouterPorts;
  readonly #board = new TrackerBoard();
  #watched: Watched = { scripts: [], files: [], processes: [] };
  #followers = new Map<string, RunningInstance[]>();
  /** When those without a result count as failed, for instances that wait for them. */
  #awaitedUntil: Micros | null = null;

  constructor(ports: RouterPorts) {
    this.#ports = ports;
    this.links = new LinkStates(ports);
  }

  get deadline(): Micros | null {
    return this.#awaitedUntil;
  }

  /** From now on these; `remembered` are results of a process before this one. */
  configure(
    configuration: Configuration,
    instances: readonly RunningInstance[],
    remembered: readonly TrackerReport[] = [],
  ): void {
    this.#followers = followersOf(instances);
    const names = instances.flatMap(({ instance, trackers }) => [
      instance.interface,
      ...trackers.filter(({ kind }) => kind === "interface").map(({ name }) => name),
    ]);
    this.links.configure(new Set(names), configuration.links.delays);
    const follows = (tracker: TrackerKey) => this.#followers.has(keyOf(tracker));
    this.#watched = followedOf(configuration.tracking, follows);
    this.#board.configure(this.#watched, remembered);
    this.tellRunner();
    this.#awaitedUntil = this.#board.awaited.length === 0 ? null : this.#limit();
  }

  /** Also when another runner begins: it goes on from what is known. */
  tellRunner(): void {
    this.#ports.watch(this.watched);
  }

  /** What the runner is to watch, and what it has said. */
  get watched(): WatchedTrackers {
    return { ...this.#watched, known: this.#board.known };
  }

  /** The instances that a report of the runner concerns; none where it says nothing new. */
  report(report: TrackerReport): readonly RunningInstance[] {
    return this.#board.report(report) ? this.followersOf(report) : [];
  }

  followersOf(tracker: TrackerKey): readonly RunningInstance[] {
    return this.#followers.get(keyOf(tracker)) ?? [];
  }

  conditionOf({ instance, trackers, state }: RunningInstance): TrackedCondition {
    const { begun } = state;
    const contributions = contributionsOf(trackers, (tracker) => this.#resultOf(tracker, !begun));
    return trackedCondition(instance.priority, contributions);
  }

  /** The time is up: the instances that are concerned by what nobody said anything of. */
  gaveUp(): readonly RunningInstance[] {
    this.#awaitedUntil = null;
    const concerned = new Set<RunningInstance>();
    for (const tracker of this.#board.awaited) {
      const waiting = this.followersOf(tracker).filter(({ state }) => !state.begun);
      if (waiting.length === 0) continue;
      const what = `${tracker.kind} ${tracker.name}`;
      this.#ports.log.warning(`No result of ${what} came: it counts as failed until one comes`);
      this.#board.giveUp(tracker);
      for (const running of waiting) concerned.add(running);
    }
    return [...concerned];
  }

  #resultOf(tracker: Tracker, waits: boolean): TrackerResult | null {
    if (tracker.kind === "interface") return this.#linkResult(tracker.name);
    const result = this.#board.resultOf(tracker);
    if (result !== null || !waits || !this.#board.isLate(tracker)) return result;
    return { kind: "verdict", good: false, reason: "gave no result" };
  }

  #linkResult(name: string): TrackerResult {
    const good = this.links.isUp(name);
    const exists = this.#ports.network.linkByName(name) !== null;
    const reason = good ? "link is up" : exists ? "link is down" : "it does not exist";
    return { kind: "verdict", good, reason };
  }

  #limit(): Micros {
    const timeouts = this.#watched.scripts.map(({ timeoutMicros }) => timeoutMicros);
    return plus(this.#ports.clock.now(), plus(Math.max(0, ...timeouts) as Micros, allowanceMicros));
  }
}

function followersOf(instances: readonly RunningInstance[]): Map<string, RunningInstance[]> {
  const followers = new Map<string, RunningInstance[]>();
  for (const running of instances) {
    for (const tracker of running.trackers) {
      const known = followers.get(keyOf(tracker));
      if (known === undefined) followers.set(keyOf(tracker), [running]);
      else known.push(running);
    }
  }
  return followers;
}
