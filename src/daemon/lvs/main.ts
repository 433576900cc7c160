/** The process of load balancing: health checks, and the data plane's table. It never forks. */
import { checkedFiles } from "../../checks/file/checked-files.ts";
import type { Configuration } from "../../config/model/configuration.ts";
import type { VirtualServer } from "../../config/model/load-balancing.ts";
import { requireCapability } from "../../kernel/capabilities.ts";
import { systemCalls } from "../../kernel/libc.ts";
import { enterNetworkNamespace } from "../../kernel/namespace.ts";
import { openNetwork } from "../../kernel/netlink/network-table.ts";
import { createPoller } from "../../kernel/poller.ts";
import { monotonicClock, openAlarm } from "../../kernel/timer.ts";
import type { Dataplane } from "../../ports/dataplane.ts";
import type { KernelError } from "../../ports/network.ts";
import { type Result, success } from "../../wire/result.ts";
import { channelOnDescriptor } from "../channel.ts";
import { childLogger, nameProcess, setUpChild } from "../child-setup.ts";
import { LvsConfigurationReader } from "../configuration/lvs-configuration.ts";
import { writeBalancingData } from "../dump/balancing/data.ts";
import { dataName } from "../dump/data-name.ts";
import { exitCode } from "../exit-codes.ts";
import { FollowedFiles } from "../followed-files.ts";
import { createLogger, type Logger } from "../log/logger.ts";
import { RefusalLog } from "../log/refusal-log.ts";
import { refusalText } from "../log/refusal-text.ts";
import type { ChildOptions } from "../options.ts";
import { descriptors } from "../protocol/descriptors.ts";
import type { LvsToSupervisor, SupervisorToLvs } from "../protocol/lvs.ts";
import type { Ask, Question } from "../protocol/questions.ts";
import type { FromRunner, ToRunner } from "../protocol/scripts.ts";
import { defaultScriptUser } from "../runner-command.ts";
import { systemTimers } from "../timers.ts";
import { Balancer } from "./balancer.ts";
import { TimeoutKeeper } from "./connection-timeouts.ts";
import { openDataplane } from "./data-plane.ts";
import { balancingSnapshot } from "./dump.ts";
import { warnOfFixedSettings } from "./fixed-settings.ts";
import { LocalAddresses } from "./local-addresses.ts";
import { planReload } from "./plan/plan.ts";
import type { BalancerListener } from "./ports.ts";
import { type ClosableProber, openProber } from "./probing.ts";
import { applyCheckerSettings } from "./process-settings.ts";
import { ScriptChecks } from "./script-checks.ts";
import { balancingStatus } from "./status.ts";
import { SyncDaemons } from "./sync-daemons.ts";
import { TlsSettings } from "./tls-settings.ts";

/**
 * Scripts that wait for the runner, in text; more are dropped and logged. When a network fails tens
 * of thousands of servers tell of it at once.
 */
const runnerQueueBytes = 64 * 1024 * 1024;

/** All that exists once the process is configured. */
interface Running {
  readonly balancer: Balancer;
  readonly prober: ClosableProber;
  readonly dataplane: Dataplane;
  readonly timeouts: TimeoutKeeper;
  readonly syncDaemons: SyncDaemons;
}

let logger: Logger = createLogger([], { detail: false });
let running: Running | null = null;
let configuration: Configuration | null = null;
let options: ChildOptions | null = null;
/** Null until a virtual server asks for `ha_suspend`. */
let addresses: LocalAddresses | null = null;
let ending = false;
let started: Promise<void> = Promise.resolve();

const sys = systemCalls();
// The poller swallows exceptions; a broken invariant has to end the process all the same.
const poller = createPoller(sys, (problem) => {
  setImmediate(() => {
    throw problem;
  });
});
const configurations = new LvsConfigurationReader();
const tls = new TlsSettings();

const supervisorProcessId = process.ppid;
const supervisor = setUpChild<SupervisorToLvs, LvsToSupervisor>("lvs", {
  receive: (message) => received(message),
  // A SIGTERM to the whole group must not take the table away while the addresses are still here:
  // the supervisor says when. Without a supervisor this is all there will be.
  terminate() {
    if (process.ppid !== supervisorProcessId) void stop();
  },
});

const runner = channelOnDescriptor<FromRunner, ToRunner>(
  descriptors.scripts,
  { receive: (message) => scripts.received(message) },
  runnerQueueBytes,
);
const scripts = new ScriptChecks((message) => runner.send(message), systemTimers);

const files = new FollowedFiles(sys, poller, systemTimers, {
  fileValue: (name, value) => running?.balancer.fileChanged(name, value),
  fileProblem: (text) => logger.info(text),
});

function received(message: SupervisorToLvs): void {
  switch (message.kind) {
    case "virtualServers":
      return configurations.take(message.part);
    case "configure":
      started = start(message);
      return;
    case "reload":
      // The first configuration may still be on its way into the table.
      void started.then(() => reload(message));
      return;
    case "stop":
      void stop();
      return;
    case "areYouThere":
      supervisor.send({ kind: "here" });
      return;
    case "instanceState":
      running?.syncDaemons.instanceState(message.name, message.phase);
      return;
    case "dumpData":
      return dump();
    case "ask":
      return answer(message);
  }
}

function answer({ id, question }: Ask): void {
  void answerTo(question).then((answer) => supervisor.send({ kind: "answer", id, answer }));
}

async function answerTo(question: Question): Promise<unknown> {
  if (running === null) return { error: "It has nothing to say yet" };
  if (question.kind === "status") return balancingStatus(running);
  if (question.kind !== "planBalancing") return { error: "It knows no such question" };
  const { balancer, dataplane } = running;
  const asked = configurations.peek(question.configuration);
  const place = { clock: monotonicClock, dataplane: dataplane.name };
  return planReload(balancer, asked, place, (server) => servesWith(server, asked));
}

async function start(message: SupervisorToLvs & { readonly kind: "configure" }): Promise<void> {
  const settled = settleIn(message.options);
  if (!settled.ok) return refused(settled.error);
  const given = configurations.read(message.configuration);
  adopt(given);
  const { loadBalancing, global } = given;
  const serversDown = message.serversDown === null ? null : new Set(message.serversDown);
  const opened = open(given);
  if (!opened.ok) return refused(opened.error);
  running = opened.value;
  const { balancer, dataplane, syncDaemons } = running;
  logger.info(`Initializing ${dataplane.name}`);
  applyCheckerSettings(sys, global.checkerProcess, loadBalancing.maximumProbes, logger);
  // A process that was cut off left what clients use.
  if (loadBalancing.flushAtStart && serversDown === null) await flush(dataplane);
  for (const { name, phase } of message.instances) syncDaemons.instanceState(name, phase);
  // Before the first check begins: it is to know its number.
  files.follow(checkedFiles(given), serversDown === null);
  await balancer.start(given, serversDown, serves);
  if (ending) return;
  configurePlane(loadBalancing);
  supervisor.send({ kind: "ready" });
}

function settleIn(given: ChildOptions): Result<null, KernelError> {
  options = given;
  logger = childLogger("lvs", given, supervisor);
  process.umask(given.umask);
  // Per thread, so before anything could start another.
  if (given.networkNamespace === null) return success(null);
  return enterNetworkNamespace(sys, given.networkNamespace);
}

function open({ global, loadBalancing }: Configuration): Result<Running, KernelError> {
  // A director that can only look must not seem ready.
  const mayChange = requireCapability("CAP_NET_ADMIN", "add and remove virtual servers");
  if (!mayChange.ok) return mayChange;
  const dataplane = openDataplane(sys, loadBalancing, global.buffers.checkerCommands, logger);
  if (!dataplane.ok) return dataplane;
  const misc = scripts.start.bind(scripts);
  const prober = openProber(sys, poller, misc, tls, loadBalancing.maximumProbes);
  if (!prober.ok) return prober;
  const alarm = openAlarm(sys, poller, monotonicClock, () => running?.balancer.alarmed());
  if (!alarm.ok) return alarm;
  const refusals = new RefusalLog(logger, monotonicClock);
  const balancer = new Balancer({
    clock: monotonicClock,
    alarm: alarm.value,
    chance: Math.random,
    prober: prober.value,
    dataplane: dataplane.value,
    log: logger,
    listener,
  });
  return success({
    balancer,
    prober: prober.value,
    dataplane: dataplane.value,
    timeouts: new TimeoutKeeper(dataplane.value, refusals),
    syncDaemons: new SyncDaemons(dataplane.value, refusals, systemTimers),
  });
}

function reload(message: SupervisorToLvs & { readonly kind: "reload" }): void {
  const began = monotonicClock.now();
  logger.info("Reloading");
  const before = configuration;
  const given = configurations.read(message.configuration);
  if (ending) return;
  adopt(given);
  if (before !== null) warnOfFixedSettings(before.loadBalancing, given.loadBalancing, logger);
  logger.info(`Reinitializing ${running?.dataplane.name}`);
  files.follow(checkedFiles(given), true);
  running?.balancer.reload(given, serves);
  configurePlane(given.loadBalancing);
  logger.info(`Reload finished in ${monotonicClock.now() - began} usec`);
  supervisor.send({ kind: "reloaded" });
}

/** What is set for the data plane as a whole. */
function configurePlane({ timeouts, syncDaemon }: Configuration["loadBalancing"]): void {
  running?.timeouts.configure(timeouts);
  running?.syncDaemons.configure(syncDaemon);
}

function adopt(given: Configuration): void {
  configuration = given;
  scripts.user = defaultScriptUser(given.global);
  tls.configure(given.ssl ?? null, logger);
  const name = given.global.processNames.checker;
  if (name !== null) nameProcess(name, name);
  if (addresses !== null || !given.loadBalancing.virtualServers.some(asksForAddress)) return;
  const { bytes, force } = given.global.buffers.checkerMonitor;
  const network = openNetwork(sys, poller, {
    ...(bytes === null ? {} : { notificationBuffer: { bytes, force } }),
    report: (error) => logger.warning(refusalText(error)),
  });
  if (!network.ok) return logger.warning(refusalText(network.error));
  addresses = new LocalAddresses(network.value.table, () =>
    running?.balancer.addressesChanged(serves),
  );
}

const asksForAddress = (server: VirtualServer): boolean => server.highAvailabilitySuspend;

const serves = (server: VirtualServer): boolean => servesWith(server, configuration);

const servesWith = (server: VirtualServer, given: Configuration | null): boolean =>
  addresses?.serves(server, given?.loadBalancing.groups ?? []) ?? true;

const listener: BalancerListener = {
  notify(queue, command) {
    if (runner.send({ kind: "notify", queue, ...command })) return;
    logger.error(`Cannot run ${command.argv[0]}: too many scripts are waiting`);
  },
  event: (line) => void runner.send({ kind: "event", line }),
  alert(alert) {
    if (runner.send({ kind: "alert", ...alert })) return;
    logger.error("A mail or post is lost: too many notifications are waiting");
  },
  serverState: (server, up) => void supervisor.send({ kind: "serverState", server, up }),
  changed: (event) => void supervisor.send({ kind: "journal", atMillis: Date.now(), event }),
};

function dump(): void {
  if (running === null || configuration === null) return;
  logger.info(`Printing checker data for process(${process.pid}) on signal`);
  const snapshot = balancingSnapshot({
    configuration,
    networkNamespace: options?.networkNamespace ?? null,
    dataplane: running.dataplane.name,
    services: running.balancer.services,
  });
  const name = dataName("lvs", configuration.global, options?.identitySuffix ?? "");
  const text = writeBalancingData(snapshot);
  if (!runner.send({ kind: "writeFile", name, text })) logger.error(`Cannot write ${name}`);
}

/** Once is enough: the supervisor's message and its end may both come. */
async function stop(): Promise<void> {
  if (ending) return;
  ending = true;
  files.close();
  if (running !== null) await release(running);
  supervisor.send({ kind: "stopped" });
  await Promise.all([supervisor.drained(), runner.drained()]);
  process.exit(process.exitCode ?? exitCode.ok);
}

/** `-I` leaves the table, and nothing else (keepalived.md §1.6). */
async function release(released: Running): Promise<void> {
  const { balancer, prober, dataplane, timeouts, syncDaemons } = released;
  const flushes = configuration?.loadBalancing.flushAtStop === "all";
  await balancer.stop(options?.keepIpvsAtStop ? "keep" : flushes ? "flush" : "remove");
  if (flushes && !options?.keepIpvsAtStop) await flush(dataplane);
  prober.close();
  await Promise.all([timeouts.stop(), syncDaemons.stop()]);
  dataplane.close();
}

async function flush(dataplane: Dataplane): Promise<void> {
  const flushed = await dataplane.flush();
  if (!flushed.ok) logger.warning(refusalText(flushed.error));
}

/** The kernel refuses what nothing works without. */
function refused(error: KernelError): void {
  logger.error(refusalText(error));
  const denied = error.errno === "EPERM" || error.errno === "EACCES";
  process.exitCode = denied ? exitCode.missingPermission : exitCode.fatal;
  void supervisor.drained().then(() => process.exit());
}
