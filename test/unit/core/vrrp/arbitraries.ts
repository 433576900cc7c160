/** Random instances and random event sequences, for the properties of the machine. */
import fc from "fast-check";
import { Secret } from "../../../../src/config/model/secret.ts";
import type { VrrpInstance } from "../../../../src/config/model/vrrp-instance.ts";
import { trackedCondition } from "../../../../src/core/tracking/condition.ts";
import {
  type AdvertPacket,
  type LinkCondition,
  noGroup,
  type VrrpEvent,
} from "../../../../src/core/vrrp/events.ts";
import { virtualAddress, virtualInstance } from "../../../../src/sim/virtual-instance.ts";
import type { IpAddress } from "../../../../src/wire/address.ts";
import { failure, success } from "../../../../src/wire/result.ts";
import {
  type Centiseconds,
  type Micros,
  type Priority,
  seconds,
  type VirtualRouterId,
} from "../../../../src/wire/units.ts";
import type { Advert, AdvertError, ReceivedAdvert } from "../../../../src/wire/vrrp/advert.ts";
import { vrrpGroupIpv4 } from "../../../../src/wire/vrrp/groups.ts";
import { group, operator, plain, results, start, tracking } from "./any-conditions.ts";

const ours = "10.0.0.5" as IpAddress;
export const routers = ["10.0.0.1", "10.0.0.5", "10.0.0.9", "10.0.0.77"] as IpAddress[];
const addresses = ["10.0.0.100", "10.0.0.101", "10.0.0.102"] as IpAddress[];

const priority = fc.integer({ min: 1, max: 254 }).map((value) => value as Priority);
export const anyPriority = fc.integer({ min: 0, max: 255 }).map((value) => value as Priority);
const span = fc.constantFrom(0, 0.001, 0.5, 1, 5).map(seconds);
const repeat = fc.integer({ min: 0, max: 5 });

const announcements = fc.record({
  masterDelayMicros: span,
  masterRepeat: repeat,
  refreshMicros: fc.constantFrom(0, 0.5, 5).map(seconds),
  refreshRepeat: repeat,
  lowerPriorityDelayMicros: span,
  lowerPriorityRepeat: repeat,
});

const delivery = fc.constantFrom<VrrpInstance["delivery"]>(
  { kind: "multicast", group: vrrpGroupIpv4, source: null },
  {
    kind: "unicast",
    source: null,
    peers: [{ address: routers[0] ?? ours, minTtl: 250, maxTtl: 255 }],
    ttl: 255,
  },
);

/** As completion would leave it: an owner wants to be master, and who wants that preempts. */
export const anyInstance: fc.Arbitrary<VrrpInstance> = fc
  .record({
    version: fc.constantFrom(2 as const, 3 as const),
    priority: fc.oneof({ weight: 5, arbitrary: priority }, fc.constant(255 as Priority)),
    wantsMaster: fc.boolean(),
    preempt: fc.boolean(),
    preemptDelayMicros: span,
    advertIntervalMicros: fc.constantFrom(1, 2).map(seconds),
    downTimerAdverts: fc.integer({ min: 1, max: 5 }),
    authentication: fc.constantFrom<VrrpInstance["authentication"]>(
      { type: "none" },
      { type: "pass", password: new Secret("geheim") },
    ),
    delivery,
    trackPrimary: fc.boolean(),
    virtualAddresses: fc
      .subarray(addresses, { minLength: 1 })
      .map((list) => list.map(virtualAddress)),
    skipCheckAdvertAddresses: fc.boolean(),
    checkUnicastSource: fc.boolean(),
    lowerPriorityNoAdvert: fc.boolean(),
    higherPrioritySendAdvert: fc.boolean(),
    ownerIgnoreAdverts: fc.boolean(),
    checksum: fc.constantFrom<VrrpInstance["checksum"]>("pseudoHeader", "bodyOnly", "detect"),
    announcements,
  })
  .map((differences) => {
    const wantsMaster = differences.wantsMaster || differences.priority === 255;
    const preempt = differences.preempt || wantsMaster;
    const preemptDelayMicros =
      preempt && !wantsMaster ? differences.preemptDelayMicros : seconds(0);
    return virtualInstance({ ...differences, wantsMaster, preempt, preemptDelayMicros });
  });

const advert: fc.Arbitrary<Advert> = fc
  .record({
    version: fc.constantFrom(2 as const, 3 as const),
    priority: fc.oneof(anyPriority, fc.constant(0 as Priority)),
    addresses: fc.subarray(addresses),
    interval: fc.constantFrom(0, 1, 2, 40),
  })
  .map(({ version, interval, ...fields }) => {
    const common = { virtualRouterId: 51 as VirtualRouterId, ...fields };
    return version === 2
      ? { version, ...common, advertIntervalSeconds: interval }
      : { version, ...common, advertIntervalCentiseconds: (interval * 100) as Centiseconds };
  });

const received: fc.Arbitrary<ReceivedAdvert> = fc.record({
  advert,
  type: fc.oneof({ weight: 9, arbitrary: fc.constant(1) }, fc.integer({ min: 0, max: 15 })),
  checksum: fc.constantFrom("pseudoHeader", "oldUnicast", "bodyOnly", "invalid"),
  authenticationType: fc.constantFrom(0, 0, 1, 2, 9),
  passwordMatches: fc.boolean(),
});

const decodeError = fc.constantFrom<AdvertError>(
  { code: "truncated", neededBytes: 20, gotBytes: 3 },
  { code: "tooLong", expectedBytes: 20, gotBytes: 90 },
  { code: "unknownVersion", version: 7 },
);

export const anyPacket: fc.Arbitrary<AdvertPacket> = fc.record({
  source: fc.constantFrom(...routers),
  destination: fc.constantFrom(vrrpGroupIpv4, ours),
  ttl: fc.constantFrom(255, 255, 255, 254, 1),
  lengthMatches: fc.oneof({ weight: 9, arbitrary: fc.constant(true) }, fc.constant(false)),
  received: fc.oneof({ weight: 9, arbitrary: received.map(success) }, decodeError.map(failure)),
});

export const link: fc.Arbitrary<LinkCondition> = fc.constantFrom(
  { present: true, up: true, sourceAddress: ours, obstacles: [] },
  { present: true, up: true, sourceAddress: ours, obstacles: [] },
  { present: true, up: false, sourceAddress: ours, obstacles: [] },
  { present: true, up: true, sourceAddress: null, obstacles: [] },
  { present: false, up: false, sourceAddress: null, obstacles: [] },
);

/** A packet as a sound peer with the same configuration sends it. */
export function soundPacket(
  instance: VrrpInstance,
  source: IpAddress,
  packetPriority: Priority,
): AdvertPacket {
  const { version, delivery: way, advertIntervalMicros, virtualRouterId, checksum } = instance;
  const common = {
    virtualRouterId,
    priority: packetPriority,
    addresses: instance.virtualAddresses.map((line) => line.address),
  };
  const isPass = version === 2 && instance.authentication.type === "pass";
  const sound: ReceivedAdvert = {
    advert:
      version === 2
        ? { version, ...common, advertIntervalSeconds: advertIntervalMicros / 1e6 }
        : {
            version,
            ...common,
            advertIntervalCentiseconds: (advertIntervalMicros / 1e4) as Centiseconds,
          },
    type: 1,
    checksum: version === 2 || checksum === "bodyOnly" ? "bodyOnly" : "pseudoHeader",
    authenticationType: isPass ? 1 : 0,
    passwordMatches: isPass,
  };
  return {
    source,
    destination: way.kind === "multicast" ? way.group : ours,
    ttl: 255,
    lengthMatches: true,
    received: success(sound),
  };
}

const beginning = fc.record(
  {
    link,
    known: fc.option(results),
    group: fc.oneof({ weight: 2, arbitrary: fc.constant(noGroup) }, group),
    resume: fc.boolean(),
  },
  plain,
);

/** What happens next, and when: `null` waits until the machine's own deadline. */
export interface Happening {
  readonly waitMicros: Micros | null;
  readonly event: (instance: VrrpInstance) => VrrpEvent;
}

const constant = (event: VrrpEvent) => () => event;

const event: fc.Arbitrary<Happening["event"]> = fc.oneof(
  { weight: 6, arbitrary: fc.constant(constant({ kind: "deadline" })) },
  {
    weight: 4,
    arbitrary: anyPacket.map((packet) => constant({ kind: "advertReceived", packet })),
  },
  {
    weight: 6,
    arbitrary: fc
      .tuple(fc.constantFrom(...routers), anyPriority)
      .map(([source, value]) => (instance: VrrpInstance): VrrpEvent => {
        return { kind: "advertReceived", packet: soundPacket(instance, source, value) };
      }),
  },
  {
    weight: 2,
    arbitrary: link.map((condition) => constant({ kind: "linkChanged", link: condition })),
  },
  { weight: 3, arbitrary: results.map(tracking) },
  {
    weight: 2,
    arbitrary: group.map((condition) => constant({ kind: "groupChanged", group: condition })),
  },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom("master" as const, "backup" as const)
      .map((to) => constant({ kind: "groupMoved", to, because: "another member" })),
  },
  { weight: 1, arbitrary: fc.constant(constant({ kind: "groupContested" })) },
  { weight: 1, arbitrary: fc.constant(constant({ kind: "reloading" })) },
  {
    weight: 1,
    arbitrary: operator.map((orders) => constant({ kind: "operatorChanged", operator: orders })),
  },
  {
    weight: 1,
    arbitrary: fc
      .subarray(["10.1.0.0/24 via 10.0.0.7", "rule from 10.2.0.0/16"], { minLength: 1 })
      .map((what) => constant({ kind: "routingLost", what })),
  },
  {
    weight: 2,
    arbitrary: fc
      .subarray(addresses, { minLength: 1 })
      .map((list) => constant({ kind: "addressesLost", addresses: list })),
  },
  { weight: 1, arbitrary: span.map((limitMicros) => constant({ kind: "stop", limitMicros })) },
  {
    weight: 1,
    arbitrary: beginning.map(start),
  },
  {
    weight: 1,
    arbitrary: fc.constant((instance: VrrpInstance): VrrpEvent => {
      const tracked = trackedCondition(instance.priority, []);
      return { kind: "reconfigured", before: instance, tracked, group: noGroup };
    }),
  },
);

const wait = fc.oneof(
  { weight: 5, arbitrary: fc.constant(null) },
  { weight: 1, arbitrary: fc.constant(0 as Micros) },
  { weight: 3, arbitrary: fc.integer({ min: 0, max: 6_000_000 }).map((value) => value as Micros) },
);

/** A life that begins with a start, mostly on a sound link. */
export const anyLife: fc.Arbitrary<readonly Happening[]> = fc
  .tuple(
    beginning,
    fc.array(fc.record({ waitMicros: wait, event }), { maxLength: 40, size: "max" }),
  )
  .map(([first, rest]): readonly Happening[] => [
    { waitMicros: 0 as Micros, event: start(first) },
    ...rest,
  ]);
