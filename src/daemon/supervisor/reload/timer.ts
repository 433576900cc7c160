/** `reload_time_file`: a file in which an operator says when to reload (keepalived.md §4.7). */
import { rmSync } from "node:fs";
import { basename, dirname } from "node:path";
import { readBeginning } from "../../../checks/file/file-number.ts";
import type { ReloadSettings } from "../../../config/model/global-settings.ts";
import type { FolderWatch, FolderWatcher } from "../../../ports/folder-watcher.ts";
import { type Micros, seconds } from "../../../wire/units.ts";
import type { Logger } from "../../log/logger.ts";
import { refusalText } from "../../log/refusal-text.ts";
import type { Timers } from "../../timers.ts";
import { type ReloadTime, readReloadTime } from "./time.ts";

/** The wall clock may be set: how far off the moment is is looked at again so often. */
const lookAgainMicros = seconds(60);

export type ReloadTimeSettings = Pick<ReloadSettings, "timeFile" | "repeats">;

export interface ReloadTimerParts {
  readonly timers: Timers;
  readonly logger: Pick<Logger, "info" | "warning">;
  /** Opened when there is a file to watch. */
  openWatcher(): FolderWatcher | null;
  /** Wall clock, milliseconds since 1970. */
  nowMillis(): number;
  /** The time has come. */
  due(): void;
}

export class ReloadTimer {
  readonly #parts: ReloadTimerParts;
  #watcher: FolderWatcher | null = null;
  #watch: FolderWatch | null = null;
  #settings: ReloadTimeSettings = { timeFile: null, repeats: false };
  #time: ReloadTime | null = null;
  #cancel: (() => void) | null = null;

  constructor(parts: ReloadTimerParts) {
    this.#parts = parts;
  }

  /** From now on as these say: at the start, and after each reload. */
  follow(settings: ReloadTimeSettings): void {
    const isSame = settings.timeFile === this.#settings.timeFile && this.#watch?.alive === true;
    this.#settings = settings;
    if (!isSame) this.#watchFolder();
    this.#look();
  }

  close(): void {
    this.#disarm();
    this.#watch?.close();
    this.#watcher?.close();
    this.#watch = null;
    this.#watcher = null;
  }

  #watchFolder(): void {
    const { timeFile } = this.#settings;
    this.#watch?.close();
    this.#watch = null;
    if (timeFile === null) return;
    this.#watcher ??= this.#parts.openWatcher();
    const name = basename(timeFile);
    const watch = this.#watcher?.watch(dirname(timeFile), (changed) => {
      if (changed === null || changed === name) this.#look();
      if (this.#watch?.alive === false) this.#folderGone();
    });
    if (watch?.ok) this.#watch = watch.value;
    else {
      const why = watch === undefined ? "" : `: ${refusalText(watch.error)}`;
      const what = `Unable to monitor reload timer file directory ${dirname(timeFile)}`;
      this.#parts.logger.warning(`${what} - ignoring${why}`);
    }
  }

  #folderGone(): void {
    this.#watch = null;
    this.#parts.logger.warning(
      "Directory of reload timer file has disappeared. Monitoring stopped.",
    );
  }

  #look(): void {
    const { logger } = this.#parts;
    const before = this.#time;
    const next = this.#read();
    this.#time = next;
    if (next === null) {
      if (before !== null) logger.info(`Cancelling reload scheduled for ${before.text}`);
      return this.#disarm();
    }
    if (before === null) logger.info(`Scheduling reload for ${next.text}`);
    else if (before.atMillis !== next.atMillis) {
      logger.info(`Reload time updated from ${before.text} to ${next.text}`);
    }
    this.#arm(next);
  }

  #read(): ReloadTime | null {
    const { timeFile } = this.#settings;
    const text = timeFile === null ? null : readBeginning(timeFile);
    if (text === null || text === "") return null;
    const time = readReloadTime(text, this.#parts.nowMillis());
    if (time.ok) return time.value;
    this.#parts.logger.info(`${time.error} - ignoring`);
    return null;
  }

  #arm(time: ReloadTime): void {
    this.#disarm();
    const leftMicros = Math.max(0, (time.atMillis - this.#parts.nowMillis()) * 1000);
    const delay = Math.min(leftMicros, lookAgainMicros) as Micros;
    this.#cancel = this.#parts.timers.after(delay, () => {
      if (this.#parts.nowMillis() < time.atMillis) this.#arm(time);
      else this.#fire();
    });
  }

  #fire(): void {
    this.#disarm();
    this.#time = null;
    const { timeFile, repeats } = this.#settings;
    if (!repeats && timeFile !== null) this.#remove(timeFile);
    this.#parts.due();
    // Where the reload is refused nobody says `follow`: tomorrow's is scheduled all the same.
    if (repeats) this.#look();
  }

  #remove(path: string): void {
    try {
      rmSync(path, { force: true });
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      this.#parts.logger.warning(`Cannot remove ${path}: ${why}`);
    }
  }

  #disarm(): void {
    this.#cancel?.();
    this.#cancel = null;
  }
}
