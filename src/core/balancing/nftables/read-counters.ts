/** The counts of services and servers out of the sets that count. */
import type { Family } from "../../../wire/address.ts";
import type { ListedSet } from "../../../wire/nftables/listing.ts";
import type { TableEntry } from "../table.ts";
import { elementOf, familyOfService, kindOf, type ServiceKind } from "./service-kinds.ts";
import { type CountedRow, countedThings, serverElement, trafficSet } from "./traffic-sets.ts";

export interface Counts {
  readonly connections: number;
  readonly packetsIn: number;
  readonly packetsOut: number;
  readonly bytesIn: number;
  readonly bytesOut: number;
}

/** The sets in which services of one kind are counted. */
export const setsOf = (family: Family, kind: ServiceKind): readonly string[] =>
  countedThings.flatMap((counted) =>
    (["services", "servers"] as const).map((row) => trafficSet(counted, row, family, kind)),
  );

interface Count {
  readonly packets: number;
  readonly bytes: number;
}

/** Finds what was counted of each row; sets are indexed once. */
export class CountTable {
  readonly #sets = new Map<string, ReadonlyMap<string, Count>>();

  add(name: string, { elements }: ListedSet): void {
    this.#sets.set(name, new Map(elements.map((element) => [element.key, element])));
  }

  ofService({ service: { identity } }: TableEntry): Counts {
    return this.#counts(
      "services",
      familyOfService(identity),
      kindOf(identity),
      elementOf(identity),
    );
  }

  ofServer(
    { service: { identity } }: TableEntry,
    server: Parameters<typeof serverElement>[1],
  ): Counts {
    const element = serverElement(identity, server);
    return this.#counts("servers", familyOfService(identity), kindOf(identity), element);
  }

  #counts(row: CountedRow, family: Family, kind: ServiceKind, element: string): Counts {
    const [connections, inwards, outwards] = countedThings.map(
      (counted) => this.#sets.get(trafficSet(counted, row, family, kind))?.get(element) ?? none,
    );
    return {
      connections: connections?.packets ?? 0,
      packetsIn: inwards?.packets ?? 0,
      packetsOut: outwards?.packets ?? 0,
      bytesIn: inwards?.bytes ?? 0,
      bytesOut: outwards?.bytes ?? 0,
    };
  }
}

const none: Count = { packets: 0, bytes: 0 };
