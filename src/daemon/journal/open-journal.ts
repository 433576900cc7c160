/** The journal of a daemon, going on where the one before it ended. */
import type { Logger } from "../log/logger.ts";
import type { Timers } from "../timers.ts";
import { Journal } from "./journal.ts";
import { JournalFile } from "./journal-file.ts";
import { readJournal } from "./journal-reader.ts";

export interface OpenJournal {
  readonly journal: Journal;
  /** Resolves when all of it is written, or cannot be. */
  flushed(): Promise<void>;
}

export function openJournal(path: string, timers: Timers, logger: Logger): OpenJournal {
  const history = () => {
    const read = readJournal(path);
    return read.ok ? read.value : [];
  };
  const file = new JournalFile(path, timers, logger);
  const journal = new Journal({ known: history(), sink: file, history });
  return { journal, flushed: () => file.flushed() };
}
