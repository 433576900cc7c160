/**
 * One life of a `vrrp` process with one instance: carries out what the machine asks for, as the
 * daemon does, on the virtual kernel and the virtual segment.
 */
import type { VrrpInstance } from "../config/model/vrrp-instance.ts";
import type { VrrpEffect } from "../core/vrrp/effects.ts";
import type { VrrpEvent } from "../core/vrrp/events.ts";
import type { VrrpState } from "../core/vrrp/state.ts";
import { initialState, type StepResult, step } from "../core/vrrp/step.ts";
import type { IpAddress } from "../wire/address.ts";
import type { Micros, Priority } from "../wire/units.ts";
import { type Advertisement, encodeFor } from "./advert-bytes.ts";
import { type NodeClock, VirtualAlarm } from "./node-clock.ts";
import type { VirtualClock } from "./virtual-clock.ts";
import { adoptedAddresses } from "./virtual-instance.ts";
import type { VirtualKernel } from "./virtual-kernel.ts";

export interface StepSeen {
  readonly event: VrrpEvent;
  readonly now: Micros;
  readonly before: VrrpState;
  readonly after: VrrpState;
  readonly effects: readonly VrrpEffect[];
}

/** What the shell needs of the machine it runs on. */
export interface ShellHost {
  /** As configured now. */
  instance(): VrrpInstance;
  readonly world: VirtualClock;
  readonly clock: NodeClock;
  readonly kernel: VirtualKernel;
  /** The router's own address: the source of its adverts. */
  readonly address: IpAddress;
  lateness(): number;
  send(advertisement: Advertisement, priority: Priority): void;
  announce(repeat: number): void;
  stepped(seen: StepSeen): void;
  stopped(): void;
}

export class InstanceShell {
  readonly #host: ShellHost;
  readonly #alarm: VirtualAlarm;
  #state: VrrpState;
  #asleep = false;
  #wokenByAlarm = false;
  #over = false;

  constructor(host: ShellHost) {
    this.#host = host;
    this.#state = initialState(host.instance(), host.clock.now());
    this.#alarm = new VirtualAlarm(
      host.world,
      host.clock,
      () => host.lateness(),
      () => this.#alarmRang(),
    );
  }

  state(): VrrpState {
    return this.#state;
  }

  take(event: VrrpEvent): void {
    if (this.#over) return;
    const { clock } = this.#host;
    const before = this.#state;
    const now = clock.now();
    const result: StepResult = step(this.#host.instance(), before, event, now);
    this.#state = result.state;
    for (const effect of result.effects) this.#carryOut(effect);
    this.#host.stepped({ event, now, before, after: result.state, effects: result.effects });
    if (!this.#over) this.#alarm.arm(result.state.deadline);
  }

  /** SIGSTOP: the alarm may ring, but nobody hears it. */
  sleep(): void {
    this.#asleep = true;
  }

  wake(): void {
    this.#asleep = false;
    if (!this.#wokenByAlarm) return;
    this.#wokenByAlarm = false;
    this.take({ kind: "deadline" });
  }

  /** The process is gone; nothing it had asked for happens any more. */
  end(): void {
    this.#over = true;
    this.#alarm.close();
  }

  #alarmRang(): void {
    if (this.#asleep) this.#wokenByAlarm = true;
    else this.take({ kind: "deadline" });
  }

  #carryOut(effect: VrrpEffect): void {
    const { kernel, address } = this.#host;
    const instance = this.#host.instance();
    switch (effect.kind) {
      case "sendAdvert":
        for (const packet of encodeFor(instance, address, effect)) {
          this.#host.send(packet, effect.priority);
        }
        return;
      case "claimAddresses":
        return kernel.add(adoptedAddresses(instance));
      case "releaseAddresses":
        return kernel.remove(adoptedAddresses(instance));
      case "restoreAddresses":
        return kernel.add(effect.addresses);
      case "announce":
        return this.#host.announce(effect.repeat);
      case "stopped":
        this.end();
        return this.#host.stopped();
      case "cancelAnnouncements":
      case "announceSource":
      case "stateChanged":
      case "priorityChanged":
      case "notifyMasterReceivedLowerPriority":
      case "noticed":
      case "log":
        return;
    }
  }
}
