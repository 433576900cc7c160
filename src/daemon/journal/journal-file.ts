/**
 * The journal on disk: two files of at most a megabyte. Records are written together, one write at a
 * time; what cannot be written is said once, kept for a while, and tried again.
 */
import { constants, mkdirSync } from "node:fs";
import { open, rename } from "node:fs/promises";
import { dirname } from "node:path";
import type { JournalRecord } from "../../core/journal/event.ts";
import { type Micros, seconds } from "../../wire/units.ts";
import type { Logger } from "../log/logger.ts";
import type { Timers } from "../timers.ts";
import type { JournalSink } from "./journal.ts";
import { olderJournalPath } from "./journal-path.ts";
import { recordLine } from "./record-line.ts";

const mostFileBytes = 1024 * 1024;
/** What waits for a disk; the oldest lines are given up. */
const mostWaiting = { lines: 2000, characters: 512 * 1024 };
const retryMicros = seconds(10);
/** What happens together is written together. */
const gatherMicros = seconds(0.02);

const { O_APPEND, O_CREAT, O_NOFOLLOW, O_NONBLOCK, O_WRONLY } = constants;
/** Nothing but a file of ours: no link, no pipe that waits for a reader. */
const openFlags = O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW | O_NONBLOCK;

export class JournalFile implements JournalSink {
  readonly #path: string;
  readonly #timers: Timers;
  readonly #logger: Logger;
  #waiting: string[] = [];
  #isFailing = false;
  /** A write of this or of an earlier daemon may have ended in the middle of a line. */
  #mayBeTorn = true;
  #writing: Promise<void> | null = null;
  #cancel: (() => void) | null = null;

  constructor(path: string, timers: Timers, logger: Logger) {
    this.#path = path;
    this.#timers = timers;
    this.#logger = logger;
    makeFolder(dirname(path));
  }

  write(record: JournalRecord): void {
    this.#waiting.push(recordLine(record));
    // Cut now and then: thousands of servers may die together.
    if (this.#waiting.length > 2 * mostWaiting.lines) this.#waiting = latestOf(this.#waiting);
    if (!this.#isFailing) this.#schedule(gatherMicros);
  }

  /** Resolves when what was given is written, or cannot be. */
  async flushed(): Promise<void> {
    this.#unschedule();
    await this.#writing;
    if (this.#waiting.length > 0) await this.#begin();
    this.#unschedule();
  }

  #unschedule(): void {
    this.#cancel?.();
    this.#cancel = null;
  }

  #schedule(delayMicros: Micros): void {
    if (this.#writing !== null || this.#cancel !== null) return;
    this.#cancel = this.#timers.after(delayMicros, () => {
      this.#cancel = null;
      void this.#begin();
    });
  }

  #begin(): Promise<void> {
    const lines = latestOf(this.#waiting);
    this.#waiting = [];
    this.#writing = this.#append(lines.join("")).then(
      () => this.#succeeded(),
      (error: Error) => this.#failed(lines, error),
    );
    return this.#writing;
  }

  #succeeded(): void {
    this.#writing = null;
    if (this.#isFailing) this.#logger.info(`The journal ${this.#path} is written again`);
    this.#isFailing = false;
    if (this.#waiting.length > 0) this.#schedule(gatherMicros);
  }

  #failed(lines: readonly string[], error: Error): void {
    this.#writing = null;
    this.#waiting = latestOf([...lines, ...this.#waiting]);
    if (!this.#isFailing) {
      this.#logger.warning(
        `Cannot write the journal ${this.#path}: ${error.message}. ` +
          "The latest events are kept in memory, and it is tried again",
      );
    }
    this.#isFailing = true;
    this.#schedule(retryMicros);
  }

  async #append(text: string): Promise<void> {
    const file = await open(this.#path, openFlags, 0o600);
    try {
      const { size } = await file.stat();
      const bytes = Buffer.from(text);
      if (size > 0 && size + bytes.length > mostFileBytes) {
        await rename(this.#path, olderJournalPath(this.#path));
        return await this.#append(text);
      }
      // Behind what a full disk or a lost machine left of a line.
      const whole = size > 0 && this.#mayBeTorn ? Buffer.concat([newline, bytes]) : bytes;
      this.#mayBeTorn = true;
      await file.writeFile(whole);
      this.#mayBeTorn = false;
    } finally {
      await file.close();
    }
  }
}

function latestOf(lines: readonly string[]): string[] {
  let characters = 0;
  const first = lines.findLastIndex((line) => {
    characters += line.length;
    return characters > mostWaiting.characters;
  });
  return lines.slice(Math.max(first + 1, lines.length - mostWaiting.lines));
}

const newline = Buffer.from("\n");

/** Its owner's alone, in spite of a umask that would lock its owner out. */
function makeFolder(path: string): void {
  const umask = process.umask(0o077);
  try {
    mkdirSync(path, { recursive: true });
  } catch {
    // The first write says what is wrong.
  } finally {
    process.umask(umask);
  }
}
