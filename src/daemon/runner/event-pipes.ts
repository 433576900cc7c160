/**
 * All named pipes of the configuration, each with the program that reads it (keepalived.md §14.2).
 */
import type { NotifyFifo, NotifyFifos } from "../../config/model/configuration.ts";
import type { Sys } from "../../kernel/sys.ts";
import { seconds } from "../../wire/units.ts";
import { meansTheSame } from "../configuration/same-meaning.ts";
import type { ScriptRules } from "../protocol/runner.ts";
import { runnerCommand } from "../runner-command.ts";
import type { Timers } from "../timers.ts";
import { EventPipe } from "./event-pipe.ts";
import type { IdentityTable } from "./identity.ts";
import type { Report } from "./report.ts";
import type { ScriptStarter, StartedScript } from "./script-process.ts";

export interface EventPipesParts extends Report {
  readonly sys: Sys;
  readonly identities: IdentityTable;
  readonly starter: ScriptStarter;
  readonly timers: Timers;
  /** Is told which pipes have to be taken away at the end, by whoever is there then. */
  madePipes(paths: readonly string[]): void;
}

type PipeRules = Pick<ScriptRules, "notifyFifos" | "scriptUser">;

export type EventSource = "vrrp" | "loadBalancing";

interface OpenPipe {
  readonly settings: NotifyFifo;
  /** Null where it cannot be used. */
  readonly pipe: EventPipe | null;
  readonly reader: StartedScript | null;
}

const names = ["all", "vrrp", "loadBalancing"] as const;
type PipeName = (typeof names)[number];
/** A reader finds the end of its pipe, and has this long for what it read last. */
const readerGraceMicros = seconds(0.3);

export class EventPipes {
  readonly #parts: EventPipesParts;
  readonly #pipes = new Map<PipeName, OpenPipe>();

  constructor(parts: EventPipesParts) {
    this.#parts = parts;
  }

  /**
   * Pipes with the settings that they had stay open, and their readers run on. `madeBefore`: those
   * that a process before this one made.
   */
  apply({ notifyFifos, scriptUser }: PipeRules, madeBefore: readonly string[] = []): void {
    const changed = names.filter((name) => !this.#isAs(name, notifyFifos));
    // All are closed before one is opened: two may have changed places.
    for (const name of changed) this.#close(name);
    for (const name of changed) {
      const settings = notifyFifos?.[name] ?? null;
      if (settings === null) continue;
      const made = madeBefore.includes(settings.path);
      this.#pipes.set(name, this.#open(settings, made, scriptUser));
    }
    if (changed.length === 0) return;
    const ours = [...this.#pipes.values()].filter(({ pipe }) => pipe?.isOurs === true);
    this.#parts.madePipes(ours.map(({ settings }) => settings.path));
  }

  write(source: EventSource, line: string): void {
    this.#pipes.get("all")?.pipe?.write(line);
    this.#pipes.get(source)?.pipe?.write(line);
  }

  /** Resolves when no reader runs any more. */
  async close(): Promise<void> {
    const readers = [...this.#pipes.values()].map(({ reader }) => reader?.ended);
    for (const name of names) this.#close(name);
    await Promise.all(readers);
  }

  #isAs(name: PipeName, wanted: NotifyFifos | null): boolean {
    return meansTheSame(this.#pipes.get(name)?.settings ?? null, wanted?.[name] ?? null);
  }

  #open(
    settings: NotifyFifo,
    madeBefore: boolean,
    scriptUser: ScriptRules["scriptUser"],
  ): OpenPipe {
    const { sys, identities, logger, journal } = this.#parts;
    const { path, user, group } = settings;
    const owner = identities.find(user, group);
    const pipe = owner.ok
      ? EventPipe.open(sys, { path, owner: owner.value, madeBefore }, this.#parts)
      : owner;
    if (!pipe.ok) {
      logger.error(`Events are not written to ${path}: ${pipe.error}`);
      journal(`events for ${path}`, pipe.error);
      return { settings, pipe: null, reader: null };
    }
    return { settings, pipe: pipe.value, reader: this.#startReader(settings, scriptUser) };
  }

  #startReader(
    { path, script }: NotifyFifo,
    scriptUser: ScriptRules["scriptUser"],
  ): StartedScript | null {
    if (script === null) return null;
    const { starter, logger } = this.#parts;
    const command = runnerCommand(script, [path], scriptUser);
    const reader = starter.start(command, { limitMicros: null, endsWithUs: true });
    const name = `${command.argv[0]}, which reads ${path},`;
    void reader.ended.then((end) => {
      if (end.kind === "notStarted") logger.error(`${name} not run: ${end.reason}`);
      else logger.info(`${name} ended by ${end.signal ?? `exit with status ${end.status}`}`);
    });
    return reader;
  }

  #close(name: PipeName): void {
    const open = this.#pipes.get(name);
    if (open === undefined) return;
    this.#pipes.delete(name);
    open.pipe?.close();
    const { reader } = open;
    if (reader === null) return;
    const cancel = this.#parts.timers.after(readerGraceMicros, () => reader.end());
    void reader.ended.then(cancel);
  }
}
