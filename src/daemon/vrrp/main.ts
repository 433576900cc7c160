/** The real-time process: adverts, addresses, announcements. It never forks, and writes no file. */
import type { GlobalDefinitions } from "../../config/model/configuration.ts";
import type { JournalEvent } from "../../core/journal/event.ts";
import type { Phase } from "../../core/vrrp/state.ts";
import { handOverMicros } from "../../core/vrrp/timers.ts";
import { systemCalls } from "../../kernel/libc.ts";
import { enterNetworkNamespace } from "../../kernel/namespace.ts";
import { readSetting, writeSetting } from "../../kernel/sysctl.ts";
import { monotonicClock } from "../../kernel/timer.ts";
import type { KernelError } from "../../ports/network.ts";
import { type Result, success } from "../../wire/result.ts";
import type { Micros } from "../../wire/units.ts";
import { channelOnDescriptor } from "../channel.ts";
import { childLogger, nameProcess, setUpChild } from "../child-setup.ts";
import { decodeConfiguration } from "../configuration/codec.ts";
import { writeData } from "../dump/data.ts";
import { dataName } from "../dump/data-name.ts";
import { writeJson } from "../dump/json/write-json.ts";
import type { DumpSnapshot } from "../dump/snapshot.ts";
import { writeStats } from "../dump/stats.ts";
import { exitCode } from "../exit-codes.ts";
import { createLogger, type Logger } from "../log/logger.ts";
import { refusalText } from "../log/refusal-text.ts";
import type { ChildOptions } from "../options.ts";
import { descriptors } from "../protocol/descriptors.ts";
import type { Ask } from "../protocol/questions.ts";
import type { FromRunner, ToRunner, WatchedTrackers } from "../protocol/scripts.ts";
import type { SupervisorToVrrp, VrrpToSupervisor } from "../protocol/vrrp.ts";
import { answerVrrp } from "./answers/answers.ts";
import { dumpSnapshot } from "./dump.ts";
import { PromotedSecondaries } from "./holdings/promoted-secondaries.ts";
import { releaseLeftovers } from "./holdings/release.ts";
import {
  goneEvent,
  groupEvent,
  linkEvent,
  operatorEvent,
  priorityEvent,
  sightingEvent,
  stateEvent,
} from "./journal-events.ts";
import { openKernel } from "./kernel.ts";
import { Notifier } from "./notify/notifier.ts";
import type { PlanWorld } from "./plan/ports.ts";
import { promotesSecondaries } from "./plan/settings.ts";
import type { RouterListener } from "./ports.ts";
import { applyProcessSettings } from "./process-settings.ts";
import { memoryOf } from "./resume.ts";
import { VrrpRouter } from "./router.ts";

/** Notifications that wait for the runner, in text; more are dropped and logged. */
const runnerQueueBytes = 4 * 1024 * 1024;
/** Without a supervisor nobody says how long a hand-over may take. */
const orphanLimitMicros = 5_000_000 as Micros;

let logger: Logger = createLogger([], { detail: false });
let router: VrrpRouter | null = null;
/** What the supervisor was told on the command line; null until configured. */
let childOptions: ChildOptions | null = null;
/** What plans of reloads look at; null until configured. */
let world: PlanWorld | null = null;
/** Null until configured. */
let secondaries: PromotedSecondaries | null = null;
/** Null until configured. */
let notifier: Notifier | null = null;
/** `-V`: what is held stays, and no advert says farewell (keepalived.md §1.6). */
let keepAtStop = false;
let ending = false;

const supervisor = setUpChild<SupervisorToVrrp, VrrpToSupervisor>("vrrp", {
  receive: (message) => received(message),
  terminate: () => stop(orphanLimitMicros),
});

const runner = channelOnDescriptor<FromRunner, ToRunner>(
  descriptors.scripts,
  { receive: (message) => heardFromRunner(message) },
  runnerQueueBytes,
);

function heardFromRunner(message: FromRunner): void {
  if (message.kind === "began") router?.runnerBegan();
  if (message.kind !== "tracked") return;
  router?.tracked(message.report);
  supervisor.send({ kind: "trackerResult", report: message.report });
}

function watch(trackers: WatchedTrackers): void {
  if (runner.send({ kind: "track", ...trackers })) return;
  logger.error("Cannot have scripts watched: too many notifications are waiting");
}

function received(message: SupervisorToVrrp): void {
  switch (message.kind) {
    case "configure":
      return start(message);
    case "release":
      return release(message);
    case "reload":
      return reload(message);
    case "stop":
      return stop(message.limitMicros);
    case "areYouThere":
      supervisor.send({ kind: "here" });
      return;
    case "ask":
      return answer(message);
    case "dumpData":
      return dumpData();
    case "dumpJson":
      return dump("keepalived.json", (snapshot) => writeJson(snapshot, message.processCounts));
    case "dumpStats":
      dump("keepalived.stats", writeStats);
      if (message.clear) router?.clearStatistics();
      return;
  }
}

function start(message: SupervisorToVrrp & { readonly kind: "configure" }): void {
  const { options, resume } = message;
  const settled = settleIn(options);
  if (!settled.ok) return refused(settled.error);
  const configuration = decodeConfiguration(message.configuration);
  adopt(configuration.global);
  const kernel = openKernel({
    alarmed: () => router?.alarmed(),
    // The poller swallows exceptions; a broken invariant has to end the process all the same.
    threw: (problem) => {
      setImmediate(() => {
        throw problem;
      });
    },
    refused: (error) => logger.warning(refusalText(error)),
  });
  if (!kernel.ok) return refused(kernel.error);
  const { network } = kernel.value;
  childOptions = options;
  world = { ...kernel.value, promotesSecondaries };
  secondaries = new PromotedSecondaries({ read: readSetting, write: writeSetting }, logger);
  secondaries.configure(configuration.vrrpInstances);
  network.subscribe((change) => {
    if (change.kind === "linkChanged") secondaries?.appeared(change.link.name);
  });
  const ports = { ...kernel.value, log: logger, watch, listener };
  router = new VrrpRouter(ports, configuration);
  router.start(configuration, memoryOf(resume, monotonicClock.now()));
  applyProcessSettings(configuration.global.vrrpProcess, logger);
  supervisor.send({ kind: "ready" });
}

/** This process never runs an instance: it cleans up after one that did. */
function release({
  configuration,
  options,
}: SupervisorToVrrp & { readonly kind: "release" }): void {
  ending = true;
  const settled = settleIn(options);
  if (!settled.ok) return refused(settled.error);
  const released = releaseLeftovers(decodeConfiguration(configuration), logger);
  if (!released.ok) return refused(released.error);
  void end();
}

function settleIn(options: ChildOptions): Result<null, KernelError> {
  logger = childLogger("vrrp", options, supervisor);
  process.umask(options.umask);
  keepAtStop = options.keepVrrpAtStop;
  // Per thread, so before anything could start another.
  if (options.networkNamespace === null) return success(null);
  return enterNetworkNamespace(systemCalls(), options.networkNamespace);
}

function reload(message: SupervisorToVrrp & { readonly kind: "reload" }): void {
  const began = monotonicClock.now();
  logger.info("Reloading");
  router?.speak();
  const configuration = decodeConfiguration(message.configuration);
  adopt(configuration.global);
  const before = router?.instances.map(({ instance }) => instance) ?? [];
  // Whoever asks for it, before or now: addresses may go in between.
  secondaries?.configure([...before, ...configuration.vrrpInstances]);
  router?.reload(configuration);
  secondaries?.configure(configuration.vrrpInstances);
  tellStates(new Set(before.map(({ name }) => name)));
  if (configuration.global.notifyFifos?.writesStatesOnReload) {
    for (const { instance, state } of router?.instances ?? []) {
      notifier?.stands(instance, state.phase, state.priority);
    }
    for (const { group, state } of router?.groups ?? []) notifier?.groupStands(group, state.phase);
  }
  logger.info(`Reload finished in ${monotonicClock.now() - began} usec`);
  supervisor.send({ kind: "reloaded" });
}

/** The supervisor knows instances by name, and a reload may have renamed one. */
function tellStates(before: Set<string>): void {
  for (const { instance, state } of router?.instances ?? []) {
    before.delete(instance.name);
    tellState(instance.name, state.phase);
  }
  for (const name of before) supervisor.send({ kind: "instanceGone", name });
}

function tellState(name: string, phase: Phase): void {
  supervisor.send({ kind: "instanceState", name, phase, at: monotonicClock.now() });
}

function adopt(global: GlobalDefinitions): void {
  notifier ??= new Notifier(
    global,
    (message) => runner.send(message),
    () => logger,
  );
  notifier.configure(global);
  const name = global.processNames.vrrp;
  if (name !== null) nameProcess(name, name);
}

/** Once is enough: the supervisor's message and a signal to the whole group may both come. */
function stop(limitMicros: Micros): void {
  if (ending) return;
  ending = true;
  // The runner may live on without this process: after a reload that leaves no instance.
  watch({ scripts: [], files: [], processes: [], known: [] });
  if (keepAtStop) router?.releaseStatics();
  if (router === null || keepAtStop) {
    secondaries?.restoreAll();
    process.exit(exitCode.ok);
  }
  const masters = router.instances.filter(({ state }) => state.phase === "master");
  const needs = masters.map(({ instance }) => handOverMicros(instance));
  const needMicros = Math.min(limitMicros, Math.max(0, ...needs)) as Micros;
  supervisor.send({ kind: "stopping", needMicros });
  router.stop(limitMicros);
}

const listener: RouterListener = {
  stateChanged(change) {
    tellState(change.instance.name, change.to);
    // A reload removed it: `instanceGone` says so.
    if (change.to === "stopped" && !ending) return;
    notifier?.stateChanged(change, recorded(stateEvent(change)));
  },
  priorityChanged(change) {
    recorded(priorityEvent(change));
    notifier?.priorityChanged(change.instance, change.phase, change.to);
  },
  groupChanged(change) {
    notifier?.groupChanged(change.group, change.to, recorded(groupEvent(change)));
  },
  operatorChanged({ name }, operator) {
    recorded(operatorEvent(name, operator));
    supervisor.send({ kind: "operator", name, operator });
  },
  linkChanged: (name, up) => void recorded(linkEvent(name, up)),
  noticed: (instance, sighting) => void recorded(sightingEvent(instance, sighting)),
  receivedLowerPriority: (instance, priority) =>
    notifier?.receivedLowerPriority(instance, priority),
  instanceGone(instance, from) {
    notifier?.instanceGone(instance, recorded(goneEvent(instance, from)));
  },
  stopped: () => void end(),
  forbidden(error) {
    if (ending) return;
    // What could be held is let go, and the peers are told, before the process gives up.
    logger.error(refusalText(error));
    ending = true;
    process.exitCode = exitCode.missingPermission;
    router?.stop(0 as Micros);
  },
};

/** The journal has it too. */
function recorded(event: JournalEvent): JournalEvent {
  supervisor.send({ kind: "journal", atMillis: Date.now(), event });
  return event;
}

function answer(ask: Ask): void {
  const say = (value: unknown): void =>
    void supervisor.send({ kind: "answer", id: ask.id, answer: value });
  if (router === null || world === null) return say({ error: "It has not begun yet" });
  answerVrrp(ask, { router, world, now: monotonicClock.now() }, say);
}

function dumpData(): void {
  if (router === null || childOptions === null) return;
  const { global } = router.configuration;
  dump(dataName("vrrp", global, childOptions.identitySuffix), writeData);
}

function dump(name: string, write: (snapshot: DumpSnapshot) => string): void {
  if (router === null || world === null || childOptions === null) return;
  logger.info(`Printing ${name} for process(${process.pid}) on signal`);
  const { networkNamespace } = childOptions;
  const subject = { networkNamespace, network: world.network, router };
  const text = write(dumpSnapshot(subject, monotonicClock.now()));
  if (!runner.send({ kind: "writeFile", name, text })) logger.error(`Cannot write ${name}`);
}

async function end(): Promise<void> {
  secondaries?.restoreAll();
  supervisor.send({ kind: "stopped" });
  await Promise.all([supervisor.drained(), runner.drained()]);
  process.exit(process.exitCode ?? exitCode.ok);
}

/** The kernel refuses what nothing works without. */
function refused(error: KernelError): void {
  logger.error(refusalText(error));
  const denied = error.errno === "EPERM" || error.errno === "EACCES";
  process.exitCode = denied ? exitCode.missingPermission : exitCode.fatal;
  void supervisor.drained().then(() => process.exit());
}
