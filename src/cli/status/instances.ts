/** Instances and sync groups as tables. */
import type { Phase } from "../../core/vrrp/state.ts";
import type { GroupStatus, InstanceStatus } from "../../daemon/status/vrrp-status.ts";
import { spanText } from "../spans.ts";
import { type Cell, type Paper, type Style, tableLines } from "../table.ts";

export function instanceLines(
  instances: readonly InstanceStatus[],
  atMillis: number,
  paper: Paper,
): readonly string[] {
  const titles = ["INSTANCE", "STATE", "FOR", "PRIORITY", "MASTER", "ADDRESSES"];
  const rows = instances.flatMap((instance) => rowsOf(instance, atMillis));
  return tableLines(titles, rows, paper);
}

export function groupLines(
  groups: readonly GroupStatus[],
  atMillis: number,
  paper: Paper,
): readonly string[] {
  const rows = groups.map(({ name, state, sinceMillis, members }) => [
    name,
    stateCell(state),
    spanText(atMillis - sinceMillis),
    members.join(", "),
  ]);
  return tableLines(["GROUP", "STATE", "FOR", "MEMBERS"], rows, paper);
}

const stateCell = (state: Phase): Cell => ({
  text: stateNames[state],
  style: stateStyles[state],
});

/** keepalived's names; handing over it has none for. */
export const stateNames: Readonly<Record<Phase, string>> = {
  init: "INIT",
  backup: "BACKUP",
  master: "MASTER",
  fault: "FAULT",
  handingOver: "HANDING OVER",
  stopped: "STOP",
};

export const stateStyles: Readonly<Record<Phase, Style>> = {
  init: "changing",
  backup: "quiet",
  master: "good",
  fault: "bad",
  handingOver: "changing",
  stopped: "quiet",
};

/** One line, and below it what is wrong or expected of it. */
function rowsOf(instance: InstanceStatus, atMillis: number): readonly (readonly Cell[])[] {
  const { name, state, sinceMillis, faults, waitsFor, orders, warnings } = instance;
  const notes: readonly Cell[] = [
    ...faults.map((text): Cell => ({ text, style: "bad" })),
    ...warnings.map((text): Cell => ({ text, style: "bad" })),
    ...waitsFor.map((text): Cell => ({ text: `waits for ${text}`, style: "changing" })),
    ...orders.map((text): Cell => ({ text: `by an operator: ${text}`, style: "changing" })),
  ];
  const row = [
    name,
    stateCell(state),
    spanText(atMillis - sinceMillis),
    priorityText(instance),
    masterText(instance),
    addressCell(instance),
  ];
  return [row, ...notes.map((note) => [note])];
}

const priorityText = ({ basePriority, effectivePriority }: InstanceStatus): string =>
  basePriority === effectivePriority
    ? String(basePriority)
    : `${effectivePriority} (of ${basePriority})`;

function masterText({ master }: Pick<InstanceStatus, "master">): string {
  if (master === null) return "-";
  return master.isOwn ? "this router" : `${master.address} (${master.priority})`;
}

/** Those that are not here are faint. */
function addressCell({ addresses, holdsAddresses, ...instance }: InstanceStatus): Cell {
  const suffix = ` dev ${instance.interface}`;
  const text = addresses
    .map((address) => (address.endsWith(suffix) ? address.slice(0, -suffix.length) : address))
    .join(", ");
  return holdsAddresses ? text : { text: text === "" ? "" : `(${text})`, style: "quiet" };
}
