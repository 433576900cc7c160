/**
 * A router: a kernel with its addresses, a clock, a place on the segment, and a `vrrp` process
 * that comes and goes. What is done to it from outside (crash, kill, pause, …) are its methods.
 */

import type { Tracker } from "../config/model/tracking.ts";
import type { VrrpInstance } from "../config/model/vrrp-instance.ts";
import {
  type Contribution,
  contributionsOf,
  type TrackedCondition,
} from "../core/tracking/condition.ts";
import {
  type LinkCondition,
  noGroup,
  noOrders,
  type OperatorCondition,
  type VrrpEvent,
} from "../core/vrrp/events.ts";
import type { VrrpState } from "../core/vrrp/state.ts";
import { resumeMicros } from "../core/vrrp/timers.ts";
import type { IpAddress } from "../wire/address.ts";
import type { Micros, Priority } from "../wire/units.ts";
import { type Advertisement, decodeFor, sentTtl } from "./advert-bytes.ts";
import { InstanceShell, type ShellHost, type StepSeen } from "./instance-shell.ts";
import type { NodeClock } from "./node-clock.ts";
import type { Random } from "./random.ts";
import type { VirtualClock } from "./virtual-clock.ts";
import { adoptedAddresses } from "./virtual-instance.ts";
import type { VirtualKernel } from "./virtual-kernel.ts";
import type { LanDatagram, Station, VirtualLan } from "./virtual-lan.ts";

/** Told of everything that can be seen of a node from outside. */
export interface NodeObserver {
  stepped(node: VirtualNode, seen: StepSeen): void;
  sent(node: VirtualNode, priority: Priority): void;
  announced(node: VirtualNode, repeat: number): void;
  stopped(node: VirtualNode): void;
}

export interface NodeParts {
  readonly name: string;
  readonly address: IpAddress;
  readonly instance: VrrpInstance;
  readonly world: VirtualClock;
  readonly clock: NodeClock;
  readonly kernel: VirtualKernel;
  readonly lan: VirtualLan;
  readonly random: Random;
  readonly observer: NodeObserver;
}

/** Datagrams that a socket's buffer keeps for a process that does not read. */
const socketBufferDatagrams = 64;
/** How late a timer fires on a machine that has nothing else to do. */
export const worstLatenessMicros = 300;
const earlyTimerProbability = 0.02;

/** What each of them follows where scripts fail: a fault while it does. */
const script: Tracker = {
  kind: "script",
  name: "chk",
  weight: 0,
  reversed: false,
  weightFrom: "default",
  origin: { kind: "instance" },
  place: { source: 0, line: 1, column: 1, length: 1 },
};

export class VirtualNode implements Station {
  readonly name: string;
  readonly address: IpAddress;
  readonly kernel: VirtualKernel;
  readonly clock: NodeClock;
  #instance: VrrpInstance;
  readonly #parts: NodeParts;
  readonly #number: number;
  #process: InstanceShell | null = null;
  #paused = false;
  /** What waits in socket buffers for a paused process. */
  #waiting: (() => void)[] = [];
  #lastSpoke: Micros | null = null;
  /** What the trackers say now; survives a restart of the process. */
  #trackedPriority: Priority;
  #contributions: readonly Contribution[] = [];
  /** So do an operator's orders. */
  #operator = noOrders;

  constructor(parts: NodeParts) {
    this.#parts = parts;
    this.name = parts.name;
    this.address = parts.address;
    this.#instance = parts.instance;
    this.kernel = parts.kernel;
    this.clock = parts.clock;
    this.#trackedPriority = parts.instance.priority;
    this.#number = parts.lan.attach(this);
  }

  /** The machine's state, or null while no process runs. */
  state(): VrrpState | null {
    return this.#process?.state() ?? null;
  }

  /** As configured now. */
  get instance(): VrrpInstance {
    return this.#instance;
  }

  isMaster(): boolean {
    return this.state()?.phase === "master";
  }

  /** Starts the process: at boot, by the supervisor after a kill, by the operator after a stop. */
  start(): void {
    if (this.#process !== null) return;
    const process = new InstanceShell(this.#host());
    this.#process = process;
    this.kernel.listen({
      addressesLost: (addresses) => this.#tell({ kind: "addressesLost", addresses }),
      linkChanged: (link) => this.#tell({ kind: "linkChanged", link }),
    });
    process.take({
      kind: "start",
      link: this.kernel.link(),
      tracked: this.#tracked(),
      group: noGroup,
      operator: this.#operator,
      resume: this.#mayResume(),
    });
  }

  /** SIGKILL: the addresses stay behind. */
  kill(): void {
    this.#process?.end();
    this.#process = null;
    this.#paused = false;
    this.#waiting = [];
    this.kernel.listen(null);
  }

  /** The power fails. */
  crash(): void {
    this.kill();
    this.#lastSpoke = null;
    this.kernel.wipe();
  }

  /** SIGTERM: a planned stop. */
  stop(limitMicros: Micros): void {
    this.#tell({ kind: "stop", limitMicros });
  }

  /** SIGSTOP, or a hypervisor that looks elsewhere: datagrams gather, timers do not fire. */
  pause(): void {
    this.#paused = true;
    this.#process?.sleep();
  }

  /** The poller finds timer and socket ready at once, and may take either first. */
  unpause(): void {
    this.#paused = false;
    const timerFirst = this.#parts.random.chance(0.5);
    if (timerFirst) this.#process?.wake();
    for (const take of this.#waiting.splice(0)) take();
    if (!timerFirst) this.#process?.wake();
  }

  setLink(link: LinkCondition): void {
    this.kernel.setLink(link);
  }

  setPriority(priority: Priority): void {
    this.#trackedPriority = priority;
    this.#tell({ kind: "trackingChanged", tracked: this.#tracked() });
  }

  /** A script that it follows fails, or is well again. */
  setScript(good: boolean): void {
    this.#contributions = contributionsOf([script], () => ({ kind: "verdict", good, reason: "" }));
    this.#tell({ kind: "trackingChanged", tracked: this.#tracked() });
  }

  /** `holdfast instance`. */
  order(operator: OperatorCondition): void {
    this.#operator = operator;
    this.#tell({ kind: "operatorChanged", operator });
  }

  /** SIGHUP, with the file changed. */
  reload(differences: Partial<VrrpInstance>): void {
    const before = this.#instance;
    this.#instance = { ...before, ...differences };
    if (this.#instance.priority !== before.priority) {
      this.#trackedPriority = this.#instance.priority;
    }
    this.#tell({ kind: "reconfigured", before, tracked: this.#tracked(), group: noGroup });
  }

  receive(datagram: LanDatagram): void {
    if (!this.#isConnected() || this.#process === null) return;
    // The kernel verifies the checksum of IPv6 (RFC 3542 §3.1).
    if (this.instance.family === "ipv6" && datagram.corrupted) return;
    const isFull = this.#paused && this.#waiting.length >= socketBufferDatagrams;
    if (!isFull) this.#whenAwake(() => this.#read(datagram));
  }

  #isConnected(): boolean {
    const { present, up } = this.kernel.link();
    return present && up;
  }

  #whenAwake(action: () => void): void {
    if (this.#paused) this.#waiting.push(action);
    else action();
  }

  #tell(event: VrrpEvent): void {
    this.#whenAwake(() => this.#process?.take(event));
  }

  #read(datagram: LanDatagram): void {
    const packet = decodeFor(this.instance, datagram);
    // The shell looks for the instance by VRID before the machine sees the packet.
    const isOurs =
      !packet.received.ok ||
      packet.received.value.advert.virtualRouterId === this.instance.virtualRouterId;
    if (isOurs) this.#process?.take({ kind: "advertReceived", packet });
  }

  #tracked(): TrackedCondition {
    return { priority: this.#trackedPriority, contributions: this.#contributions };
  }

  /** As the daemon decides: all addresses are there, and no peer can have given up on us. */
  #mayResume(): boolean {
    if (this.#lastSpoke === null) return false;
    const isRecent = this.clock.now() - this.#lastSpoke < resumeMicros(this.instance);
    return isRecent && adoptedAddresses(this.instance).every((one) => this.kernel.holds(one));
  }

  #host(): ShellHost {
    const { world, random, observer, lan } = this.#parts;
    const { clock, kernel, address } = this;
    return {
      instance: () => this.#instance,
      world,
      clock,
      kernel,
      address,
      lateness: () =>
        random.chance(earlyTimerProbability)
          ? -random.integer(1, 1_000)
          : random.integer(0, worstLatenessMicros),
      send: (packet, priority) => this.#send(lan, packet, priority),
      announce: (repeat) => {
        if (this.#isConnected()) observer.announced(this, repeat);
      },
      stepped: (seen) => observer.stepped(this, seen),
      stopped: () => {
        this.#process = null;
        kernel.listen(null);
        observer.stopped(this);
      },
    };
  }

  #send(lan: VirtualLan, { destination, payload }: Advertisement, priority: Priority): void {
    this.#lastSpoke = priority === 0 ? null : this.clock.now();
    this.#parts.observer.sent(this, priority);
    if (!this.#isConnected()) return;
    lan.send(this.#number, {
      source: this.address,
      destination,
      ttl: sentTtl(this.instance),
      payload,
    });
  }
}
