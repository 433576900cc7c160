/** What vrrp has watched here: scripts, files and processes, and what is said when they change. */
import type { SocketBuffer } from "../../../config/model/global-settings.ts";
import type { JournalEvent } from "../../../core/journal/event.ts";
import type { TrackerReport, TrackerResult, Verdict } from "../../../core/tracking/result.ts";
import type { WatchedTrackers } from "../../protocol/scripts.ts";
import type { RunnerStatus } from "../../status/runner-status.ts";
import type { FileTrackers } from "./file-trackers.ts";
import type { ProcessTrackers } from "./process-trackers.ts";
import type { ScriptTrackers } from "./script-trackers.ts";

export interface TrackersParts {
  readonly scripts: ScriptTrackers;
  readonly files: FileTrackers;
  readonly processes: ProcessTrackers;
  /** To vrrp. */
  tracked(report: TrackerReport): void;
  journal(event: JournalEvent): void;
}

export type TrackersStatus = Pick<
  RunnerStatus,
  "scripts" | "files" | "processes" | "processSource" | "worstLatenessMicros"
>;

type WatchedKind = "script" | "file" | "process";

export class Trackers {
  readonly #parts: TrackersParts;
  /** While what is watched changes, results wait for its end. */
  #following = false;

  constructor(parts: TrackersParts) {
    this.#parts = parts;
  }

  /**
   * From now on these. Whatever is the same goes on undisturbed; all results that are not `known` are
   * told, be they old or new here: the one who asks may be another one than before.
   */
  follow({ scripts, files, processes, known }: WatchedTrackers, buffer: SocketBuffer): void {
    this.#following = true;
    this.#parts.scripts.follow(scripts, verdictsOf(known, "script"));
    this.#parts.files.follow(files, namesOf(known, "file"));
    this.#parts.processes.follow(processes, verdictsOf(known, "process"), buffer);
    this.#following = false;
    const told = new Map(known.map((report) => [keyOf(report), report.result]));
    for (const report of this.#results()) {
      if (!isSame(report.result, told.get(keyOf(report)))) this.#parts.tracked(report);
    }
  }

  scriptChanged(name: string, result: Verdict, output: readonly string[]): void {
    this.#changed({ kind: "script", name, result }, output);
  }

  processChanged(name: string, result: Verdict): void {
    this.#changed({ kind: "process", name, result });
  }

  fileChanged(name: string, value: number): void {
    this.#parts.files.take(name, value);
    this.#changed({ kind: "file", name, result: { kind: "value", value } });
  }

  /** Whatever runs is asked to end. */
  close(): void {
    this.follow(
      { scripts: [], files: [], processes: [], known: [] },
      { bytes: null, force: false },
    );
  }

  get runningScripts(): number {
    return this.#parts.scripts.running;
  }

  get status(): TrackersStatus {
    const { scripts, files, processes } = this.#parts;
    return {
      scripts: scripts.status,
      files: files.status,
      processes: processes.status,
      processSource: processes.source,
      worstLatenessMicros: scripts.worstLatenessMicros,
    };
  }

  #changed(report: TrackerReport, output: readonly string[] = []): void {
    if (!this.#following) this.#parts.tracked(report);
    const { kind: tracker, name, result } = report;
    this.#parts.journal({
      kind: "tracker",
      tracker,
      name,
      result: result.kind === "value" ? `${result.value}` : result.good ? "good" : "bad",
      because: result.kind === "value" ? "the number in the file" : result.reason,
      ...(output.length > 0 ? { output } : {}),
    });
  }

  *#results(): Iterable<TrackerReport> {
    const { scripts, files, processes } = this.#parts;
    for (const [name, result] of scripts.results()) yield { kind: "script", name, result };
    for (const [name, value] of files.results()) {
      yield { kind: "file", name, result: { kind: "value", value } };
    }
    for (const [name, result] of processes.results()) yield { kind: "process", name, result };
  }
}

const keyOf = ({ kind, name }: TrackerReport): string => `${kind} ${name}`;

function isSame(one: TrackerResult, other: TrackerResult | undefined): boolean {
  if (other === undefined) return false;
  if (one.kind === "value") return other.kind === "value" && one.value === other.value;
  return other.kind === "verdict" && one.good === other.good;
}

const namesOf = (known: readonly TrackerReport[], kind: WatchedKind): ReadonlySet<string> =>
  new Set(known.filter((report) => report.kind === kind).map(({ name }) => name));

function verdictsOf(
  known: readonly TrackerReport[],
  kind: WatchedKind,
): ReadonlyMap<string, Verdict> {
  const verdicts = new Map<string, Verdict>();
  for (const { kind: of, name, result } of known) {
    if (of === kind && result.kind === "verdict") verdicts.set(name, result);
  }
  return verdicts;
}
