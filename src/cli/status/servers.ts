/** Virtual and real servers as a table. */
import type {
  LvsStatus,
  RealServerStatus,
  VirtualServerStatus,
} from "../../daemon/status/lvs-status.ts";
import { type Cell, fitted, type Paper, tableLines } from "../table.ts";

/** Of more real servers than this only those that are down are listed. */
const mostListed = 200;

export function serverLines({ virtualServers, dataplane }: LvsStatus, paper: Paper): string[] {
  const all = virtualServers.reduce((sum, { realServers }) => sum + realServers.length, 0);
  const onlyDown = all > mostListed;
  const rows = virtualServers.flatMap((server) => rowsOf(server, onlyDown));
  const title = `VIRTUAL SERVER (${dataplane})`;
  const note = onlyDown
    ? [fitted(`(of ${all} real servers, those that are down)`, paper.width)]
    : [];
  return [...tableLines([title, "STATE", "WEIGHT", "CHECKS"], rows, paper), ...note];
}

function rowsOf(server: VirtualServerStatus, onlyDown: boolean): readonly (readonly Cell[])[] {
  const { name, realServers, liveWeight, quorum } = server;
  const up = realServers.filter((each) => each.up).length;
  const listed = onlyDown ? realServers.filter((each) => !each.up) : realServers;
  return [
    [name, stateOf(server), `${liveWeight}, quorum ${quorum}`, `${up} of ${realServers.length} up`],
    ...listed.map(realServerRow),
  ];
}

function stateOf({ hasQuorum, suspended, sorryServer }: VirtualServerStatus): Cell {
  if (suspended) return { text: "not here", style: "quiet" };
  if (hasQuorum) return { text: "up", style: "good" };
  return { text: sorryServer === null ? "no quorum" : `sorry: ${sorryServer}`, style: "bad" };
}

const realServerRow = ({ name, up, weight, checks, failedChecks }: RealServerStatus): Cell[] => [
  `  ${name}`,
  up ? { text: "up", style: "good" } : { text: "down", style: "bad" },
  String(weight),
  checks === 0 ? "none" : failedChecks === 0 ? "" : `${failedChecks} of ${checks} failed`,
];
