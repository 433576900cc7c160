/** Carries out what the machines ask for: adverts, addresses, announcements, log lines, tellings. */

import type { Span } from "../../config/language/tree.ts";
import type { AddressLine } from "../../config/model/address-line.ts";
import type { Configuration } from "../../config/model/configuration.ts";
import { addressLinesOf } from "../../config/model/vrrp-instance.ts";
import type { Deadlines, Timed } from "../../core/deadlines.ts";
import type { VrrpEffect } from "../../core/vrrp/effects.ts";
import type { ReceivedDatagram } from "../../ports/adverts.ts";
import type { KernelError } from "../../ports/network.ts";
import { familyOf, type IpAddress } from "../../wire/address.ts";
import type { Micros } from "../../wire/units.ts";
import { RefusalLog } from "../log/refusal-log.ts";
import { Announcements } from "./announcements/announcements.ts";
import type { AnnouncementQueue } from "./announcements/queue.ts";
import { linesOfInstance, routingLinesOf } from "./holdings/held-lines.ts";
import type { Holder } from "./holdings/holder.ts";
import { Holdings } from "./holdings/holdings.ts";
import { StaticsKeeper } from "./holdings/statics-keeper.ts";
import { Outbox } from "./outbox.ts";
import type { RouterPorts } from "./ports.ts";
import { RunningInstance } from "./running-instance.ts";

export class EffectRunner {
  readonly holdings: Holdings<Holder>;
  readonly statics: StaticsKeeper;
  readonly #ports: RouterPorts;
  readonly #outbox: Outbox;
  readonly #announcements: Announcements;
  readonly #refusals: RefusalLog;
  #configuration: Configuration;

  constructor(ports: RouterPorts, configuration: Configuration) {
    this.#ports = ports;
    this.#refusals = new RefusalLog(ports.log, ports.clock);
    this.#outbox = new Outbox(ports, {
      advertsRefused: (_socket, error) => this.#refusals.report("send adverts", error),
      addressesChanged: (operations, results) =>
        this.holdings.addressesChanged(operations, results),
      routingChanged: (operations, results) => this.holdings.routingChanged(operations, results),
      announcementsRefused: (error) => this.#refusals.report("announce addresses", error),
    });
    const { network, routing, log } = ports;
    this.holdings = new Holdings({
      network,
      routing,
      outbox: this.#outbox,
      missingInterface: (holder, line) => this.#missingInterface(holder, line),
      refused: (purpose, error, place) => this.#operationRefused(purpose, error, place),
    });
    this.statics = new StaticsKeeper({ network, holdings: this.holdings, log });
    this.#configuration = configuration;
    this.#announcements = new Announcements(ports, configuration.global);
  }

  configure(configuration: Configuration): void {
    this.#configuration = configuration;
    this.#announcements.spacing = configuration.global;
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
        return this.holdings.restore(running, effect.addresses);
      case "announce":
        return this.#announce(running, effect, now);
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
      case "noticed":
        return this.#outbox.later(() =>
          this.#ports.listener.noticed(running.instance, effect.sighting),
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
    this.holdings.releaseGone(running, linesOfInstance(running.instance));
  }

  /** Puts back what is missing of what a master holds. */
  reclaim(running: RunningInstance): void {
    this.holdings.claim(running, linesOfInstance(running.instance));
  }

  /** Of its routes and rules only. */
  reclaimRouting(running: RunningInstance): void {
    this.holdings.claimRouting(running, routingLinesOf(running.instance));
  }

  unknownRouter({ payload, source }: ReceivedDatagram): void {
    if (!this.#configuration.global.logUnknownVirtualRouterIds) return;
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
    this.holdings.release(running);
    if (running.state.statistics.becameMaster > 0) return;
    this.holdings.removeLeftovers(linesOfInstance(running.instance));
  }

  #announce(
    running: RunningInstance,
    { repeat, only }: VrrpEffect & { kind: "announce" },
    now: Micros,
  ): void {
    const all = addressLinesOf(running.instance);
    const lines = this.#announcements.reachable(
      only === undefined ? all : all.filter((line) => only.includes(line.address)),
    );
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

  #operationRefused(purpose: string, error: KernelError, { source, line }: Span): void {
    if (isForbidden(error)) this.#ports.listener.forbidden(error);
    const path = this.#configuration.sourcePaths?.[source];
    this.#refusals.report(purpose, error, path === undefined ? null : `${path}: Line ${line}`);
  }

  #logEffect(running: RunningInstance, effect: VrrpEffect & { kind: "log" }): void {
    if (effect.detail) this.#ports.log.detail(`(${running.instance.name}) ${effect.message}`);
    else this.#log(running, effect.level, effect.message);
  }

  #missingInterface(holder: Holder, { address, interface: name }: AddressLine): void {
    const message = `${address}: interface ${name} does not exist`;
    if (holder === this.statics) this.#refusals.once(`Static address ${message}`);
    else if (holder instanceof RunningInstance) this.#log(holder, "warning", message);
  }

  #log(running: RunningInstance, level: "info" | "warning" | "error", message: string): void {
    this.#ports.log.log(level, `(${running.instance.name}) ${message}`);
  }
}

const isForbidden = ({ errno }: KernelError): boolean => errno === "EPERM" || errno === "EACCES";
