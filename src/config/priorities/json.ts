/** Priority tables for programs. The form is stable: fields are added, none changes its meaning. */
import type { ContenderTable, PriorityTable, Row } from "./table.ts";

const formatVersion = 1;

/** A text that ends with a newline. */
export function priorityReport(tables: readonly PriorityTable[]): string {
  const report = { version: formatVersion, virtualRouters: tables.map(tableRecord) };
  return `${JSON.stringify(report, null, 2)}\n`;
}

function tableRecord({ contenders, holders }: PriorityTable) {
  const instance = contenders[0]?.instance;
  return {
    virtualRouterId: instance?.virtualRouterId ?? null,
    family: instance?.family ?? null,
    holders: holders.map(({ node }) => node),
    nodes: contenders.map(contenderRecord),
  };
}

/** A priority of null is a fault. */
const contenderRecord = ({ node, instance, standing, range, rows }: ContenderTable) => ({
  node,
  instance: instance.name,
  basePriority: instance.priority,
  priority: standing,
  lowestPriority: range.lowest,
  highestPriority: range.highest,
  preempt: instance.preempt,
  preemptDelaySeconds: instance.preemptDelayMicros / 1_000_000,
  failures: rows.map(rowRecord),
});

const rowRecord = ({ watched, standing, outcome, threshold }: Row) => ({
  name: watched.name,
  event: watched.event,
  because: watched.because,
  effect: watched.effect,
  priority: standing,
  movesFromNumber: threshold,
  outcome,
});
