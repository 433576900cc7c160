/** What operators want of instances: hand over on purpose and back, another priority, a fault. */
import type { OperatorCondition, VrrpEvent } from "../../core/vrrp/events.ts";
import type { VrrpState } from "../../core/vrrp/state.ts";
import type { IpAddress } from "../../wire/address.ts";
import { failure, type Result, success } from "../../wire/result.ts";
import type { Priority } from "../../wire/units.ts";
import { ownerPriority } from "../../wire/vrrp/advert.ts";
import type { OperatorOrder } from "../protocol/questions.ts";
import type { RunningInstance } from "./running-instance.ts";

/** `master`: who is heard as such, where anybody is. The error is a sentence. */
export type OrderOutcome = Result<{ readonly master: IpAddress | null }, string>;

export type OrderDone = (outcome: OrderOutcome) => void;

export interface OrderParts {
  named(name: string): RunningInstance | undefined;
  /** All members of its sync group, or itself alone. */
  together(running: RunningInstance): readonly RunningInstance[];
  /** In one turn. */
  tell(all: readonly RunningInstance[], eventOf: (running: RunningInstance) => VrrpEvent): void;
}

export class OperatorOrders {
  readonly #parts: OrderParts;
  /** Switch-overs that wait for a peer: the machine ends each of them within its limit. */
  readonly #waiting = new Map<RunningInstance, OrderDone>();

  constructor(parts: OrderParts) {
    this.#parts = parts;
  }

  /** `done` is called once, when the order is carried out or has failed. */
  order(order: OperatorOrder, done: OrderDone): void {
    const running = this.#parts.named(order.instance);
    if (running === undefined) return done(failure(`There is no instance ${order.instance}`));
    const objection = objectionTo(order, running);
    if (objection !== null) return done(failure(objection));
    const hands = order.kind === "switchover";
    this.#parts.tell(hands ? this.#parts.together(running) : [running], ({ state }) => ({
      kind: "operatorChanged",
      operator: conditionAfter(state.operator, order),
    }));
    if (!hands || order.back) return done(success({ master: masterOf(running.state) }));
    this.#waiting.set(running, done);
    this.stepped(running);
  }

  /** To be called after each step: whether a switch-over has ended shows in the state. */
  stepped(running: RunningInstance): void {
    if (running.state.leaving === "switchover") return;
    const done = this.#waiting.get(running);
    if (done === undefined) return;
    this.#waiting.delete(running);
    done(outcomeOf(running.instance.name, running.state));
  }
}

const masterOf = ({ master }: VrrpState): IpAddress | null => master?.address ?? null;

/** Why an order cannot be carried out; null where it can. */
function objectionTo(order: OperatorOrder, running: RunningInstance): string | null {
  const { name } = running.instance;
  const { phase } = running.state;
  switch (order.kind) {
    case "fault":
      return null;
    case "priority":
      if (running.instance.priority === ownerPriority)
        return `${name} has priority 255: that of an address owner does not change`;
      return isPriority(order.priority) ? null : "a priority is a whole number from 1 to 254";
    case "switchover":
      if (order.back || phase === "master" || phase === "backup") return null;
      return phase === "handingOver"
        ? `${name} is handing over already`
        : `${name} is neither MASTER nor BACKUP: it has nothing to hand over`;
  }
}

const isPriority = (priority: number | null): boolean =>
  priority === null || (Number.isInteger(priority) && priority >= 1 && priority < ownerPriority);

/** What the instance is to be told; the rest of its orders stay. */
function conditionAfter(before: OperatorCondition, order: OperatorOrder): OperatorCondition {
  switch (order.kind) {
    case "priority":
      return { ...before, priority: order.priority as Priority | null };
    case "fault":
      return { ...before, fault: order.on };
    case "switchover":
      return { ...before, standsBack: !order.back };
  }
}

function outcomeOf(name: string, state: VrrpState): OrderOutcome {
  switch (state.phase) {
    case "backup":
      return success({ master: masterOf(state) });
    case "master":
      if (state.lastDecision?.rule === "takenBack")
        return failure(`${name} was taken back before another router took over: it stays MASTER`);
      return failure(`No other router took over from ${name} in time: it stays MASTER`);
    default:
      return failure(
        `${name} went into ${state.phase.toUpperCase()} before another router took over`,
      );
  }
}
