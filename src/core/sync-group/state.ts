import type { Micros } from "../../wire/units.ts";
import type { Phase } from "../vrrp/state.ts";

/** A sync group as it stands between the steps of its members. */
export interface GroupState {
  readonly phase: GroupPhase;
  /** Members that were part of it when it came to stand so: a newcomer follows, and pulls nobody. */
  readonly joined: readonly string[];
  /** When a member last answered a master of lower priority. */
  readonly contestedAt: Micros | null;
  /** Monotonic moment of the last change of phase. */
  readonly lastTransition: Micros;
}

export type GroupPhase = Extract<Phase, "init" | "backup" | "master" | "fault">;

export const initialGroupState = (now: Micros): GroupState => ({
  phase: "init",
  joined: [],
  contestedAt: null,
  lastTransition: now,
});
