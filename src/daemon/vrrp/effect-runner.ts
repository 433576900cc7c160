/** Carries out what the machines ask for: adverts, addresses, announcements, log lines, tellings. */
import type { AddressLine } from "../../config/model/address-line.ts";
import type { GlobalDefinitions } from "../../config/model/configuration.ts";
import type { Deadlines, Timed } from "../../core/deadlines.ts";
import type { VrrpEffect } from "../../core/vrrp/effects.ts";
import type { ReceivedDatagram } from "../../ports/adverts.ts";
import type { AddressOperation, InterfaceAddress, KernelError } from "../../ports/network.ts";
import { familyOf, type IpAddress } from "../../wire/address.ts";
import type { Result } from "../../wire/result.ts";
import type { InterfaceIndex, Micros } from "../../wire/units.ts";
import { RefusalLog } from "../log/refusal-log.ts";
import type { AnnouncementQueue } from "./announcement-queue.ts";
import { Announcements } from "./announcements.ts";
import { HeldAddresses, type Loss } from "./held-addresses.ts";
import { Outbox } from "./outbox.ts";
import type { RouterPorts } from "./ports.ts";
import type { RunningInstance } from "./running-instance.ts";

export class EffectRunner {
  readonly #ports: RouterPorts;
  readonly #outbox: Outbox;
  readonly #held: HeldAddresses;
  readonly #announcements: Announcements;
  readonly #refusals: RefusalLog;
  #logsUnknownRouters: boolean;

  constructor(ports: RouterPorts, global: GlobalDefinitions) {
    this.#ports = ports;
    this.#refusals = new RefusalLog(ports.log, ports.clock);
    this.#outbox = new Outbox(ports, {
      advertsRefused: (_socket, error) => this.#refusals.report("send adverts", error),
      addressesChanged: (operations, results) => this.#addressesChanged(operations, results),
      announcementsRefused: (error) => this.#refusals.report("announce addresses", error),
    });
    this.#held = new HeldAddresses(ports.network, (holder, line) =>
      this.#log(holder, "warning", `${line.address}: interface ${line.interface} does not exist`),
    );
    this.#announcements = new Announcements(ports, global);
    this.#logsUnknownRouters = global.logUnknownVirtualRouterIds;
  }

  configure(global: GlobalDefinitions): void {
    this.#announcements.spacing = global;
    this.#logsUnknownRouters = global.logUnknownVirtualRouterIds;
  }

  run(running: RunningInstance, effect: VrrpEffect, now: Micros): void {
    switch (effect.kind) {
      case "sendAdvert":
        return this.#sendAdvert(running, effect);
      case "claimAddresses":
        return this.reclaim(running);
      case "releaseAddresses":
        return this.#release(running);
      case "restoreAddresses":
        return this.#restore(running, effect.addresses);
      case "announce":
        return this.#announce(running, effect.repeat, now);
      case "cancelAnnouncements":
        return this.#announcements.cancel(running);
      case "stateChanged":
        return this.#outbox.later(() =>
          this.#ports.listener.stateChanged({ ...effect, instance: running.instance }),
        );
      case "announceSource":
        return this.#announceSource(running, effect.address, now);
      case "priorityChanged":
        return this.#outbox.later(() =>
          this.#ports.listener.priorityChanged({ ...effect, instance: running.instance }),
        );
      case "notifyMasterReceivedLowerPriority":
        return this.#outbox.later(() =>
          this.#ports.listener.receivedLowerPriority(running.instance, effect.priority),
        );
      case "log":
        return this.#outbox.later(() => this.#logEffect(running, effect));
      case "stopped":
        return;
    }
  }

  /** Logging and telling: once the kernel has everything of this turn. */
  later(action: () => void): void {
    this.#outbox.later(action);
  }

  flush(): void {
    this.#outbox.flush();
  }

  schedule(deadlines: Deadlines<Timed>): void {
    this.#announcements.schedule(deadlines);
  }

  sendQueued(queue: AnnouncementQueue, now: Micros): void {
    this.#outbox.announce(queue.take(now));
  }

  /** After a reload: what the instance holds and its lines no longer name. */
  releaseGone(running: RunningInstance): void {
    const key = (line: AddressLine) => `${line.interface} ${line.address}/${line.prefixLength}`;
    const wanted = new Set(allLines(running).map(key));
    this.#outbox.addresses(this.#held.release(running, (line) => wanted.has(key(line))));
  }

  /** Puts back what is missing of a master's addresses. */
  reclaim(running: RunningInstance): void {
    this.#outbox.addresses(this.#held.claim(running, allLines(running)));
  }

  /** Its addresses went with it, and nobody took them. */
  linkRemoved(index: InterfaceIndex): void {
    this.#held.forgetInterface(index);
  }

  addressRemoved(address: InterfaceAddress): void {
    this.#held.removed(address);
  }

  compareAddresses(): void {
    this.#held.suspectAll();
  }

  hasLosses(): boolean {
    return this.#held.hasSuspects();
  }

  /**
   * Losses wait until all notifications of the same moment are read: an interface that goes down loses
   * its IPv6 addresses too, and that is no theft.
   */
  takeLosses(): Loss[] {
    return this.#held.takeLosses();
  }

  unknownRouter({ payload, source }: ReceivedDatagram): void {
    if (!this.#logsUnknownRouters) return;
    const message = `received advert for unknown VRID ${payload[1] ?? 0} from ${source}`;
    this.#refusals.once(message);
  }

  socketRefused(running: RunningInstance, error: KernelError): void {
    this.#refusals.report(`(${running.instance.name}) send and receive adverts`, error);
    if (isForbidden(error)) this.#ports.listener.forbidden(error);
  }

  #sendAdvert(running: RunningInstance, effect: VrrpEffect & { kind: "sendAdvert" }): void {
    const socket = running.transport?.socket;
    if (socket === undefined) return;
    const datagrams = running.adverts(socket, effect.priority, effect.oldUnicastChecksum);
    this.#outbox.advert(socket, datagrams);
  }

  #release(running: RunningInstance): void {
    this.#outbox.addresses(this.#held.release(running));
    if (running.state.statistics.becameMaster === 0) {
      this.#outbox.addresses(this.#held.removeLeftovers(allLines(running)));
    }
  }

  #restore(running: RunningInstance, addresses: readonly IpAddress[]): void {
    const lines = this.#held.linesOf(running, addresses);
    this.#outbox.addresses(this.#held.claim(running, lines));
  }

  #announce(running: RunningInstance, repeat: number, now: Micros): void {
    const lines = this.#announcements.reachable(allLines(running));
    for (const line of lines) {
      const what =
        familyOf(line.address) === "ipv4" ? "gratuitous ARP" : "unsolicited Neighbour Advert";
      const message = `Sending ${what} on ${line.interface} for ${line.address}`;
      this.#outbox.later(() => this.#ports.log.detail(message));
    }
    this.#outbox.announce(this.#announcements.announce(running, lines, repeat, now));
  }

  #announceSource(running: RunningInstance, address: IpAddress, now: Micros): void {
    const own = { address, interface: running.instance.interface };
    this.#outbox.announce(this.#announcements.announce(running, [own], 1, now));
  }

  #addressesChanged(
    operations: readonly AddressOperation[],
    results: readonly Result<null, KernelError>[],
  ): void {
    for (const [index, operation] of operations.entries()) {
      const result = results[index];
      if (result === undefined || result.ok) continue;
      this.#held.refused(operation);
      if (isForbidden(result.error)) this.#ports.listener.forbidden(result.error);
      this.#refusals.report(`${operation.kind} ${operation.line.address}`, result.error);
    }
  }

  #logEffect(running: RunningInstance, effect: VrrpEffect & { kind: "log" }): void {
    if (effect.detail) this.#ports.log.detail(`(${running.instance.name}) ${effect.message}`);
    else this.#log(running, effect.level, effect.message);
  }

  #log(running: RunningInstance, level: "info" | "warning" | "error", message: string): void {
    this.#ports.log.log(level, `(${running.instance.name}) ${message}`);
  }
}

const isForbidden = ({ errno }: KernelError): boolean => errno === "EPERM" || errno === "EACCES";

const allLines = ({ instance }: RunningInstance): readonly AddressLine[] => [
  ...instance.virtualAddresses,
  ...instance.excludedAddresses,
];
