/** Which processes there are of those that somebody wants counted. */
import type { TrackProcess } from "../../../config/model/tracking.ts";
import { matchesProcess, needsWords } from "../../../core/tracking/process-match.ts";
import type { ProcessTable } from "../../../ports/processes.ts";

/** A process seems to be what it is after so many looks: fork and exec are a moment apart. */
const looksAtNew = 3;

export class ProcessCensus {
  readonly #table: ProcessTable;
  #patterns: readonly TrackProcess[] = [];
  #wantsWords = false;
  /** By process: names of the patterns that it matches, at least one. */
  readonly #members = new Map<number, readonly string[]>();
  readonly #counts = new Map<string, number>();
  /** For surveys: how often each process was looked at. */
  #looks = new Map<number, number>();

  constructor(table: ProcessTable) {
    this.#table = table;
  }

  countOf(name: string): number {
    return this.#counts.get(name) ?? 0;
  }

  /** To be followed by a survey of all. */
  wants(patterns: readonly TrackProcess[]): void {
    this.#patterns = patterns;
    this.#wantsWords = patterns.some(needsWords);
    this.#members.clear();
    this.#counts.clear();
    this.#looks.clear();
  }

  /** It may be another one than before. */
  look(process: number): void {
    const image = this.#table.look(process, this.#wantsWords);
    const matching =
      image === null ? [] : this.#patterns.filter((pattern) => matchesProcess(pattern, image));
    this.#set(
      process,
      matching.map(({ name }) => name),
    );
  }

  /** A child begins as a copy of its parent. */
  forked(parent: number, child: number): void {
    const names = this.#members.get(parent);
    if (names !== undefined) this.#set(child, names);
  }

  exited(process: number): void {
    this.#set(process, []);
  }

  /**
   * Looks at all processes; else only at new ones and those that count, which leaves out what has
   * become another program long after its start.
   */
  survey(all: boolean): void {
    const processes = this.#table.all();
    const before = this.#looks;
    this.#looks = new Map();
    for (const process of processes) {
      const looks = before.get(process) ?? 0;
      const isDue = all || looks < looksAtNew || this.#members.has(process);
      if (isDue) this.look(process);
      this.#looks.set(process, isDue ? Math.min(looks + 1, looksAtNew) : looks);
    }
    for (const process of this.#members.keys()) {
      if (!this.#looks.has(process)) this.exited(process);
    }
  }

  #set(process: number, names: readonly string[]): void {
    for (const name of this.#members.get(process) ?? []) this.#add(name, -1);
    for (const name of names) this.#add(name, 1);
    if (names.length > 0) this.#members.set(process, names);
    else this.#members.delete(process);
  }

  #add(name: string, change: number): void {
    this.#counts.set(name, this.countOf(name) + change);
  }
}
