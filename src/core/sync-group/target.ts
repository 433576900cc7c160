/** Where a sync group goes: the first member that left its place decides (keepalived.md §6). */
import { faultsInWords, ownFaults } from "../vrrp/faults.ts";
import type { VrrpState } from "../vrrp/state.ts";
import { isAwaited, type Member } from "./conditions.ts";
import type { GroupPhase, GroupState } from "./state.ts";

export interface Target {
  readonly phase: GroupPhase;
  readonly because: string;
}

export function targetOf(state: GroupState, members: readonly Member[]): Target {
  const faulty = members.find((member) => ownFaults(member.state).length > 0);
  if (faulty !== undefined) {
    const because = `${faulty.name}: ${faultsInWords(ownFaults(faulty.state))}`;
    return { phase: "fault", because };
  }
  const running = members.filter(({ state: { phase } }) => phase !== "init" && phase !== "fault");
  const first = firstMover(state, running);
  if (first !== null) {
    const phase = isMaster(first.state) ? "master" : "backup";
    return { phase, because: `${first.name}: ${first.state.lastDecision?.because ?? ""}` };
  }
  const begins = state.phase === "init" && !members.some((member) => isAwaited(member.state));
  return { phase: begins ? "backup" : state.phase, because: "its members begin" };
}

/** Also while it hands over: its addresses are still here. */
export const isMaster = ({ phase, leaving }: VrrpState): boolean =>
  phase === "master" || leaving === "switchover";

function firstMover(state: GroupState, running: readonly Member[]): Member | null {
  const isNew = ({ name }: Member): boolean => !state.joined.includes(name);
  const masters = running.filter((member) => isMaster(member.state));
  const backups = running.filter((member) => !isMaster(member.state));
  switch (state.phase) {
    case "master":
      return backups.find((member) => !isNew(member)) ?? masters[0] ?? backups[0] ?? null;
    case "backup":
      return masters.find((member) => !isNew(member)) ?? backups[0] ?? masters[0] ?? null;
    case "init":
    case "fault":
      return masters[0] ?? backups[0] ?? null;
  }
}
