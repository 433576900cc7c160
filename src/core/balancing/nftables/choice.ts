/** How a scheduler's choice is said in nft: a number below a modulus, and where each leads. */
import type { Family } from "../../../wire/address.ts";
import { type DestinationRow, destinationKey, type ServiceRow, type TableEntry } from "../table.ts";
import { maglevSlots } from "./maglev.ts";
import { familyOfService, headerWord } from "./service-kinds.ts";
import { weightedSlots } from "./slots.ts";
import { isSupported, type SupportedScheduler } from "./support.ts";

export interface Choice {
  /** "numgen inc mod 3". */
  readonly expression: string;
  /** Destinations by number, as many as the modulus. */
  readonly slots: readonly DestinationRow[];
}

/** The same on every director, so that a connection's hash means the same server on both. */
const seed = "seed 0x686f6c64";

/** Those that take new connections, in an order that depends on nothing but their names. */
export function eligibleOf({ destinations }: TableEntry): readonly DestinationRow[] {
  const eligible = [...destinations.values()].filter(({ weight }) => weight > 0);
  return eligible.sort((left, right) => (destinationKey(left) < destinationKey(right) ? -1 : 1));
}

/** `eligible` is not empty, and the scheduler one of those that are supported. */
export function choiceOf(service: ServiceRow, eligible: readonly DestinationRow[]): Choice {
  if (!isSupported(service.scheduler)) throw new Error(`scheduler ${service.scheduler}`);
  const slots = slotsOf(service.scheduler, eligible);
  const number = numberOf(service.scheduler, service, familyOfService(service.identity));
  const salt = number.startsWith("jhash") ? ` ${seed}` : "";
  return { expression: `${number} mod ${slots.length}${salt}`, slots };
}

function slotsOf(
  scheduler: SupportedScheduler,
  eligible: readonly DestinationRow[],
): readonly DestinationRow[] {
  const at = (index: number): readonly DestinationRow[] => eligible.slice(index, index + 1);
  const weights = eligible.map(({ weight }) => weight);
  switch (scheduler) {
    // As in IPVS, they do not look at weights above 0.
    case "rr":
    case "dh":
      return eligible;
    case "wrr":
    case "sh":
    case "random":
      return weightedSlots(weights).flatMap(at);
    case "mh": {
      const servers = eligible.map((row) => ({ name: destinationKey(row), weight: row.weight }));
      return maglevSlots(servers).flatMap(at);
    }
    case "fo":
      return at(weights.indexOf(Math.max(...weights)));
  }
}

function numberOf(scheduler: SupportedScheduler, { flags }: ServiceRow, family: Family): string {
  const header = headerWord(family);
  switch (scheduler) {
    case "rr":
    case "wrr":
    case "fo":
      return "numgen inc";
    case "random":
      return "numgen random";
    case "dh":
      return `jhash ${header} daddr`;
    // The second flag is sh-port and mh-port (ipvsadm(8)).
    case "sh":
    case "mh":
      return `jhash ${header} saddr${flags.flag2 ? " . th sport" : ""}`;
  }
}
