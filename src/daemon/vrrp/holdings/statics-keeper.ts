/**
 * Static addresses, routes and rules: there from start to stop whatever instances do, and put back at
 * once (keepalived.md §10.3). What cannot be put back is an obstacle to the members of its
 * `track_group`.
 */
import type { AddressLine } from "../../../config/model/address-line.ts";
import type { Configuration } from "../../../config/model/configuration.ts";
import type { TrackGroup } from "../../../config/model/sync-group.ts";
import type { Timed } from "../../../core/deadlines.ts";
import { describeRoutingLine, describeRoutingLines } from "../../../core/reconcile/describe.ts";
import type { RoutingLine } from "../../../core/reconcile/routing.ts";
import {
  freshWindow,
  oneMoreRestore,
  type RestoreWindow,
  windowEnd,
} from "../../../core/restore-window.ts";
import type { Obstacle } from "../../../core/vrrp/events.ts";
import type { NetworkTable } from "../../../ports/network.ts";
import type { Micros } from "../../../wire/units.ts";
import { routeText } from "../../dump/routes.ts";
import { ruleText } from "../../dump/rules.ts";
import type { Logger } from "../../log/logger.ts";
import { type Lines, linesOfStatics } from "./held-lines.ts";
import type { Holdings, Loss } from "./holdings.ts";

/** Of what is lost at one time. */
const mostTold = 20;

export interface StaticsParts {
  readonly network: NetworkTable;
  readonly holdings: Pick<Holdings<StaticsKeeper>, "claim" | "release" | "releaseGone" | "isThere">;
  readonly log: Logger;
}

export class StaticsKeeper implements Timed {
  /** When what was removed again and again is put back. */
  deadline: Micros | null = null;
  readonly #parts: StaticsParts;
  #lines: Lines = { addresses: [], routing: [] };
  #groups: readonly TrackGroup[] = [];
  #window: RestoreWindow = freshWindow(0 as Micros);
  /** In words, by the group that minds. */
  #missing: ReadonlyMap<string, readonly string[]> = new Map();
  /** `#missing` is to be found out again. */
  #isDoubtful = false;

  constructor(parts: StaticsParts) {
    this.#parts = parts;
  }

  /** At the start, and at a reload: what is no longer asked for goes. */
  configure({ statics, trackGroups }: Pick<Configuration, "statics" | "trackGroups">): void {
    this.#lines = linesOfStatics(statics);
    this.#groups = trackGroups;
    this.#parts.holdings.releaseGone(this, this.#lines);
    this.claim();
  }

  /** Puts what is missing. */
  claim(): void {
    this.#isDoubtful = true;
    this.#parts.holdings.claim(this, this.#lines);
  }

  lost({ addresses, routing }: Omit<Loss<unknown>, "holder">, now: Micros): void {
    const window = oneMoreRestore(this.#window, now);
    if (window !== null) {
      this.#window = window;
      const what = [...addresses.map((each) => `address ${each}`), ...routing.map(dumpedLine)];
      for (const each of what.slice(0, mostTold)) {
        this.#parts.log.info(`Restoring deleted static ${each}`);
      }
      if (what.length > mostTold) this.#parts.log.info(`and ${what.length - mostTold} more`);
      this.claim();
    } else if (this.deadline === null) {
      const what = [...addresses, ...describeRoutingLines(routing)].join(", ");
      const again = "is removed again and again by somebody else: next attempt in a second";
      this.#parts.log.warning(`Static ${what} ${again}`);
      this.deadline = windowEnd(this.#window);
    }
  }

  due(): void {
    this.deadline = null;
    this.claim();
  }

  release(): void {
    this.deadline = null;
    this.#lines = { addresses: [], routing: [] };
    this.#parts.holdings.release(this);
  }

  /** Something may have gone that cannot be put back now. */
  doubt(): void {
    this.#isDoubtful = true;
  }

  /** Whether other things are missing than when this was asked last; after all has been done. */
  review(): boolean {
    if (!this.#isDoubtful) return false;
    this.#isDoubtful = false;
    const before = [...this.#missing].join("\n");
    this.#missing = this.#findMissing();
    return [...this.#missing].join("\n") !== before;
  }

  obstaclesOf(instanceName: string): readonly Obstacle[] {
    if (this.#missing.size === 0) return [];
    return this.#groups
      .filter(({ members }) => members.includes(instanceName))
      .flatMap(({ name }) => this.#missing.get(name) ?? [])
      .map((what) => ({ reason: "staticMissing", what }));
  }

  #findMissing(): ReadonlyMap<string, readonly string[]> {
    const missing = new Map<string, string[]>();
    const note = (group: string | null | undefined, what: string) => {
      if (group === null || group === undefined) return;
      const known = missing.get(group);
      if (known === undefined) missing.set(group, [what]);
      else known.push(what);
    };
    for (const line of this.#lines.addresses) {
      if (!this.#isPresent(line)) note(line.trackGroup, `address ${line.address}`);
    }
    for (const line of this.#lines.routing) {
      if (!this.#parts.holdings.isThere(line)) note(groupOf(line), describeRoutingLine(line));
    }
    return missing;
  }

  #isPresent(line: AddressLine): boolean {
    const { network } = this.#parts;
    const link = network.linkByName(line.interface);
    if (link === null) return false;
    return network.addressesOf(link.index).some(({ address }) => address === line.address);
  }
}

const dumpedLine = (line: RoutingLine): string =>
  "rule" in line ? `rule ${ruleText(line.rule)}` : `route ${routeText(line.route)}`;

const groupOf = (line: RoutingLine): string | null =>
  "rule" in line ? line.rule.trackGroup : line.route.trackGroup;
