/** The event lines of a scenario: words to events. */
import type { VrrpInstance } from "../../src/config/model/vrrp-instance.ts";
import { trackedCondition } from "../../src/core/tracking/condition.ts";
import {
  type AdvertPacket,
  type GroupCondition,
  type LinkCondition,
  noOrders,
  type OperatorCondition,
  type VrrpEvent,
} from "../../src/core/vrrp/events.ts";
import type { VrrpState } from "../../src/core/vrrp/state.ts";
import type { IpAddress } from "../../src/wire/address.ts";
import { failure, success } from "../../src/wire/result.ts";
import { type Centiseconds, type Priority, seconds } from "../../src/wire/units.ts";
import type {
  Advert,
  AdvertError,
  ChecksumKind,
  ReceivedAdvert,
} from "../../src/wire/vrrp/advert.ts";
import type { Board } from "./board.ts";

/** Of the router under test. */
export const ourAddress = (instance: VrrpInstance): IpAddress =>
  (instance.family === "ipv4" ? "10.0.0.1" : "fe80::1") as IpAddress;

/** Whom an event is for, and what is known around it. */
export interface Subject {
  readonly instance: VrrpInstance;
  readonly state: VrrpState;
  readonly board: Board;
  readonly groupAtStart: GroupCondition;
}

/** `reload` is for the player: it changes the instance. So is `result`, which others may hear of too. */
export function readEvent(subject: Subject, words: readonly string[]): VrrpEvent {
  const { instance, state, board } = subject;
  const [kind = "", ...rest] = words;
  switch (kind) {
    case "start":
      return {
        kind,
        link: readLink(instance, rest[0]),
        tracked: board.conditionOf(instance),
        group: subject.groupAtStart,
        operator: noOrders,
        resume: rest.includes("resume"),
      };
    case "advert":
      return { kind: "advertReceived", packet: readPacket(instance, rest) };
    case "deadline":
    case "reloading":
      return { kind };
    case "link":
      return { kind: "linkChanged", link: readLink(instance, rest[0]) };
    case "result":
      return { kind: "trackingChanged", tracked: board.conditionOf(instance) };
    case "priority":
      return {
        kind: "trackingChanged",
        tracked: trackedCondition(Number(rest[0]) as Priority, []),
      };
    case "group":
      return { kind: "groupChanged", group: readGroup(rest) };
    case "moved":
      return { kind: "groupMoved", to: rest[0] === "master" ? "master" : "backup", because: "B" };
    case "contested":
      return { kind: "groupContested" };
    case "operator":
      return { kind: "operatorChanged", operator: readOrder(state.operator, rest) };
    case "lost":
      return { kind: "addressesLost", addresses: rest as IpAddress[] };
    case "routing_lost":
      return { kind: "routingLost", what: rest.join(" ").split(", ") };
    case "stop":
      return { kind, limitMicros: seconds(Number(rest[0])) };
    default:
      throw new Error(`there is no event "${kind}"`);
  }
}

/** `faulty NAME`, `awaited NAME`, `others_want_master`: what is not said is not so. */
function readGroup(words: readonly string[]): GroupCondition {
  const after = (keyword: string): readonly string[] =>
    words.filter((_, index) => words[index - 1] === keyword);
  return {
    faultyMembers: after("faulty"),
    awaitedMembers: after("awaited"),
    othersWantMaster: words.includes("others_want_master"),
  };
}

/** `priority 150`, `priority none`, `fault on`, `stands_back off`: the rest stays. */
function readOrder(
  before: OperatorCondition,
  [what = "", value = ""]: readonly string[],
): OperatorCondition {
  switch (what) {
    case "priority":
      return { ...before, priority: value === "none" ? null : (Number(value) as Priority) };
    case "fault":
      return { ...before, fault: value === "on" };
    case "stands_back":
      return { ...before, standsBack: value === "on" };
    default:
      throw new Error(`there is no order "${what}"`);
  }
}

function readLink(instance: VrrpInstance, word = "up"): LinkCondition {
  const sourceAddress = ourAddress(instance);
  switch (word) {
    case "down":
      return { present: true, up: false, sourceAddress, obstacles: [] };
    case "missing":
      return { present: false, up: false, sourceAddress: null, obstacles: [] };
    case "unaddressed":
      return { present: true, up: true, sourceAddress: null, obstacles: [] };
    case "without_route": {
      const obstacles = [{ reason: "routeInterfaceDown", interfaceName: "eth1" }] as const;
      return { present: true, up: true, sourceAddress, obstacles };
    }
    case "without_static": {
      const obstacles = [{ reason: "staticMissing", what: "10.1.0.1/24 dev eth1" }] as const;
      return { present: true, up: true, sourceAddress, obstacles };
    }
    default:
      return { present: true, up: true, sourceAddress, obstacles: [] };
  }
}

/** `FROM PRIORITY [name=value …]`: what is not named is as our own advert would have it. */
function readPacket(instance: VrrpInstance, words: readonly string[]): AdvertPacket {
  const [source = "", priority = "", ...pairs] = words;
  const named = new Map(pairs.map((pair) => pair.split("=") as [string, string]));
  const to = named.get("to") ?? usualDestination(instance);
  const error = named.get("error");
  return {
    source: source as IpAddress,
    destination: to as IpAddress,
    ttl: Number(named.get("ttl") ?? 255),
    lengthMatches: named.get("length") !== "wrong",
    received:
      error === undefined
        ? success(receivedAdvert(instance, Number(priority) as Priority, named))
        : failure(errors[error] ?? unknownError(error)),
  };
}

const errors: Record<string, AdvertError> = {
  truncated: { code: "truncated", neededBytes: 20, gotBytes: 7 },
  tooLong: { code: "tooLong", expectedBytes: 20, gotBytes: 60 },
  unknownVersion: { code: "unknownVersion", version: 4 },
};

const unknownError = (name: string): never => {
  throw new Error(`there is no decoding error "${name}"`);
};

function receivedAdvert(
  instance: VrrpInstance,
  priority: Priority,
  named: ReadonlyMap<string, string>,
): ReceivedAdvert {
  const isPass = instance.authentication.type === "pass";
  return {
    advert: readAdvert(instance, priority, named),
    type: Number(named.get("type") ?? 1),
    checksum: (named.get("checksum") as ChecksumKind | undefined) ?? usualChecksum(instance),
    authenticationType: Number(named.get("auth") ?? (isPass ? 1 : 0)),
    passwordMatches: isPass && named.get("password") !== "wrong",
  };
}

function readAdvert(
  instance: VrrpInstance,
  priority: Priority,
  named: ReadonlyMap<string, string>,
): Advert {
  const ours = instance.virtualAddresses.map((line) => line.address);
  const addresses = named.get("addresses")?.split(",") as IpAddress[] | undefined;
  const common = {
    virtualRouterId: instance.virtualRouterId,
    priority,
    addresses: addresses ?? ours,
  };
  const interval = Number(named.get("interval") ?? instance.advertIntervalMicros / 1e6);
  const version = Number(named.get("version") ?? instance.version);
  if (version === 2) return { version, ...common, advertIntervalSeconds: interval };
  const centiseconds = Math.round(interval * 100) as Centiseconds;
  return { version: 3, ...common, advertIntervalCentiseconds: centiseconds };
}

function usualChecksum({ family, version, checksum }: VrrpInstance): ChecksumKind {
  if (family === "ipv6") return "kernel";
  if (version === 2) return "bodyOnly";
  return checksum === "detect" ? "pseudoHeader" : checksum;
}

function usualDestination(instance: VrrpInstance): IpAddress {
  const { delivery } = instance;
  return delivery.kind === "multicast" ? delivery.group : ourAddress(instance);
}
