/** One step in the making: the state so far and the effects so far. */
import type { VrrpInstance } from "../../config/model/vrrp-instance.ts";
import type { Micros } from "../../wire/units.ts";
import type { LogLevel } from "../log-level.ts";
import type { Decision } from "./decision.ts";
import type { VrrpEffect } from "./effects.ts";
import { ended, isSecondMaster } from "./sighting.ts";
import type { Phase, VrrpState } from "./state.ts";
import type { Statistics } from "./statistics.ts";

type Draft<Record> = { -readonly [Key in keyof Record]: Record[Key] };

/**
 * The state that came in stays as it was: the first change copies it, and the copy is this step's own.
 * A backup takes a step for every advert it hears, so it is copied once and not at each change.
 */
export class Turn {
  readonly instance: VrrpInstance;
  readonly now: Micros;
  readonly effects: VrrpEffect[] = [];
  #state: VrrpState;
  #draft: Draft<VrrpState> | null = null;
  #statistics: Draft<Statistics> | null = null;

  constructor(instance: VrrpInstance, state: VrrpState, now: Micros) {
    this.instance = instance;
    this.now = now;
    this.#state = state;
  }

  /** As it is now; after a change it may be the same object with other values. */
  get state(): VrrpState {
    return this.#state;
  }

  change(part: Partial<VrrpState>): void {
    Object.assign(this.#ownState(), part);
  }

  count(counter: keyof Statistics): void {
    if (this.#statistics === null) {
      this.#statistics = { ...this.#state.statistics };
      this.#ownState().statistics = this.#statistics;
    }
    this.#statistics[counter]++;
  }

  #ownState(): Draft<VrrpState> {
    if (this.#draft === null) {
      this.#draft = { ...this.#state };
      this.#state = this.#draft;
    }
    return this.#draft;
  }
}

export const change = (turn: Turn, part: Partial<VrrpState>): void => turn.change(part);

export const count = (turn: Turn, counter: keyof Statistics): void => turn.count(counter);

export function log(turn: Turn, message: string, level: LogLevel = "info"): void {
  turn.effects.push({ kind: "log", level, detail: false, message });
}

export function logDetail(turn: Turn, message: string): void {
  turn.effects.push({ kind: "log", level: "info", detail: true, message });
}

/** Says it once until the state or the master changes: the same cause comes with every packet. */
export function logOnce(turn: Turn, reason: string, message: string, level: LogLevel): void {
  if (turn.state.reported.includes(reason)) return;
  change(turn, { reported: [...turn.state.reported, reason] });
  log(turn, message, level);
}

export function enter(turn: Turn, to: Phase, decision: Decision): void {
  const { phase: from, priority } = turn.state;
  const sightings = ended(turn.state.sightings, isSecondMaster);
  const lastTransition = turn.now;
  change(turn, { phase: to, lastTransition, lastDecision: decision, reported: [], sightings });
  turn.effects.push({ kind: "stateChanged", from, to, priority, decision });
}
