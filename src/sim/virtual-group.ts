/** Machines of one sync group, told of each other as the daemon does it. */
import type { SyncGroup } from "../config/model/sync-group.ts";
import type { VrrpInstance } from "../config/model/vrrp-instance.ts";
import {
  concernsGroup,
  conditionFor,
  groupAtStart,
  type Member,
} from "../core/sync-group/conditions.ts";
import type { GroupEffect } from "../core/sync-group/effects.ts";
import { settle } from "../core/sync-group/settle.ts";
import { type GroupState, initialGroupState } from "../core/sync-group/state.ts";
import type { VrrpEffect } from "../core/vrrp/effects.ts";
import type { GroupCondition, VrrpEvent } from "../core/vrrp/events.ts";
import type { VrrpState } from "../core/vrrp/state.ts";
import { initialState, step } from "../core/vrrp/step.ts";
import type { Micros } from "../wire/units.ts";
import type { StepSeen } from "./instance-shell.ts";

/** Who did what, in order. */
export type GroupSeen =
  | { readonly who: string; readonly step: StepSeen; readonly effects: readonly VrrpEffect[] }
  | { readonly who: null; readonly effects: readonly GroupEffect[] };

interface Machine {
  instance: VrrpInstance;
  state: VrrpState;
}

/** Each member moves once, and hears of each other's move. */
const mostRounds = 20;

export class VirtualGroup {
  readonly #group: SyncGroup;
  readonly #machines: ReadonlyMap<string, Machine>;
  #state: GroupState;

  constructor(instances: readonly VrrpInstance[], now: Micros) {
    this.#group = {
      name: "G",
      place: { source: 0, line: 1, column: 1, length: 1 },
      members: instances.map(({ name }) => name),
      trackers: [],
      allowsWeights: true,
      notify: { master: null, backup: null, fault: null, stop: null, any: null },
      smtpAlert: null,
      notifyPriorityChanges: null,
    };
    this.#machines = new Map(
      instances.map((instance) => [
        instance.name,
        { instance, state: initialState(instance, now) },
      ]),
    );
    this.#state = initialGroupState(now);
  }

  get names(): readonly string[] {
    return this.#group.members;
  }

  get state(): GroupState {
    return this.#state;
  }

  instanceOf(name: string): VrrpInstance {
    return this.#machine(name).instance;
  }

  stateOf(name: string): VrrpState {
    return this.#machine(name).state;
  }

  conditionAtStart(name: string): GroupCondition {
    return groupAtStart(this.#group, name);
  }

  conditionOf(name: string): GroupCondition {
    const members = this.#members();
    const member = members.find((each) => each.name === name);
    if (member === undefined) throw new Error(`${name} is no member`);
    return conditionFor(member, members);
  }

  /** A reload has changed it: to be told with `reconfigured`. */
  configure(instance: VrrpInstance): void {
    this.#machine(instance.name).instance = instance;
  }

  deadline(): Micros | null {
    const deadlines = this.#members().flatMap(({ state: { deadline } }) => deadline ?? []);
    return deadlines.length === 0 ? null : (Math.min(...deadlines) as Micros);
  }

  /** What is due at `now`, member by member. */
  wake(now: Micros): readonly GroupSeen[] {
    const due = this.names.filter((name) => (this.stateOf(name).deadline ?? Infinity) <= now);
    return due.flatMap((name) => this.take([[name, { kind: "deadline" }]], now));
  }

  /** These take a step each, then the group settles. Throws where it does not. */
  take(
    events: readonly (readonly [name: string, event: VrrpEvent])[],
    now: Micros,
  ): readonly GroupSeen[] {
    const steps = events.map(([name, event]) => this.#step(name, event, now));
    const seen: GroupSeen[] = [...steps];
    if (!steps.some(({ step: { before, after } }) => concernsGroup(before, after))) return seen;
    for (let round = 0; round < mostRounds; round++) {
      const { state, effects, tell } = settle(this.#group, this.#state, this.#members(), now);
      this.#state = state;
      if (effects.length > 0) seen.push({ who: null, effects });
      if (tell.length === 0) return seen;
      for (const { name, event } of tell) seen.push(this.#step(name, event, now));
    }
    throw new Error("the group does not come to rest");
  }

  #step(who: string, event: VrrpEvent, now: Micros): GroupSeen & { who: string } {
    const machine = this.#machine(who);
    const before = machine.state;
    const { state: after, effects } = step(machine.instance, before, event, now);
    machine.state = after;
    return { who, step: { event, now, before, after, effects }, effects };
  }

  #members(): readonly Member[] {
    return this.names.map((name) => ({ name, state: this.stateOf(name) }));
  }

  #machine(name: string): Machine {
    const machine = this.#machines.get(name);
    if (machine === undefined) throw new Error(`${name} is no member`);
    return machine;
  }
}
