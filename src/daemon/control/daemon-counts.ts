/** What the journal has seen of reloads and deaths since the daemon began. */
import type { JournalRecord } from "../../core/journal/event.ts";
import type { Journal } from "../journal/journal.ts";
import type { ReloadCounts, TrackerSince } from "../status/daemon-status.ts";

export class DaemonCounts {
  readonly #journal: Journal;
  /** The last record of the daemon before this one. */
  readonly #before: number;
  #applied = 0;
  #refused = 0;
  #deaths = 0;
  #last: ReloadCounts["last"] = null;

  constructor(journal: Journal) {
    this.#journal = journal;
    this.#before = journal.recent.records.at(-1)?.sequence ?? 0;
    journal.recent.follow((record) => this.#count(record));
  }

  get reloads(): ReloadCounts {
    return { applied: this.#applied, refused: this.#refused, last: this.#last };
  }

  get deaths(): number {
    return this.#deaths;
  }

  /** The latest result of each, as far back as memory goes. */
  get trackersSince(): readonly TrackerSince[] {
    const latest = new Map<string, TrackerSince>();
    for (const { sequence, atMillis, event } of this.#journal.recent.records) {
      // A daemon before this one knew of others.
      if (event.kind !== "tracker" || sequence <= this.#before) continue;
      const { tracker: kind, name } = event;
      latest.set(`${kind} ${name}`, { kind, name, sinceMillis: atMillis });
    }
    return [...latest.values()];
  }

  #count({ atMillis, event }: JournalRecord): void {
    if (event.kind !== "daemon") return;
    if (event.what === "childDied") this.#deaths++;
    if (event.what !== "reloaded" && event.what !== "reloadRefused") return;
    const applied = event.what === "reloaded";
    if (applied) this.#applied++;
    else this.#refused++;
    this.#last = { atMillis, applied, because: event.because };
  }
}
