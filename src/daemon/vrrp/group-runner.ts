/** The sync groups as they run: after a member's step the others are told, all in the same turn. */
import type { SyncGroup } from "../../config/model/sync-group.ts";
import type { LogLevel } from "../../core/log-level.ts";
import { conditionFor, groupAtStart, type Member } from "../../core/sync-group/conditions.ts";
import { type Settlement, settle } from "../../core/sync-group/settle.ts";
import { type GroupState, initialGroupState } from "../../core/sync-group/state.ts";
import { type GroupCondition, noGroup, type VrrpEvent } from "../../core/vrrp/events.ts";
import type { Micros } from "../../wire/units.ts";
import type { GroupChange } from "./ports.ts";
import type { RunningInstance } from "./running-instance.ts";

/** More than a group needs to come to rest: each of its members moves once, and hears of the others. */
const mostRounds = 1000;

export interface RunningGroup {
  readonly group: SyncGroup;
  readonly state: GroupState;
  /** In the group's order. */
  readonly members: readonly RunningInstance[];
}

export interface GroupPorts {
  step(running: RunningInstance, event: VrrpEvent, now: Micros): void;
  /** Both are told once the kernel has been told. */
  log(level: LogLevel, text: string): void;
  changed(change: GroupChange): void;
}

interface Group extends RunningGroup {
  state: GroupState;
}

export class GroupRunner {
  readonly #ports: GroupPorts;
  #groups: readonly Group[] = [];
  #groupOf = new Map<RunningInstance, Group>();

  constructor(ports: GroupPorts) {
    this.#ports = ports;
  }

  get groups(): readonly RunningGroup[] {
    return this.#groups;
  }

  /** From now on these; one that was there before, by its name, stands where it stood. */
  configure(
    groups: readonly SyncGroup[],
    instances: readonly RunningInstance[],
    now: Micros,
  ): void {
    const before = new Map(this.#groups.map(({ group, state }) => [group.name, state]));
    const named = new Map(instances.map((running) => [running.instance.name, running]));
    this.#groups = groups.map((group) => {
      const members = group.members.flatMap((name) => named.get(name) ?? []);
      return { group, members, state: before.get(group.name) ?? stateOf(members, now) };
    });
    this.#groupOf = new Map(
      this.#groups.flatMap((group) => group.members.map((member) => [member, group] as const)),
    );
  }

  /** Each stands where the other one of its name stands. */
  standAs(others: readonly RunningGroup[]): void {
    const states = new Map(others.map(({ group, state }) => [group.name, state]));
    for (const group of this.#groups) group.state = states.get(group.group.name) ?? group.state;
  }

  conditionAtStart(running: RunningInstance): GroupCondition {
    const group = this.#groupOf.get(running);
    return group === undefined ? noGroup : groupAtStart(group.group, running.instance.name);
  }

  conditionOf(running: RunningInstance): GroupCondition {
    const group = this.#groupOf.get(running);
    if (group === undefined) return noGroup;
    const members = membersOf(group);
    const index = group.members.indexOf(running);
    const member = members[index];
    return member === undefined ? noGroup : conditionFor(member, members);
  }

  /** All members of its group, or itself alone. */
  membersWith(running: RunningInstance): readonly RunningInstance[] {
    return this.#groupOf.get(running)?.members ?? [running];
  }

  /** These have taken a step: whatever follows from it for their groups is done. */
  settle(stepped: readonly RunningInstance[], now: Micros): void {
    if (this.#groups.length === 0) return;
    const groups = new Set(stepped.flatMap((running) => this.#groupOf.get(running) ?? []));
    for (const group of groups) this.#settleGroup(group, now);
  }

  /** Every member has let go of what it held. */
  stopped(): void {
    for (const { group, state } of this.#groups) {
      const because = "the process ends";
      this.#ports.changed({ group, from: state.phase, to: "stopped", because });
    }
  }

  #settleGroup(group: Group, now: Micros): void {
    for (let round = 0; round < mostRounds; round++) {
      const settlement = settle(group.group, group.state, membersOf(group), now);
      group.state = settlement.state;
      this.#carryOut(group.group, settlement.effects);
      if (settlement.tell.length === 0) return;
      for (const { name, event } of settlement.tell) {
        const running = group.members.find(({ instance }) => instance.name === name);
        if (running !== undefined) this.#ports.step(running, event, now);
      }
    }
    this.#ports.log("error", `VRRP_Group(${group.group.name}) does not come to rest`);
  }

  #carryOut(group: SyncGroup, effects: Settlement["effects"]): void {
    for (const effect of effects) {
      if (effect.kind === "log") this.#ports.log(effect.level, effect.message);
      else this.#ports.changed({ ...effect, group });
    }
  }
}

/** A group of instances that run already, and agree, has not changed by being one. */
function stateOf(members: readonly RunningInstance[], now: Micros): GroupState {
  const initial = initialGroupState(now);
  const [first, ...others] = members.map(({ state: { phase } }) => phase);
  if (first !== "backup" && first !== "master" && first !== "fault") return initial;
  if (others.some((phase) => phase !== first)) return initial;
  return { ...initial, phase: first, joined: members.map(({ instance }) => instance.name) };
}

const membersOf = ({ members }: RunningGroup): readonly Member[] =>
  members.map(({ instance: { name }, state }) => ({ name, state }));
