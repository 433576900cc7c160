/** The sync groups in `keepalived.data`. */
import { awaitedTrackers, ownFaults } from "../../core/vrrp/faults.ts";
import { scriptLines, stateNames } from "./instance.ts";
import { entry, heading, labelled, yesNo } from "./labels.ts";
import type { GroupDump } from "./snapshot.ts";
import { trackerLines } from "./trackers.ts";

export const groupLines = (groups: readonly GroupDump[]): string[] =>
  groups.length === 0 ? [] : [heading("VRRP Sync groups"), ...groups.flatMap(oneGroup)];

function oneGroup({ group, state, members }: GroupDump): string[] {
  const faulty = members.filter((member) => ownFaults(member.state).length > 0);
  const awaited = members.filter((member) => awaitedTrackers(member.state.tracked).length > 0);
  return [
    labelled(1, "VRRP Sync Group", `${group.name}, ${stateNames[state.phase]}`),
    entry(3, `Num member fault ${faulty.length}, num member init ${awaited.length}`),
    entry(3, "VRRP member instances :"),
    ...group.members.map((name) => entry(5, name)),
    labelled(3, "Using smtp notification", yesNo(group.smtpAlert === true)),
    ...trackerLines(group.trackers),
    ...scriptLines(group.notify),
  ];
}
