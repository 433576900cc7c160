import type { Micros } from "../../wire/units.ts";
import type { Phase } from "../vrrp/state.ts";

/** A sync group as it stands between the steps of its members. */
export interface GroupState {
  readonly phase: GroupPhase;
  /**
   * A change that is told when all members have followed; null where nothing is left to tell.
   */
  readonly untold: { readonly from: GroupPhase; readonly because: string } | null;
  /** Members that stood where it stands when it came to rest: a newcomer follows, and pulls nobody. */
  readonly joined: readonly string[];
  /** INIT: a first result was missing. */
  readonly waited: boolean;
  /** When a member last answered a master of lower priority. */
  readonly contestedAt: Micros | null;
  /** Monotonic moment of the last change of phase. */
  readonly lastTransition: Micros;
}

export type GroupPhase = Extract<Phase, "init" | "backup" | "master" | "fault">;

export const initialGroupState = (now: Micros): GroupState => ({
  phase: "init",
  untold: null,
  joined: [],
  waited: false,
  contestedAt: null,
  lastTransition: now,
});
