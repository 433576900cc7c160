/** What happened, and why: numbered, kept in memory, and written to a file where there is one. */
import type { JournalEvent, JournalRecord } from "../../core/journal/event.ts";
import { RecentRecords } from "./recent-records.ts";

/** Takes records to keep; never throws, and nobody waits for it. */
export interface JournalSink {
  write(record: JournalRecord): void;
}

export interface JournalParts {
  /** What an earlier daemon left: numbers go on from there. */
  readonly known: readonly JournalRecord[];
  /** Null keeps it in memory only. */
  readonly sink: JournalSink | null;
  /** All there is on disk. */
  history(): readonly JournalRecord[];
}

export class Journal {
  readonly recent: RecentRecords;
  readonly #parts: JournalParts;
  #sequence: number;

  constructor(parts: JournalParts) {
    this.recent = new RecentRecords(parts.known);
    this.#parts = parts;
    this.#sequence = parts.known.at(-1)?.sequence ?? 0;
  }

  add(event: JournalEvent, atMillis = Date.now()): void {
    const record: JournalRecord = { version: 1, sequence: ++this.#sequence, atMillis, event };
    this.#parts.sink?.write(record);
    this.recent.add(record);
  }

  /** Those since then, the oldest first; from the disk only what memory has not. */
  since(atMillis: number): readonly JournalRecord[] {
    const { records } = this.recent;
    const oldest = records[0];
    const isWhole = oldest === undefined || oldest.sequence === 1 || oldest.atMillis < atMillis;
    const older = isWhole
      ? []
      : this.#parts.history().filter(({ sequence }) => sequence < oldest.sequence);
    return [...older, ...records].filter((record) => record.atMillis >= atMillis);
  }
}
