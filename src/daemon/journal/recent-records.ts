/** The latest records in memory, for those who ask and those who follow. */
import type { JournalRecord } from "../../core/journal/event.ts";

const mostRecords = 1000;
/** Surplus is cut off in one go, now and then. */
const slack = 200;

export type JournalFollower = (record: JournalRecord) => void;

export class RecentRecords {
  #records: JournalRecord[];
  readonly #followers = new Set<JournalFollower>();

  /** `known`: what an earlier daemon left. */
  constructor(known: readonly JournalRecord[] = []) {
    this.#records = known.slice(-mostRecords);
  }

  /** The oldest first. */
  get records(): readonly JournalRecord[] {
    return this.#records.slice(-mostRecords);
  }

  add(record: JournalRecord): void {
    this.#records.push(record);
    if (this.#records.length > mostRecords + slack)
      this.#records = this.#records.slice(-mostRecords);
    for (const follow of this.#followers) follow(record);
  }

  /** Calls back for each new record, until the result is called. */
  follow(follower: JournalFollower): () => void {
    this.#followers.add(follower);
    return () => void this.#followers.delete(follower);
  }
}
