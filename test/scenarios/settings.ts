/** The `instance` line of a scenario: words in the spirit of the configuration file. */
import { Secret } from "../../src/config/model/secret.ts";
import type { Tracker, TrackerKind } from "../../src/config/model/tracking.ts";
import type { VrrpInstance } from "../../src/config/model/vrrp-instance.ts";
import { virtualAddress, virtualInstance } from "../../src/sim/virtual-instance.ts";
import type { IpAddress } from "../../src/wire/address.ts";
import { type Priority, seconds } from "../../src/wire/units.ts";
import { vrrpGroupIpv6 } from "../../src/wire/vrrp/groups.ts";

type Differences = { -readonly [Key in keyof VrrpInstance]?: VrrpInstance[Key] };
/** Takes its arguments off the words that follow it. */
type Setting = (differences: Differences, next: () => string) => void;

const quiet = {
  masterDelayMicros: seconds(0),
  masterRepeat: 1,
  refreshMicros: seconds(0),
  refreshRepeat: 1,
  lowerPriorityDelayMicros: seconds(0),
  lowerPriorityRepeat: 1,
};

const number = (next: () => string): number => Number(next());

const settings: Record<string, Setting> = {
  priority: (to, next) => {
    to.priority = number(next) as Priority;
  },
  version: (to, next) => {
    to.version = number(next) === 3 ? 3 : 2;
  },
  ipv6: (to) => {
    to.family = "ipv6";
    to.version = 3;
    to.delivery = { kind: "multicast", group: vrrpGroupIpv6, source: null };
    to.virtualAddresses = [virtualAddress("2001:db8::100" as IpAddress)];
  },
  interval: (to, next) => {
    to.advertIntervalMicros = seconds(number(next));
  },
  down_timer_adverts: (to, next) => {
    to.downTimerAdverts = number(next);
  },
  state_master: (to) => {
    to.wantsMaster = true;
  },
  nopreempt: (to) => {
    to.preempt = false;
  },
  preempt_delay: (to, next) => {
    to.preemptDelayMicros = seconds(number(next));
  },
  password: (to, next) => {
    to.authentication = { type: "pass", password: new Secret(next()) };
  },
  unicast: (to, next) => {
    const address = next() as IpAddress;
    const peers = [{ address, minTtl: 254, maxTtl: 255 }];
    to.delivery = { kind: "unicast", source: null, peers, ttl: 255 };
  },
  check_unicast_src: (to) => {
    to.checkUnicastSource = true;
  },
  addresses: (to, next) => {
    to.virtualAddresses = next()
      .split(",")
      .map((address) => virtualAddress(address as IpAddress));
  },
  checksum: (to, next) => {
    to.checksum = next() as VrrpInstance["checksum"];
  },
  skip_check_adv_addr: (to) => {
    to.skipCheckAdvertAddresses = true;
  },
  lower_prio_no_advert: (to) => {
    to.lowerPriorityNoAdvert = true;
  },
  higher_prio_send_advert: (to) => {
    to.higherPrioritySendAdvert = true;
  },
  owner_ignore_adverts: (to) => {
    to.ownerIgnoreAdverts = true;
  },
  dont_track_primary: (to) => {
    to.trackPrimary = false;
  },
  track: (to, next) => {
    to.trackers = [...(to.trackers ?? []), readTracker(next)];
  },
  tracks_nothing: (to) => {
    to.trackers = [];
  },
  garp_master: (to, next) => {
    const announcements = to.announcements ?? quiet;
    const masterRepeat = number(next);
    const masterDelayMicros = seconds(number(next));
    to.announcements = { ...announcements, masterRepeat, masterDelayMicros };
  },
  garp_refresh: (to, next) => {
    const announcements = to.announcements ?? quiet;
    to.announcements = { ...announcements, refreshMicros: seconds(number(next)) };
  },
  garp_lower_prio: (to, next) => {
    const announcements = to.announcements ?? quiet;
    const lowerPriorityRepeat = number(next);
    const lowerPriorityDelayMicros = seconds(number(next));
    to.announcements = { ...announcements, lowerPriorityRepeat, lowerPriorityDelayMicros };
  },
};

/** `KIND NAME WEIGHT`; a weight that ends in `r` is reversed, and 0r too. */
function readTracker(next: () => string): Tracker {
  const kind = next() as TrackerKind;
  const name = next();
  const word = next();
  return {
    kind,
    name,
    weight: Number.parseInt(word, 10),
    reversed: word.endsWith("r"),
    weightFrom: "line",
    origin: { kind: "instance" },
    place: { source: 0, line: 1, column: 1, length: 1 },
  };
}

/** The differences that `words` name; throws for a word it does not know. */
export function readSettings(words: readonly string[]): Partial<VrrpInstance> {
  const differences: Differences = {};
  const rest = [...words];
  const next = (): string => {
    const word = rest.shift();
    if (word === undefined) throw new Error(`"${words.join(" ")}" ends too early`);
    return word;
  };
  while (rest.length > 0) {
    const name = next();
    const setting = settings[name];
    if (setting === undefined) throw new Error(`there is no setting "${name}"`);
    setting(differences, next);
  }
  return differences;
}

/** One announcement of each address and no second burst, unless the words say otherwise. */
export const readInstance = (words: readonly string[]): VrrpInstance =>
  virtualInstance({ announcements: quiet, ...readSettings(words) });
