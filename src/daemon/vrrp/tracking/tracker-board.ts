/**
 * The latest result of every script, file and process that an instance follows. The runner watches
 * them and says what changes; when it is dead, what it said last stays.
 */
import type { Tracking } from "../../../config/model/tracking.ts";
import type { TrackerReport, TrackerResult } from "../../../core/tracking/result.ts";
import { meansTheSame } from "../../configuration/same-meaning.ts";
import type { WatchedTrackers } from "../../protocol/scripts.ts";

export type Watched = Omit<WatchedTrackers, "known">;

export type TrackerKey = Pick<TrackerReport, "kind" | "name">;

export const keyOf = ({ kind, name }: TrackerKey): string => `${kind} ${name}`;

interface Entry {
  readonly tracker: TrackerKey;
  /** What it is about: a definition that means another thing has no result yet. */
  readonly subject: unknown;
  readonly result: TrackerResult | null;
  /** It was waited for in vain. */
  readonly isLate: boolean;
}

export class TrackerBoard {
  #entries = new Map<string, Entry>();

  /**
   * From now on these: results of what is the same stay (keepalived.md §4.4), `remembered` are
   * those of a process before this one.
   */
  configure(watched: Watched, remembered: readonly TrackerReport[] = []): void {
    const before = this.#entries;
    const known = new Map(remembered.map((report) => [keyOf(report), report.result]));
    this.#entries = new Map();
    for (const { tracker, subject } of subjectsOf(watched)) {
      const key = keyOf(tracker);
      const entry = before.get(key);
      const stays = entry !== undefined && meansTheSame(entry.subject, subject);
      const fresh = { tracker, subject, result: known.get(key) ?? null, isLate: false };
      this.#entries.set(key, stays ? entry : fresh);
    }
  }

  /** Whether it says anything new; what is not followed any more is passed over. */
  report({ kind, name, result }: TrackerReport): boolean {
    const key = keyOf({ kind, name });
    const entry = this.#entries.get(key);
    if (entry === undefined || meansTheSame(entry.result, result)) return false;
    this.#entries.set(key, { ...entry, result, isLate: false });
    return true;
  }

  /** It was waited for long enough. */
  giveUp(tracker: TrackerKey): void {
    const entry = this.#entries.get(keyOf(tracker));
    if (entry !== undefined) this.#entries.set(keyOf(tracker), { ...entry, isLate: true });
  }

  isLate(tracker: TrackerKey): boolean {
    return this.#entries.get(keyOf(tracker))?.isLate ?? false;
  }

  resultOf(tracker: TrackerKey): TrackerResult | null {
    return this.#entries.get(keyOf(tracker))?.result ?? null;
  }

  /** All results there are. */
  get known(): readonly TrackerReport[] {
    return [...this.#entries.values()].flatMap(({ tracker, result }) =>
      result === null ? [] : { ...tracker, result },
    );
  }

  /** Those without a result, which are still waited for. */
  get awaited(): readonly TrackerKey[] {
    const entries = [...this.#entries.values()];
    return entries
      .filter(({ result, isLate }) => result === null && !isLate)
      .map(({ tracker }) => tracker);
  }
}

/** Those that an instance follows. */
export function followedOf(
  { scripts, files, processes }: Tracking,
  follows: (tracker: TrackerKey) => boolean,
): Watched {
  return {
    scripts: scripts.filter(({ name }) => follows({ kind: "script", name })),
    files: files.filter(({ name }) => follows({ kind: "file", name })),
    processes: processes.filter(({ name }) => follows({ kind: "process", name })),
  };
}

type Subject = Pick<Entry, "tracker" | "subject">;

function subjectsOf({ scripts, files, processes }: Watched): readonly Subject[] {
  return [
    ...scripts.map(({ name, command }): Subject => {
      return { tracker: { kind: "script", name }, subject: command };
    }),
    ...files.map(({ name, path }): Subject => ({ tracker: { kind: "file", name }, subject: path })),
    ...processes.map(({ name, process, parameters, parameterMatch, fullCommand }): Subject => {
      const subject = { process, parameters, parameterMatch, fullCommand };
      return { tracker: { kind: "process", name }, subject };
    }),
  ];
}
