/** Why an instance is what it is: the rule that decided, where it stands written, what was heard. */
import type { IpAddress } from "../../wire/address.ts";
import type { Micros, Priority } from "../../wire/units.ts";

export interface Decision {
  readonly rule: Rule;
  /** What brought it about, in words. */
  readonly because: string;
  /** The advert that decided, where one did. */
  readonly heard: Heard | null;
}

/** An advert that passed all checks. */
export interface Heard {
  readonly address: IpAddress;
  readonly priority: Priority;
  readonly at: Micros;
}

export type Rule = keyof typeof rules;

interface RuleText {
  readonly sentence: string;
  /** Of VRRPv3, and of VRRPv2 where that says it elsewhere. */
  readonly section: string;
  readonly sectionOfVersion2?: string;
}

export const rules = {
  start: {
    sentence: "An instance begins as BACKUP and listens for a master first",
    section: "RFC 9568 §6.4.1",
    sectionOfVersion2: "RFC 3768 §6.4.1",
  },
  resume: {
    sentence: "A restarted process goes on as MASTER while no peer can have given up on it",
    section: "keepalived.conf(5), vrrp process restart",
  },
  owner: {
    sentence: "The owner of the addresses, priority 255, is MASTER whenever it runs",
    section: "RFC 9568 §6.4.1",
    sectionOfVersion2: "RFC 3768 §6.4.1",
  },
  masterDown: {
    sentence: "A BACKUP that hears no master for the master down interval becomes MASTER",
    section: "RFC 9568 §6.4.2",
    sectionOfVersion2: "RFC 3768 §6.4.2",
  },
  masterResigned: {
    sentence: "After an advert of priority 0 the first BACKUP whose skew time ends becomes MASTER",
    section: "RFC 9568 §6.4.2",
    sectionOfVersion2: "RFC 3768 §6.4.2",
  },
  preempt: {
    sentence: "A BACKUP discards the adverts of a lower priority, and becomes MASTER in its place",
    section: "RFC 9568 §6.4.2",
    sectionOfVersion2: "RFC 3768 §6.4.2",
  },
  higherPriority: {
    sentence: "A MASTER gives way to a higher priority",
    section: "RFC 9568 §6.4.3",
    sectionOfVersion2: "RFC 3768 §6.4.3",
  },
  higherAddress: {
    sentence: "Of two MASTERs of one priority the greater primary address remains",
    section: "RFC 9568 §6.4.3",
    sectionOfVersion2: "RFC 3768 §6.4.3",
  },
  fault: {
    sentence: "An instance in fault gives its addresses up and takes no part in the election",
    section: "keepalived.conf(5), FAULT state",
  },
  faultCleared: {
    sentence: "When its last fault is gone an instance begins again as BACKUP",
    section: "keepalived.conf(5), FAULT state",
  },
  group: {
    sentence: "The members of a sync group change state together",
    section: "keepalived.conf(5), vrrp_sync_group",
  },
  switchover: {
    sentence: "An operator's order hands the addresses over, as a planned stop does",
    section: "holdfast(1), instance switchover",
  },
  handedOver: {
    sentence: "The hand-over ends when another router speaks as MASTER",
    section: "holdfast(1), instance switchover",
  },
  notTakenOver: {
    sentence: "A hand-over that nobody takes up ends with the addresses where they were",
    section: "holdfast(1), instance switchover",
  },
  takenBack: {
    sentence: "A hand-over that is taken back ends with the addresses where they were",
    section: "holdfast(1), instance switchover",
  },
  handOver: {
    sentence: "A planned stop ends when another router speaks as MASTER",
    section: "RFC 9568 §6.4.3",
    sectionOfVersion2: "RFC 3768 §6.4.3",
  },
  stop: {
    sentence: "An instance that ends gives up its role with an advert of priority 0",
    section: "RFC 9568 §6.4.3",
    sectionOfVersion2: "RFC 3768 §6.4.3",
  },
  /* What follows keeps an instance as it is. */
  waiting: {
    sentence: "An instance is inactive until all that it follows has had a first result",
    section: "keepalived.conf(5), vrrp_script",
  },
  follows: {
    sentence: "A BACKUP waits anew after each advert of a master that it need not replace",
    section: "RFC 9568 §6.4.2",
    sectionOfVersion2: "RFC 3768 §6.4.2",
  },
  nopreempt: {
    sentence: "With nopreempt a BACKUP lets a master of a lower priority be",
    section: "RFC 9568 §6.4.2",
    sectionOfVersion2: "RFC 3768 §6.4.2",
  },
  preemptDelay: {
    sentence: "With preempt_delay a BACKUP lets a master of a lower priority be for that long",
    section: "keepalived.conf(5), preempt_delay",
  },
  standsBack: {
    sentence: "An instance that was told to hand over does not preempt until it is taken back",
    section: "holdfast(1), instance switchover",
  },
  groupWaits: {
    sentence: "A member of a sync group becomes MASTER only when all the others want to as well",
    section: "keepalived.conf(5), vrrp_sync_group",
  },
  prevails: {
    sentence: "A MASTER answers a lower priority, or a lower address, with an advert and remains",
    section: "RFC 9568 §6.4.3",
    sectionOfVersion2: "RFC 3768 §6.4.3",
  },
} as const satisfies Readonly<Record<string, RuleText>>;

/** The rule in words, and where it stands written. */
export function ruleText(rule: Rule, version: 2 | 3): { sentence: string; section: string } {
  const text: RuleText = rules[rule];
  const section = version === 2 ? (text.sectionOfVersion2 ?? text.section) : text.section;
  return { sentence: text.sentence, section };
}
