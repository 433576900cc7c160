/** The commands by which a service and its servers begin and cease to be counted. */
import type { TableEntry } from "../table.ts";
import { table } from "./names.ts";
import { elementOf } from "./service-kinds.ts";
import { type CountedRow, serverElement, trafficSetsOf } from "./traffic-sets.ts";

/** What is counted already goes on being counted. */
export function countCommands(
  before: TableEntry | null,
  after: TableEntry | null,
): readonly string[] {
  const commands: string[] = [];
  const identity = (after ?? before)?.service.identity;
  if (identity === undefined) return commands;
  for (const row of ["services", "servers"] as const) {
    const [old, wanted] = [elementsOf(before, row), elementsOf(after, row)];
    const added = listed(wanted, old);
    const gone = listed(old, wanted);
    for (const set of trafficSetsOf(identity, row)) {
      if (added !== "") commands.push(`add element ${table} ${set} { ${added} }`);
      if (gone === "") continue;
      // Added first, what is to be deleted is there in any case.
      commands.push(`add element ${table} ${set} { ${gone} }`);
      commands.push(`delete element ${table} ${set} { ${gone} }`);
    }
  }
  return commands;
}

/** Two rows may share an element. */
function elementsOf(entry: TableEntry | null, row: CountedRow): ReadonlySet<string> {
  if (entry === null) return new Set();
  const { identity } = entry.service;
  if (row === "services") return new Set([elementOf(identity)]);
  const servers = [...entry.destinations.values()];
  return new Set(servers.map((server) => serverElement(identity, server)));
}

const listed = (elements: ReadonlySet<string>, without: ReadonlySet<string>): string =>
  [...elements].filter((element) => !without.has(element)).join(", ");
