/**
 * The process that forks and waits, so that the others never do: notifications, health checks that
 * are scripts, tracked scripts, files and processes, named pipes and their readers, mails and
 * webhooks, dumps.
 */

import type { SocketBuffer } from "../../config/model/global-settings.ts";
import { usualScriptUser } from "../../config/model/script-command.ts";
import type { JournalEvent } from "../../core/journal/event.ts";
import { systemCalls } from "../../kernel/libc.ts";
import { lowerOpenFiles, raiseOpenFiles } from "../../kernel/resource-limits.ts";
import { seconds } from "../../wire/units.ts";
import { type Channel, channelOnDescriptor } from "../channel.ts";
import { childLogger, setUpChild } from "../child-setup.ts";
import { exitCode } from "../exit-codes.ts";
import { createLogger, type Logger } from "../log/logger.ts";
import { descriptors } from "../protocol/descriptors.ts";
import type { Question } from "../protocol/questions.ts";
import type { RunnerToSupervisor, ScriptRules, SupervisorToRunner } from "../protocol/runner.ts";
import type { FromRunner, ToRunner, WatchedTrackers } from "../protocol/scripts.ts";
import type { DefaultScriptUser } from "../runner-command.ts";
import type { RunnerStatus } from "../status/runner-status.ts";
import { systemTimers } from "../timers.ts";
import { Alerts } from "./alerts/alerts.ts";
import { CheckRuns } from "./check-runs.ts";
import { EventPipes, type EventSource } from "./event-pipes.ts";
import { systemIdentities } from "./identity.ts";
import type { Report } from "./report.ts";
import { runScript } from "./run-script.ts";
import { ScriptStarter } from "./script-process.ts";
import { ScriptQueues } from "./script-queue.ts";
import { type Queues, runnerStatus } from "./status.ts";
import { openTrackers } from "./trackers/open-trackers.ts";
import { dumpDirectory, writeDump } from "./write-dump.ts";

/** When the supervisor is gone nobody says how long. */
const orphanLimitMicros = seconds(1);
/** Pipes of all checks and notifications that may run at once, and some more. */
const usualOpenFiles = 4096;
/** Answers that wait for one who does not read. */
const answerQueueBytes = 1024 * 1024;

let logger: Logger = createLogger([], { detail: false });
let showsDetail = false;
let program = "keepalived";
const delegate: Logger = {
  log: (level, text) => logger.log(level, text),
  info: (text) => logger.info(text),
  detail: (text) => logger.detail(text),
  warning: (text) => logger.warning(text),
  error: (text) => logger.error(text),
  alert: (text) => logger.alert(text),
};
const report: Report = {
  logger: delegate,
  journal: (subject, because) => journal({ kind: "notification", subject, because }),
};
const starter = new ScriptStarter(systemIdentities, systemTimers);
const alerts = new Alerts({
  ...report,
  timers: systemTimers,
  now: Date.now,
  program: () => program,
});
const pipes = new EventPipes({
  ...report,
  sys: systemCalls(),
  identities: systemIdentities,
  starter,
  timers: systemTimers,
  madePipes: (paths) => void supervisor.send({ kind: "pipesMade", paths }),
});
let scriptUser: DefaultScriptUser = { user: null, group: null };
let processMonitor: SocketBuffer = { bytes: null, force: false };
const trackers = openTrackers({
  starter,
  logger: delegate,
  scriptUser: () => scriptUser,
  tracked: (report) => void clients.get("vrrp")?.send({ kind: "tracked", report }),
  journal,
});
/** What is asked of this process by one of the others. */
const clients = new Map<EventSource, Client>();
/** Grows with each message: at the end, to know that nothing more is on its way. */
let messages = 0;
let ending = false;

lowerOpenFiles(systemCalls(), usualOpenFiles);

const supervisorProcessId = process.ppid;
const supervisor = setUpChild<SupervisorToRunner, RunnerToSupervisor>("runner", {
  receive(message) {
    switch (message.kind) {
      case "configure":
        logger = childLogger("runner", message.options, supervisor);
        showsDetail = message.options.detail;
        program = message.options.program;
        process.umask(message.options.umask);
        adopt(message, message.pipesMade);
        // Not before it is known by which rules they run: until then they wait in the socket pair.
        serve("vrrp", descriptors.vrrpScripts);
        serve("loadBalancing", descriptors.lvsScripts);
        supervisor.send({ kind: "ready" });
        return;
      case "reload":
        adopt(message);
        supervisor.send({ kind: "reloaded" });
        return;
      case "areYouThere":
        supervisor.send({ kind: "here" });
        return;
      case "writeFile":
        return write(message.name, message.text);
      case "ask":
        supervisor.send({ kind: "answer", id: message.id, answer: answerTo(message.question) });
        return;
      case "stop":
        void end(message.limitMicros);
    }
  },
  // The supervisor sends `stop` when the others have ended: a SIGTERM to the whole group must not
  // cut their last notifications off. Without a supervisor this is all there will be.
  terminate() {
    if (process.ppid !== supervisorProcessId) void end(orphanLimitMicros);
  },
});

function adopt(rules: ScriptRules, pipesMade: readonly string[] = []): void {
  starter.follow(rules.scriptSecurity, () =>
    delegate.warning(
      `WARNING - default user '${usualScriptUser}' for script execution does not exist - please create.`,
    ),
  );
  scriptUser = rules.scriptUser;
  processMonitor = rules.processMonitor;
  pipes.apply(rules, pipesMade);
  alerts.apply(rules.alerts);
}

function journal(event: JournalEvent): void {
  supervisor.send({ kind: "journal", atMillis: Date.now(), event });
}

function answerTo(question: Question): RunnerStatus | { readonly error: string } {
  if (question.kind !== "status") return { error: `the runner knows nothing of ${question.kind}` };
  return runnerStatus(trackers, [...clients.values()], alerts);
}

interface Client extends Queues {
  readonly notifications: ScriptQueues;
  readonly checks: CheckRuns;
  send(message: FromRunner): boolean;
}

/** One that hangs on slow scripts of its own does not hold up the other. */
function serve(source: EventSource, descriptor: number): void {
  const notifications = new ScriptQueues((script) => runScript(starter, report, script), report);
  const checks = new CheckRuns({
    starter,
    logger: delegate,
    keepsOutput: () => showsDetail,
    answer: (message) => channel.send(message),
  });
  const channel: Channel<FromRunner> = channelOnDescriptor<ToRunner, FromRunner>(
    descriptor,
    {
      receive(message) {
        messages++;
        switch (message.kind) {
          case "notify":
            return notifications.add(message);
          case "run":
            return checks.add(message);
          case "cancel":
            return checks.cancel(message.id);
          case "cancelAll":
            return checks.cancelAll();
          case "event":
            return pipes.write(source, message.line);
          case "track":
            return track(message);
          case "alert":
            return alerts.add(message);
          case "writeFile":
            return write(message.name, message.text);
        }
      },
    },
    answerQueueBytes,
  );
  clients.set(source, { notifications, checks, send: (message) => channel.send(message) });
  channel.send({ kind: "began" });
}

function track(watched: WatchedTrackers): void {
  const descriptors = usualOpenFiles + 2 * watched.scripts.length;
  const raised = raiseOpenFiles(systemCalls(), descriptors);
  if (!raised.ok) delegate.warning(`Output of scripts may be lost: ${raised.error.operation}`);
  trackers.follow(watched, processMonitor);
}

function write(name: string, text: string): void {
  const written = writeDump(dumpDirectory(process.env.TMPDIR), name, text);
  if (!written.ok) delegate.error(`Cannot write ${name}: ${written.error}`);
}

async function end(limitMicros: number): Promise<void> {
  if (ending) return;
  ending = true;
  const cancel = systemTimers.after(seconds(limitMicros / 1_000_000), () => {
    for (const { notifications } of clients.values()) notifications.discardWaiting();
    starter.killAll();
    alerts.discard();
  });
  await everythingHeard();
  trackers.close();
  for (const { checks } of clients.values()) checks.cancelAll();
  const scripts = [...clients.values()].map(({ notifications }) => notifications.drained());
  await Promise.all([...scripts, alerts.close()]);
  await pipes.close();
  cancel();
  // Checks were asked to end; nobody waits for those that do not.
  starter.killAll();
  supervisor.send({ kind: "stopped" });
  await supervisor.drained();
  process.exit(exitCode.ok);
}

/** What the others wrote last may still be on its way through the socket pairs. */
async function everythingHeard(): Promise<void> {
  for (let before = -1; before !== messages; ) {
    before = messages;
    await new Promise((resolve) => setImmediate(resolve));
  }
}
