/** Steps of instances: each is carried out, and so is what follows from it for their groups. */
import type { Deadlines, Timed } from "../../core/deadlines.ts";
import { concernsGroup } from "../../core/sync-group/conditions.ts";
import type { VrrpEvent } from "../../core/vrrp/events.ts";
import { step } from "../../core/vrrp/step.ts";
import type { Micros } from "../../wire/units.ts";
import { meansTheSame } from "../configuration/same-meaning.ts";
import type { EffectRunner } from "./effect-runner.ts";
import { GroupRunner } from "./group-runner.ts";
import { OperatorOrders } from "./operator-orders.ts";
import type { RouterPorts } from "./ports.ts";
import type { RunningInstance } from "./running-instance.ts";

export interface InstanceStepsParts {
  readonly ports: Pick<RouterPorts, "clock" | "log" | "listener">;
  readonly effects: EffectRunner;
  readonly deadlines: Deadlines<Timed>;
  named(name: string): RunningInstance | undefined;
}

export class InstanceSteps {
  readonly groups: GroupRunner;
  readonly orders: OperatorOrders;
  readonly #parts: InstanceStepsParts;

  constructor(parts: InstanceStepsParts) {
    this.#parts = parts;
    const { effects, ports } = parts;
    this.groups = new GroupRunner({
      step: (running, event, now) => this.#step(running, event, now),
      log: (level, text) => effects.later(() => ports.log.log(level, text)),
      changed: (change) => effects.later(() => ports.listener.groupChanged(change)),
    });
    this.orders = new OperatorOrders({
      named: (name) => parts.named(name),
      together: (running) => this.groups.membersWith(running),
      tell: (all, eventOf) => this.tellAll(all, eventOf),
    });
  }

  /** One instance's step, and what its sync group makes of it. */
  take(running: RunningInstance, event: VrrpEvent, now = this.#parts.ports.clock.now()): void {
    const before = running.state;
    this.#step(running, event, now);
    if (concernsGroup(before, running.state)) this.groups.settle([running], now);
  }

  /** In one turn: no group moves before all of them have taken their step. */
  tellAll(
    all: readonly RunningInstance[],
    eventOf: (running: RunningInstance) => VrrpEvent,
    now = this.#parts.ports.clock.now(),
  ): void {
    for (const running of all) this.#step(running, eventOf(running), now);
    this.groups.settle(all, now);
  }

  #step(running: RunningInstance, event: VrrpEvent, now: Micros): void {
    const { effects, deadlines } = this.#parts;
    const before = running.state.operator;
    const result = step(running.instance, running.state, event, now);
    running.state = result.state;
    deadlines.update(running);
    for (const effect of result.effects) effects.run(running, effect, now);
    if (!meansTheSame(running.state.operator, before)) this.#tellOrders(running);
    this.orders.stepped(running);
  }

  #tellOrders({ instance, state: { operator } }: RunningInstance): void {
    const { effects, ports } = this.#parts;
    effects.later(() => ports.listener.operatorChanged(instance, operator));
  }
}
