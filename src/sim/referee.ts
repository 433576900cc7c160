/**
 * Watches a run from outside. Safety, at every moment: every step keeps the rules of steps, and
 * while nothing is wrong there are never two holders for longer than the bound, and the best
 * master stays. Liveness, at the bound after the last fault: exactly one master, nobody who
 * should preempt it, and the addresses where it is.
 */
import { compareAddresses } from "../wire/address.ts";
import { type Micros, plus, seconds } from "../wire/units.ts";
import { type Bounds, boundsOf } from "./bounds.ts";
import type { StepSeen } from "./instance-shell.ts";
import type { VirtualNode } from "./node.ts";
import { brokenRules } from "./step-rules.ts";
import { formatSpan, type Timeline } from "./timeline.ts";
import type { VirtualClock } from "./virtual-clock.ts";
import { adoptedAddresses } from "./virtual-instance.ts";
import { soundPath, type VirtualLan } from "./virtual-lan.ts";
import type { VirtualNeighbour } from "./virtual-neighbour.ts";

const mostViolations = 20;
/**
 * Deadlines that a machine may ask for at one reading of its clock: each of its timers, some
 * early.
 */
const mostDeadlinesAtOnce = 8;
/**
 * What comes after the election: stolen addresses are restored at the latest when a window of a
 * second ends, and announcements that were rationed or are to be repeated follow within another.
 */
export const afterthoughtMicros = seconds(2.5);

export class Referee {
  readonly #world: VirtualClock;
  readonly #lan: VirtualLan;
  readonly #timeline: Timeline;
  readonly #violations: string[] = [];
  readonly #deadlines = new Map<VirtualNode, { at: Micros; count: number }>();
  #nodes: readonly VirtualNode[] = [];
  /**
   * Who stood back in this quiet time with a last advert (`higher_prio_send_advert`): the better
   * master has heard of it. One that stands back without a word leaves it in the belief that all
   * is well.
   */
  readonly #lastWords = new Set<string>();
  #neighbour: VirtualNeighbour | null = null;
  #faultsActive = 0;
  /** Counts the quiet times, so that a check of an earlier one knows that it is void. */
  #quietTime = 0;
  #lastFaultEnd = 0 as Micros;
  #twoHoldersSince: Micros | null = null;
  #settled = false;
  #settledTimes = 0;
  #misledTimes = 0;

  constructor(world: VirtualClock, lan: VirtualLan, timeline: Timeline) {
    this.#world = world;
    this.#lan = lan;
    this.#timeline = timeline;
  }

  watch(nodes: readonly VirtualNode[], neighbour: VirtualNeighbour): void {
    this.#nodes = nodes;
    this.#neighbour = neighbour;
  }

  violations(): readonly string[] {
    return this.#violations;
  }

  /** How often the group was found settled. */
  settledTimes(): number {
    return this.#settledTimes;
  }

  /** How often the neighbour was misled when the group had settled. */
  misledTimes(): number {
    return this.#misledTimes;
  }

  faultBegins(): void {
    this.#checkTwoHolders();
    this.#faultsActive += 1;
    this.#quietTime += 1;
    this.#settled = false;
    this.#lastWords.clear();
  }

  faultEnds(): void {
    this.#faultsActive -= 1;
    this.#lastFaultEnd = this.#world.now();
    if (this.#faultsActive > 0) return;
    const quietTime = this.#quietTime;
    const settlesAt = plus(this.#quietSince(), this.#bounds().settlingMicros);
    this.#world.at(settlesAt, () => {
      if (quietTime === this.#quietTime) this.#checkSettled(quietTime);
    });
  }

  /** When the group must have settled if no further fault comes. */
  settlesAt(): Micros {
    return plus(this.#quietSince(), this.#bounds().settlingMicros);
  }

  stepped(node: VirtualNode, seen: StepSeen): void {
    for (const rule of brokenRules(node.instance, seen)) {
      this.#violated(`${node.name} at ${seen.event.kind} breaks the rule: ${rule}`);
    }
    this.#countDeadlines(node, seen);
    if (seen.before.phase === seen.after.phase || !this.#isQuiet()) return;
    if (this.#settled) {
      this.#violated(`${node.name} goes to ${seen.after.phase} although nothing is wrong`);
    }
    if (seen.before.phase !== "master") return;
    this.#checkBestStays(node);
    if (node.instance.higherPrioritySendAdvert) this.#lastWords.add(node.name);
  }

  holdersChanged(): void {
    const holders = this.#nodes.filter((node) => node.kernel.held().length > 0);
    if (holders.length >= 2) {
      this.#twoHoldersSince ??= this.#world.now();
      return;
    }
    this.#checkTwoHolders();
    this.#twoHoldersSince = null;
  }

  /** The run is over, or the world stood still. */
  finish(): void {
    this.#checkTwoHolders();
    if (this.#settledTimes === 0) this.#violated("the run ended before the group could settle");
  }

  violated(sentence: string): void {
    this.#violated(sentence);
  }

  #bounds(): Bounds {
    return boundsOf(
      this.#nodes.map((node) => ({
        instance: node.instance,
        priority: node.state()?.priority ?? node.instance.priority,
      })),
    );
  }

  #isQuiet(): boolean {
    return this.#faultsActive === 0 && this.#world.now() >= this.#quietSince();
  }

  /** From when on nothing is wrong, and nothing is on its way from the time before. */
  #quietSince(): Micros {
    const end = Math.max(this.#lastFaultEnd, this.#lan.lastDisturbedArrival()) as Micros;
    return plus(end, soundPath.longestDelayMicros as Micros);
  }

  #checkTwoHolders(): void {
    if (this.#twoHoldersSince === null || !this.#isQuiet()) return;
    const since = Math.max(this.#twoHoldersSince, this.#quietSince());
    const lasted = this.#world.now() - since;
    const most = this.#bounds().twoHoldersMicros;
    if (lasted <= most) return;
    this.#violated(`two holders for ${formatSpan(lasted)}, the bound is ${formatSpan(most)}`);
  }

  /** In quiet a master steps down for a better one only: the best master never gets worse. */
  #checkBestStays(node: VirtualNode): void {
    const better = this.#nodes.some((other) => other.isMaster() && isBetter(other, node));
    if (!better) this.#violated(`${node.name} steps down though no better master is there`);
  }

  #checkSettled(quietTime: number): void {
    this.#settled = true;
    this.#settledTimes += 1;
    const masters = this.#nodes.filter((node) => node.isMaster());
    const [master] = masters;
    this.#timeline.note("", () => `settled: ${masters.map((node) => node.name).join(" ")}`);
    if (master === undefined || masters.length > 1) {
      const names = masters.map((node) => node.name).join(" and ") || "nobody";
      return this.#violated(`${names} is master at the bound after the last fault`);
    }
    const wronged = this.#nodes.filter((node) => mustPreempt(node, master));
    for (const node of wronged) {
      this.#violated(`${node.name} should have taken over from ${master.name} by now`);
    }
    this.#world.after(afterthoughtMicros, () => {
      if (quietTime !== this.#quietTime) return;
      this.#checkAddresses(master);
      this.#checkNeighbour(master);
    });
  }

  #checkNeighbour(master: VirtualNode): void {
    const wrong = adoptedAddresses(master.instance).find(
      (address) => this.#neighbour?.believes(address) !== master.name,
    );
    if (wrong === undefined) return;
    this.#misledTimes += 1;
    const believed = this.#neighbour?.believes(wrong) ?? "nobody";
    const sentence = `neighbours send ${wrong} to ${believed}, not to ${master.name}`;
    this.#timeline.note("", () => `MISLED: ${sentence}`);
    if (this.#lastWords.has(believed) && hears(master)) this.#violated(sentence);
  }

  #checkAddresses(master: VirtualNode): void {
    for (const node of this.#nodes) {
      const wanted = node === master ? adoptedAddresses(node.instance) : [];
      const held = node.kernel.held();
      const isRight = held.length === wanted.length && wanted.every((one) => held.includes(one));
      if (!isRight) this.#violated(`${node.name} holds [${held.join(" ")}] at the bound`);
    }
  }

  /** A machine whose deadlines have passed as soon as it names them never rests. */
  #countDeadlines(node: VirtualNode, { event, now }: StepSeen): void {
    if (event.kind !== "deadline") return;
    const last = this.#deadlines.get(node);
    const count = last?.at === now ? last.count + 1 : 1;
    this.#deadlines.set(node, { at: now, count });
    if (count > mostDeadlinesAtOnce) {
      this.#violated(`${node.name} asks for a deadline again and again without time going on`);
    }
  }

  #violated(sentence: string): void {
    this.#timeline.note("", () => `VIOLATION: ${sentence}`);
    if (this.#violations.length < mostViolations) this.#violations.push(sentence);
  }
}

const priorityOf = (node: VirtualNode): number => node.state()?.priority ?? 0;

/** RFC 9568 §6.4.3 (765): by priority, then by address. */
function isBetter(one: VirtualNode, other: VirtualNode): boolean {
  const difference = priorityOf(one) - priorityOf(other);
  return difference === 0 ? compareAddresses(one.address, other.address) > 0 : difference > 0;
}

const hears = ({ instance }: VirtualNode): boolean => !instance.ownerIgnoreAdverts;

/** Equal priorities do not preempt, whatever the addresses (RFC 9568 §6.4.2 (450)). */
function mustPreempt(node: VirtualNode, master: VirtualNode): boolean {
  return node.instance.preempt && priorityOf(node) > priorityOf(master);
}
