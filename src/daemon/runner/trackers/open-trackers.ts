/** The trackers on this machine: its timer, its pipes, its kernel. */
import { openSync } from "node:fs";
import type { JournalEvent } from "../../../core/journal/event.ts";
import type { TrackerReport } from "../../../core/tracking/result.ts";
import { systemCalls } from "../../../kernel/libc.ts";
import { processEvents } from "../../../kernel/netlink/process-events.ts";
import { createPoller, type Poller } from "../../../kernel/poller.ts";
import { type Epoll, openEpoll } from "../../../kernel/probe-sockets/epoll.ts";
import { processTable } from "../../../kernel/process-table.ts";
import { monotonicClock, openAlarm } from "../../../kernel/timer.ts";
import { FollowedFiles } from "../../followed-files.ts";
import type { Logger } from "../../log/logger.ts";
import { type DefaultScriptUser, runnerCommand } from "../../runner-command.ts";
import { systemTimers } from "../../timers.ts";
import type { ScriptStarter } from "../script-process.ts";
import { FileTrackers } from "./file-trackers.ts";
import { MachineClock } from "./machine-clock.ts";
import { ProcessTrackers } from "./process-trackers.ts";
import { ScriptOutput } from "./script-output.ts";
import type { RunOutput } from "./script-tracker.ts";
import { ScriptTrackers } from "./script-trackers.ts";
import { Trackers } from "./trackers.ts";

export interface OpenTrackersParts {
  readonly starter: ScriptStarter;
  readonly logger: Logger;
  /** Whom a script without a user of its own runs as at present. */
  scriptUser(): DefaultScriptUser;
  /** To vrrp. */
  tracked(report: TrackerReport): void;
  journal(event: JournalEvent): void;
}

/** Nothing is opened in the kernel before there is something to watch. */
export function openTrackers(parts: OpenTrackersParts): Trackers {
  const { starter, logger } = parts;
  const sys = systemCalls();
  // The poller swallows exceptions; a broken invariant has to end the process all the same.
  const poller = createPoller(sys, (problem) => {
    setImmediate(() => {
      throw problem;
    });
  });
  const clock = new MachineClock(monotonicClock);
  const log = (text: string): void => logger.info(text);
  const outputs = new Outputs(poller);
  const scripts = new ScriptTrackers(
    {
      timers: systemTimers,
      wallClock: Date.now,
      openOutput: () => outputs.open(),
      launch: ({ command }, output, ended) =>
        starter.launch(runnerCommand(command, [], parts.scriptUser()), output, ended),
      changed: (name, result, output) => trackers.scriptChanged(name, result, output),
      log,
    },
    clock,
  );
  const files = new FollowedFiles(sys, poller, systemTimers, {
    fileValue: (name, value) => trackers.fileChanged(name, value),
    fileProblem: log,
  });
  const processes = new ProcessTrackers(
    {
      table: processTable(),
      openEvents: processEvents(sys, poller),
      timers: systemTimers,
      changed: (name, result) => trackers.processChanged(name, result),
      log,
    },
    clock,
  );
  const alarm = openAlarm(sys, poller, monotonicClock, () => clock.ring());
  if (!alarm.ok) throw new Error(`${alarm.error.operation}: ${alarm.error.errno}`);
  clock.use(alarm.value);
  const { tracked, journal } = parts;
  const trackers = new Trackers({
    scripts,
    files: new FileTrackers(files),
    processes,
    tracked,
    journal,
  });
  return trackers;
}

/** Where there is no room for another pipe, what a script writes is lost, and nothing else. */
class Outputs {
  readonly #poller: Poller;
  #epoll: Epoll | null = null;
  #nowhere: number | null = null;

  constructor(poller: Poller) {
    this.#poller = poller;
  }

  open(): RunOutput {
    const sys = systemCalls();
    if (this.#epoll === null) {
      const opened = openEpoll(sys, this.#poller);
      this.#epoll = opened.ok ? opened.value : null;
    }
    const output = this.#epoll === null ? null : ScriptOutput.open(sys, this.#epoll);
    return output?.ok === true ? output.value : this.#forgetting();
  }

  #forgetting(): RunOutput {
    this.#nowhere ??= openSync("/dev/null", "w");
    const nothing = (): void => undefined;
    return { descriptor: this.#nowhere, begin: nothing, lines: () => [], close: nothing };
  }
}
