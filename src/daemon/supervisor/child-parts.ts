/** What the children of the supervisor have around them, and whom they report to. */
import type { ChildProcess } from "node:child_process";
import type { JournalEvent } from "../../core/journal/event.ts";
import type { ProcessRole } from "../log/identity.ts";
import type { Logger, LogLine } from "../log/logger.ts";
import type { ChildOptions } from "../options.ts";
import type { Timers } from "../timers.ts";
import type { ChildRole } from "./child-programs.ts";

export interface ChildParts {
  readonly childOptions: ChildOptions;
  /** A child that dies is started again. */
  readonly respawn: boolean;
  readonly logger: Logger;
  readonly timers: Timers;
  spawn(role: ChildRole): ChildProcess;
  /** Records the child's pid, or takes the record away with null. */
  processChanged(role: ChildRole, processId: number | null): void;
  /** For the journal; `atMillis` is the wall clock. */
  journal(event: JournalEvent, atMillis: number): void;
  /** A child's line for the console and the log file. */
  childLogged(role: ProcessRole, line: LogLine): void;
}

export interface ChildReports {
  /** The child runs what it was given last. */
  settled(): void;
  /** It died, and its next start has to wait: it is given the configuration of then. */
  delayed(): void;
  /** It will not be started again. */
  gaveUp(exitCode: number): void;
}
