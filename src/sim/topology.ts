/** Random groups of routers that share one virtual router. */

import { Secret } from "../config/model/secret.ts";
import type { Delivery, VrrpInstance } from "../config/model/vrrp-instance.ts";
import type { IpAddress } from "../wire/address.ts";
import { type Micros, milliseconds, type Priority, seconds } from "../wire/units.ts";
import { vrrpGroupIpv4, vrrpGroupIpv6 } from "../wire/vrrp/groups.ts";
import type { Random } from "./random.ts";
import { virtualAddress, virtualInstance } from "./virtual-instance.ts";

export interface Router {
  readonly name: string;
  readonly address: IpAddress;
  readonly instance: VrrpInstance;
  /** What its monotonic clock shows at the beginning. */
  readonly uptimeMicros: Micros;
}

/** VRRPv3 intervals that operators use, 10 ms to 1 s; whole centiseconds. */
const intervalsMillis = [10, 20, 50, 100, 250, 1_000] as const;
const mostRouters = 5;

/** 2 to 5 routers that agree on what routers must agree on, and differ in the rest. */
export function randomTopology(random: Random): readonly Router[] {
  const count = random.integer(2, mostRouters);
  const kind = random.pick(["v2", "v3", "v3", "v3ipv6"] as const);
  const family = kind === "v3ipv6" ? "ipv6" : "ipv4";
  const numbers = random.sample([1, 2, 3, 4, 5, 6, 7, 8, 9], count);
  const addresses = numbers.map((number) => routerAddress(family, number));
  const shared = sharedSettings(random, kind);
  const priorities = randomPriorities(random, count);
  const unicast = random.chance(0.25);
  const habits: Habits = {
    allPreempt: random.chance(0.5),
    lastWord: random.pick(["none", "some", "all"]),
  };
  const mixedIntervals = kind !== "v2" && random.chance(0.3);
  return addresses.map((address, index) => {
    const peers = addresses.filter((other) => other !== address);
    const priority = priorities[index] as Priority;
    const own = ownSettings(random, priority, habits, shared.advertIntervalMicros);
    const factor = mixedIntervals ? random.pick([1, 2, 4]) : 1;
    const advertIntervalMicros = (factor * shared.advertIntervalMicros) as Micros;
    const delivery = deliveryOf(family, unicast ? peers : null);
    return {
      name: `r${numbers[index]}`,
      address,
      instance: virtualInstance({ ...shared, advertIntervalMicros, ...own, priority, delivery }),
      uptimeMicros: random.micros(0, seconds(1_000_000)),
    };
  });
}

function sharedSettings(random: Random, kind: "v2" | "v3" | "v3ipv6") {
  const isIpv6 = kind === "v3ipv6";
  const prefix = isIpv6 ? "2001:db8::1:" : "10.0.0.10";
  const lines = [0, 1, 2].map((number) => virtualAddress(`${prefix}${number}` as IpAddress));
  const virtualCount = random.integer(1, 2);
  return {
    family: isIpv6 ? ("ipv6" as const) : ("ipv4" as const),
    version: kind === "v2" ? (2 as const) : (3 as const),
    virtualAddresses: lines.slice(0, virtualCount),
    excludedAddresses: random.chance(0.3) ? lines.slice(virtualCount) : [],
    advertIntervalMicros: kind === "v2" ? seconds(random.integer(1, 2)) : randomInterval(random),
    authentication:
      kind === "v2" && random.chance(0.5)
        ? { type: "pass" as const, password: new Secret("simulate") }
        : { type: "none" as const },
    announcements: {
      masterDelayMicros: seconds(1),
      masterRepeat: 5,
      refreshMicros: seconds(random.pick([0, 0, 3])),
      refreshRepeat: 1,
      lowerPriorityDelayMicros: seconds(1),
      lowerPriorityRepeat: 5,
    },
    checksum: random.pick(["pseudoHeader", "detect"] as const),
  };
}

/** Distinct or with equals among them; now and then one owner. */
function randomPriorities(random: Random, count: number): readonly number[] {
  const choices = random.chance(0.6)
    ? random.sample([1, 50, 90, 100, 101, 150, 200, 254], count)
    : Array.from({ length: count }, () => random.pick([90, 100, 110]));
  return random.chance(0.1) ? [255, ...choices.slice(1)] : choices;
}

/** What the routers of a group have in common, or not. */
interface Habits {
  readonly allPreempt: boolean;
  /** Who has `higher_prio_send_advert`. */
  readonly lastWord: "none" | "some" | "all";
}

/** What completion would leave standing (keepalived.md §8). */
function ownSettings(
  random: Random,
  priority: Priority,
  { allPreempt, lastWord }: Habits,
  interval: Micros,
): Partial<VrrpInstance> {
  const isOwner = priority === 255;
  const wantsMaster = isOwner || random.chance(0.2);
  const preempt = allPreempt || wantsMaster || random.chance(0.5);
  const mayDelay = !allPreempt && preempt && !wantsMaster;
  const delays = mayDelay && random.chance(0.3);
  return {
    wantsMaster,
    preempt,
    preemptDelayMicros: delays ? random.micros(interval, 10 * interval) : seconds(0),
    lowerPriorityNoAdvert: random.chance(0.1),
    higherPrioritySendAdvert: lastWord === "all" || (lastWord === "some" && random.chance(0.3)),
    downTimerAdverts: random.chance(0.85) ? 3 : random.integer(2, 5),
    ownerIgnoreAdverts: isOwner && random.chance(0.2),
    skipCheckAdvertAddresses: random.chance(0.2),
  };
}

const randomInterval = (random: Random): Micros => milliseconds(random.pick(intervalsMillis));

const routerAddress = (family: "ipv4" | "ipv6", number: number): IpAddress =>
  (family === "ipv4" ? `10.0.0.${number}` : `fe80::${number}`) as IpAddress;

function deliveryOf(family: "ipv4" | "ipv6", peers: readonly IpAddress[] | null): Delivery {
  if (peers === null) {
    const group = family === "ipv4" ? vrrpGroupIpv4 : vrrpGroupIpv6;
    return { kind: "multicast", group, source: null };
  }
  const ranges = peers.map((address) => ({ address, minTtl: 255, maxTtl: 255 }));
  return { kind: "unicast", source: null, peers: ranges, ttl: 255 };
}
