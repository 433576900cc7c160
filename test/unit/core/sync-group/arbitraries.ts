/** Random lives of sync groups. */
import fc from "fast-check";
import type { VrrpInstance } from "../../../../src/config/model/vrrp-instance.ts";
import { trackedCondition } from "../../../../src/core/tracking/condition.ts";
import { noOrders, type VrrpEvent } from "../../../../src/core/vrrp/events.ts";
import { type GroupSeen, VirtualGroup } from "../../../../src/sim/virtual-group.ts";
import type { IpAddress } from "../../../../src/wire/address.ts";
import { type Micros, seconds } from "../../../../src/wire/units.ts";
import { conditionOf, operator, plain, results, tracking } from "../vrrp/any-conditions.ts";
import { anyPriority, link, routers, soundPacket } from "../vrrp/arbitraries.ts";

export const bornAt = 1_000_000_000 as Micros;

const names = ["A", "B", "C", "D"] as const;

/** `null` waits until the group's own deadline. */
export interface GroupHappening {
  readonly waitMicros: Micros | null;
  /** Whom it happens to, counted around the group; -1 is all of them. */
  readonly member: number;
  readonly event: ((instance: VrrpInstance) => VrrpEvent) | "deadline" | Beginning;
}

export interface Beginning {
  readonly resume: boolean;
  /** Members, counted, that wait for the first results of all that they follow. */
  readonly awaiting: readonly number[];
}

/** Members behave as their kinds do, and each has its own name. */
export const makeGroup = (instances: readonly VrrpInstance[]): VirtualGroup =>
  new VirtualGroup(
    instances.map((instance, index) => ({ ...instance, name: names[index] ?? "E" })),
    bornAt,
  );

export function perform(
  group: VirtualGroup,
  { member, event }: GroupHappening,
  now: Micros,
): readonly GroupSeen[] {
  if (event === "deadline") return group.wake(now);
  const one = group.names[member % group.names.length];
  const whom = member < 0 || one === undefined ? group.names : [one];
  return group.take(
    whom.map((name) => [name, eventFor(group, name, event)]),
    now,
  );
}

function eventFor(
  group: VirtualGroup,
  name: string,
  event: Exclude<GroupHappening["event"], "deadline">,
): VrrpEvent {
  const instance = group.instanceOf(name);
  if (typeof event === "function") return event(instance);
  const awaits = event.awaiting.includes(group.names.indexOf(name));
  return {
    kind: "start",
    link: { present: true, up: true, sourceAddress: "10.0.0.5" as IpAddress, obstacles: [] },
    tracked: awaits ? conditionOf(instance, []) : trackedCondition(instance.priority, []),
    group: group.conditionAtStart(name),
    operator: noOrders,
    resume: event.resume,
  };
}

const constant = (event: VrrpEvent) => () => event;

const event: fc.Arbitrary<GroupHappening["event"]> = fc.oneof(
  { weight: 8, arbitrary: fc.constant("deadline" as const) },
  {
    weight: 6,
    arbitrary: fc
      .tuple(fc.constantFrom(...routers), anyPriority)
      .map(([source, priority]) => (instance: VrrpInstance): VrrpEvent => {
        return { kind: "advertReceived", packet: soundPacket(instance, source, priority) };
      }),
  },
  { weight: 2, arbitrary: link.map((one) => constant({ kind: "linkChanged", link: one })) },
  { weight: 4, arbitrary: results.map(tracking) },
  {
    weight: 2,
    arbitrary: operator.map((orders) => constant({ kind: "operatorChanged", operator: orders })),
  },
  { weight: 1, arbitrary: fc.constant(constant({ kind: "stop", limitMicros: seconds(2) })) },
);

const happening: fc.Arbitrary<GroupHappening> = fc.record(
  {
    waitMicros: fc.oneof(
      { weight: 3, arbitrary: fc.constant(null) },
      { weight: 2, arbitrary: fc.integer({ min: 0, max: 4_000_000 }).map((one) => one as Micros) },
    ),
    member: fc.integer({ min: -1, max: 3 }),
    event,
  },
  plain,
);

/** Begins with the start of all, as a process does. */
export const anyGroupLife: fc.Arbitrary<readonly GroupHappening[]> = fc
  .tuple(
    fc.record(
      {
        resume: fc.oneof({ weight: 9, arbitrary: fc.constant(false) }, fc.constant(true)),
        awaiting: fc.oneof(fc.constant([]), fc.subarray([0, 1, 2, 3])),
      },
      plain,
    ),
    fc.array(happening, { maxLength: 40, size: "max" }),
  )
  .map(([first, rest]) => [{ waitMicros: 0 as Micros, member: -1, event: first }, ...rest]);
