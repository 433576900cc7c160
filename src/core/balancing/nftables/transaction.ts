/** One transaction of nft: a line a command, and whose each line is. */
import type { TableEntry } from "../table.ts";
import { baseCommands, removalCommands } from "./base-rules.ts";
import { type ServiceChange, serviceCommands } from "./service-commands.ts";

export interface OwnedChange extends ServiceChange {
  readonly key: string;
}

export interface Transaction {
  readonly text: string;
  /** The key of the service whose command is on a line, counted from 1; null is nobody's. */
  ownerOf(line: number): string | null;
}

/** `makesBase`: the table is made anew before anything else. */
export function transactionOf(changes: readonly OwnedChange[], makesBase: boolean): Transaction {
  const lines: string[] = makesBase ? [...baseCommands] : [];
  const ends: { readonly key: string; readonly line: number }[] = [];
  const baseLines = lines.length;
  for (const change of changes) {
    for (const command of serviceCommands(change)) lines.push(command);
    ends.push({ key: change.key, line: lines.length });
  }
  return {
    text: `${lines.join("\n")}\n`,
    ownerOf: (line) => {
      if (line <= baseLines) return null;
      return ends.find(({ line: last }) => line <= last)?.key ?? null;
    },
  };
}

export const removal: string = `${removalCommands().join("\n")}\n`;

/** Whether a removed or moved server may still be remembered for clients. */
export function forgetsServers(before: TableEntry | null, after: TableEntry | null): boolean {
  if (before === null || before.service.persistence === null) return false;
  if (after === null || after.service.persistence === null) return false;
  for (const key of before.destinations.keys()) if (!after.destinations.has(key)) return true;
  return false;
}
