/**
 * What a reload would do here: it is carried out by a copy of the router over ports that only write
 * down what is asked of them.
 */
import type { Configuration } from "../../../config/model/configuration.ts";
import type { Micros } from "../../../wire/units.ts";
import type { PlannedState, ProcessPlan } from "../../plan/process-plan.ts";
import { interfacesToPromoteOn } from "../holdings/promoted-secondaries.ts";
import { VrrpRouter } from "../router.ts";
import { interruptionsOf } from "./interruptions.ts";
import { PlanRecorder, type PlanWorld } from "./ports.ts";
import { phaseText, type Standing, standingOf } from "./standing.ts";

export function planReload(
  router: VrrpRouter,
  configuration: Configuration,
  world: PlanWorld,
): ProcessPlan {
  // It is set before addresses go.
  const promotes = interfacesToPromoteOn(configuration.vrrpInstances);
  const recorder = new PlanRecorder({
    ...world,
    promotesSecondaries: (name) => promotes.has(name) || world.promotesSecondaries(name),
  });
  const at = atOnce(configuration);
  const copy = new VrrpRouter(recorder.ports, at);
  copy.standAs(router);
  recorder.forget();
  const { table } = recorder;
  const before = copy.instances.map((running) => standingOf(running, table));
  const groupsBefore = copy.groups.map(({ group, state }) => ({ group, phase: state.phase }));
  copy.reload(at);
  const kept = new Set(copy.instances);
  const after = copy.instances.map((running) => standingOf(running, table));
  return {
    states: [
      ...instanceStates(before, after, recorder),
      ...groupStates(groupsBefore, copy, recorder),
    ],
    operations: recorder.operations,
    interruptions: interruptionsOf(before, after, kept, recorder),
  };
}

/** Announcements that would be spaced go at once here, as nobody waits for them. */
const atOnce = (configuration: Configuration): Configuration => ({
  ...configuration,
  global: {
    ...configuration.global,
    arpIntervalMicros: 0 as Micros,
    neighbourIntervalMicros: 0 as Micros,
  },
});

function instanceStates(
  before: readonly Standing[],
  after: readonly Standing[],
  { states }: PlanRecorder,
): readonly PlannedState[] {
  const subject = "vrrp_instance";
  const old = new Map(before.map((standing) => [standing.running, standing]));
  const kept = new Set(after.map(({ running }) => running));
  const planned = before
    .filter(({ running }) => !kept.has(running))
    .map(({ name, phase }): PlannedState => {
      const because = after.some((next) => next.name === name)
        ? "the one of this name is another virtual router then"
        : "it is not in the file any more";
      return { subject, name, from: phaseText(phase), to: null, because };
    });
  for (const { running, name, phase } of after) {
    const was = old.get(running)?.phase ?? null;
    if (was === phase) continue;
    const change = states.findLast(({ instance }) => instance === running.instance);
    const listens = was === null && phase === "backup";
    const because = listens
      ? "it is new, and listens for a master first"
      : (change?.decision.because ?? "");
    const from = was === null ? null : phaseText(was);
    planned.push({ subject, name, from, to: phaseText(phase), because });
  }
  return planned;
}

type GroupBefore = {
  readonly group: { readonly name: string };
  readonly phase: Standing["phase"];
};

function groupStates(
  before: readonly GroupBefore[],
  { groups }: VrrpRouter,
  recorder: PlanRecorder,
): readonly PlannedState[] {
  const subject = "vrrp_sync_group";
  const old = new Map(before.map(({ group, phase }) => [group.name, phase]));
  const planned: PlannedState[] = [];
  for (const { group, state } of groups) {
    const { name } = group;
    const was = old.get(name) ?? null;
    old.delete(name);
    if (was === state.phase) continue;
    const because = recorder.groups.findLast((each) => each.group.name === name)?.because ?? "";
    const from = was === null ? null : phaseText(was);
    planned.push({ subject, name, from, to: phaseText(state.phase), because });
  }
  for (const [name, phase] of old) {
    planned.push({ subject, name, from: phaseText(phase), to: null, because: "" });
  }
  return planned;
}
