/** Turns "announce what you hold" into frames, spaced where the configuration asks for it. */
import type { AddressLine } from "../../../config/model/address-line.ts";
import type { Deadlines, Timed } from "../../../core/deadlines.ts";
import type { AnnouncementFrame } from "../../../ports/adverts.ts";
import type { Link, NetworkTable } from "../../../ports/network.ts";
import { type Family, familyOf } from "../../../wire/address.ts";
import type { Micros } from "../../../wire/units.ts";
import { announcementFrame, canAnnounce } from "./frames.ts";
import { AnnouncementQueue } from "./queue.ts";

export interface Spacing {
  readonly arpIntervalMicros: Micros;
  readonly neighbourIntervalMicros: Micros;
}

/** An address, and where to tell of it. */
export type Announced = Pick<AddressLine, "address" | "interface">;

export interface AnnouncementPorts {
  readonly network: NetworkTable;
  readonly forwardsIpv6: (interfaceName: string) => boolean;
}

export class Announcements {
  readonly #ports: AnnouncementPorts;
  readonly #queues = new Map<string, AnnouncementQueue>();
  spacing: Spacing;

  constructor(ports: AnnouncementPorts, spacing: Spacing) {
    this.#ports = ports;
    this.spacing = spacing;
  }

  /** `repeat` rounds over `lines`; gives the frames that may go now. */
  announce(
    owner: object,
    lines: readonly Announced[],
    repeat: number,
    now: Micros,
  ): AnnouncementFrame[] {
    const frames = lines.flatMap((line) => this.#frame(line));
    const ready: AnnouncementFrame[] = [];
    for (let round = 0; round < repeat; round++) {
      for (const { frame, link, family } of frames) {
        const queue = this.#queue(link, family);
        if (queue === null) ready.push(frame);
        else ready.push(...queue.add({ ...frame, owner, round }, now));
      }
    }
    return ready;
  }

  /** The lines whose interface is there and has neighbours to tell. */
  reachable(lines: readonly AddressLine[]): readonly AddressLine[] {
    return lines.filter((line) => this.#frame(line).length > 0);
  }

  cancel(owner: object): void {
    for (const queue of this.#queues.values()) queue.cancel(owner);
  }

  /** Tells `deadlines` of every queue that waits. */
  schedule(deadlines: Deadlines<Timed>): void {
    for (const queue of this.#queues.values()) deadlines.update(queue);
  }

  #frame(line: Announced): { frame: AnnouncementFrame; link: Link; family: Family }[] {
    const link = this.#ports.network.linkByName(line.interface);
    if (link === null || !canAnnounce(link)) return [];
    const family = familyOf(line.address);
    const router = family === "ipv6" && this.#ports.forwardsIpv6(link.name);
    return [{ frame: announcementFrame(link, line, router), link, family }];
  }

  /** Null where nothing has to wait. */
  #queue(link: Link, family: Family): AnnouncementQueue | null {
    const { arpIntervalMicros, neighbourIntervalMicros } = this.spacing;
    const interval = family === "ipv4" ? arpIntervalMicros : neighbourIntervalMicros;
    if (interval === 0) return null;
    const key = `${link.index} ${family} ${interval}`;
    let queue = this.#queues.get(key);
    if (queue === undefined) {
      queue = new AnnouncementQueue(link.index, interval);
      this.#queues.set(key, queue);
    }
    return queue;
  }
}
