/** What a sync group moves its members to (keepalived.md §6). */
import { announceAfterLowerPriority } from "./announcements.ts";
import type { VrrpEvent } from "./events.ts";
import { becomeBackup, becomeMaster, downMicros } from "./transitions.ts";
import type { Turn } from "./turn.ts";

export function groupMoved(turn: Turn, { to, because }: VrrpEvent & { kind: "groupMoved" }): void {
  const { phase, leaving } = turn.state;
  const decision = { rule: "group", because, heard: null } as const;
  const mayRise = phase === "backup" || leaving === "switchover";
  const mayFall = phase === "master" || leaving === "switchover";
  if (to === "master" && mayRise) return becomeMaster(turn, decision);
  if (to === "backup" && mayFall) becomeBackup(turn, decision, downMicros(turn));
}

/** Who hears another master on one segment may have been heard wrongly on all. */
export function groupContested(turn: Turn): void {
  if (turn.state.phase === "master") announceAfterLowerPriority(turn);
}
