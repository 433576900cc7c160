/** What every process has the supervisor write down. */
import type { JournalEvent } from "../../core/journal/event.ts";

/** For the journal, which only the supervisor keeps. */
export interface JournalMessage {
  readonly kind: "journal";
  /** Wall clock, milliseconds since 1970. */
  readonly atMillis: number;
  readonly event: JournalEvent;
}

/** A line for the console or the log file: only the supervisor writes those. */
export interface LogMessage {
  readonly kind: "log";
  readonly text: string;
  /** Wall clock, milliseconds since 1970. */
  readonly atMillis: number;
}
