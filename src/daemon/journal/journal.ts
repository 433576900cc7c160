/** What happened, and why: numbered, kept in memory, and written to a file where there is one. */
import type { JournalEvent, JournalRecord } from "../../core/journal/event.ts";
import { RecentRecords } from "./recent-records.ts";

/** Takes records to keep; never throws, and nobody waits for it. */
export interface JournalSink {
  write(record: JournalRecord): void;
}

export class Journal {
  readonly recent: RecentRecords;
  readonly #sink: JournalSink | null;
  #sequence: number;

  /** `known`: what an earlier daemon left; numbers go on from there. */
  constructor(known: readonly JournalRecord[], sink: JournalSink | null) {
    this.recent = new RecentRecords(known);
    this.#sink = sink;
    this.#sequence = known.at(-1)?.sequence ?? 0;
  }

  add(event: JournalEvent, atMillis = Date.now()): void {
    const record: JournalRecord = { version: 1, sequence: ++this.#sequence, atMillis, event };
    this.#sink?.write(record);
    this.recent.add(record);
  }
}
