/** One reload from its beginning to its end, for the log and for all who asked for it. */
import type { JournalEvent } from "../../../core/journal/event.ts";
import type { LoadedConfiguration } from "../../configuration/load.ts";
import type { Logger } from "../../log/logger.ts";
import type { ChildRole } from "../child-programs.ts";
import { changeLine } from "./change.ts";
import { configurationChanges } from "./changes.ts";
import { type ReloadOutcome, refusedBecause } from "./outcome.ts";
import { reasonsInShort } from "./reloadable.ts";

/** So many changes are logged one by one. */
const mostChangesLogged = 20;
/** And so many stand in the journal. */
const mostChangesKept = 5;

export type Asked = PromiseWithResolvers<ReloadOutcome>;

export class ReloadUnderWay {
  readonly #asked: Asked;
  readonly #running: LoadedConfiguration;
  readonly #next: LoadedConfiguration;
  readonly #reasons: readonly string[];
  readonly #delayed = new Set<ChildRole>();

  /** `reasons`: why it is refused; empty where it is applied. */
  constructor(
    asked: Asked,
    running: LoadedConfiguration,
    next: LoadedConfiguration,
    reasons: readonly string[],
  ) {
    this.#asked = asked;
    this.#running = running;
    this.#next = next;
    this.#reasons = reasons;
  }

  /** The process has died: its successor is given the new configuration. */
  delay(role: ChildRole): void {
    this.#delayed.add(role);
  }

  /** Gives what the journal keeps of it. What changed is looked for now: no process waits for it. */
  end(logger: Logger): JournalEvent {
    const outcome = this.#outcome();
    this.#asked.resolve(outcome);
    if (outcome.kind === "refused") {
      const because = reasonsInShort(outcome.reasons);
      logger.error(`Reload refused: ${because}. The running configuration stays`);
      return { kind: "daemon", what: "reloadRefused", because };
    }
    const lines = outcome.changes.map(changeLine);
    for (const line of lines.slice(0, mostChangesLogged)) logger.info(line);
    const more = lines.length - mostChangesLogged;
    if (more > 0) logger.info(`${more} more changes`);
    if (lines.length === 0) logger.info("The configuration has not changed");
    if (outcome.delayed.length === 0) logger.info("Reload complete");
    return { kind: "daemon", what: "reloaded", because: inShort(lines) };
  }

  /** The daemon ends before the reload does. */
  abandon(): void {
    this.#asked.resolve(refusedBecause([endsNow]));
  }

  #outcome(): ReloadOutcome {
    const { findings } = this.#next;
    if (this.#reasons.length > 0) return refusedBecause(this.#reasons, findings);
    const changes = configurationChanges(this.#running.configuration, this.#next.configuration);
    const delayed = [...this.#delayed].map(
      (role) => `the ${role} process has died, and takes it over when it starts again`,
    );
    return { kind: "applied", findings, changes, delayed };
  }
}

function inShort(lines: readonly string[]): string {
  if (lines.length === 0) return "nothing has changed";
  const more = lines.length - mostChangesKept;
  const kept = lines.slice(0, mostChangesKept).join("; ");
  return more > 0 ? `${kept}; and ${more} more` : kept;
}

export const endsNow = "the daemon is ending";
