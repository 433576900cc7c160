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

export class TransactionWriter {
  readonly #lines: string[];
  readonly #baseLines: number;
  /** The last line of each change. */
  readonly #ends: { readonly key: string; readonly line: number }[] = [];

  /** `makesBase`: the table is made anew before anything else. */
  constructor(makesBase: boolean) {
    this.#lines = makesBase ? [...baseCommands] : [];
    this.#baseLines = this.#lines.length;
  }

  add(change: OwnedChange): void {
    for (const command of serviceCommands(change)) this.#lines.push(command);
    this.#ends.push({ key: change.key, line: this.#lines.length });
  }

  finish(): Transaction {
    return {
      text: `${this.#lines.join("\n")}\n`,
      ownerOf: (line) => {
        if (line <= this.#baseLines) return null;
        return this.#ends.find(({ line: last }) => line <= last)?.key ?? null;
      },
    };
  }
}

export const removal: string = `${removalCommands().join("\n")}\n`;

/** Whether a removed or moved server may still be remembered for clients. */
export function forgetsServers(before: TableEntry | null, after: TableEntry | null): boolean {
  if (before === null || before.service.persistence === null) return false;
  if (after === null || after.service.persistence === null) return false;
  for (const key of before.destinations.keys()) if (!after.destinations.has(key)) return true;
  return false;
}
