/** The daemon, in the process that stays, from its options to its end. */
import { resolve } from "node:path";
import { systemCalls } from "../kernel/libc.ts";
import { enterNetworkNamespace } from "../kernel/namespace.ts";
import { allowCoreDumps } from "../kernel/resource-limits.ts";
import { nameProcess } from "./child-setup.ts";
import { type LoadedConfiguration, loadConfiguration, loadFile } from "./configuration/load.ts";
import { logFindings } from "./configuration/log-findings.ts";
import { answerHandlers } from "./control/answers.ts";
import { openControlServer } from "./control/server.ts";
import { socketPathOf } from "./control/socket-path.ts";
import { setCorePattern } from "./core-pattern.ts";
import { announceFailure, announceReadiness, type Detachment } from "./daemonise.ts";
import { configurationLines } from "./dump/configuration.ts";
import { exitCode } from "./exit-codes.ts";
import { journalPathOf } from "./journal/journal-path.ts";
import { openJournal } from "./journal/open-journal.ts";
import { type DaemonLog, openDaemonLog } from "./log/daemon-log.ts";
import { firstLines } from "./log/first-lines.ts";
import { identitySuffix } from "./log/identity.ts";
import type { Logger } from "./log/logger.ts";
import { refusalText } from "./log/refusal-text.ts";
import { type ChildOptions, type DaemonOptions, defaultUmask } from "./options.ts";
import { pidPaths } from "./pid-paths.ts";
import { startedByServiceManager } from "./started-by.ts";
import { type ChildRole, childProgram, spawnChild } from "./supervisor/child-programs.ts";
import { runBetweenScripts } from "./supervisor/lifecycle-scripts.ts";
import { notifySender } from "./supervisor/notify-socket.ts";
import { openPidFiles, type PidFiles } from "./supervisor/pid-files.ts";
import { reloadHandlers } from "./supervisor/reload/handlers.ts";
import { systemReloadTimer } from "./supervisor/reload/system-timer.ts";
import { type ServiceManager, serviceManager } from "./supervisor/service-manager.ts";
import { connectSignals, holdSignals } from "./supervisor/signals.ts";
import { makeSocketPair } from "./supervisor/socket-pair.ts";
import { Supervisor } from "./supervisor/supervisor.ts";
import { wantedChildren } from "./supervisor/wanted-children.ts";
import { systemTimers } from "./timers.ts";
import { productVersion } from "./version.ts";

/** A timer takes no more than 31 bits. */
const longestIntervalMillis = 2 ** 31 - 1;
/** Until everything that was logged is written, at the end. */
const lastFlushMillis = 500;

/** Runs to the end and gives the exit code. */
export async function runDaemon(given: DaemonOptions, detachment: Detachment): Promise<number> {
  const options = { ...given, configurationFile: resolve(given.configurationFile) };
  nameProcess([options.program, ...options.commandLine].join(" "), options.program);
  process.umask(options.umask ?? defaultUmask);
  const log = openDaemonLog(options);
  const code = await prepare(options, detachment, log);
  await log.flushed(lastFlushMillis);
  return code;
}

/** Everything that can fail before a child is started, in keepalived's order. */
async function prepare(
  options: DaemonOptions,
  detachment: Detachment,
  log: DaemonLog,
): Promise<number> {
  const { logger } = log;
  for (const line of firstLines(options.program, options.commandLine)) logger.info(line);
  for (const option of options.ignored) logger.warning(`Option ${option} has no effect yet`);
  logger.info(`Configuration file ${options.configurationFile}`);
  const first = loadConfiguration(options);
  const context = contextOf(options, first);
  log.setIdentitySuffix(identitySuffix(context.networkNamespace, context.instanceName));
  if (context.networkNamespace !== null) {
    const entered = enterNetworkNamespace(systemCalls(), context.networkNamespace);
    if (!entered.ok) {
      return failed(detachment, logger, exitCode.fatal, refusalText(entered.error));
    }
  }
  // What the file names is looked for in the namespace it names.
  const loaded = context.networkNamespace === null ? first : loadConfiguration(options);
  logFindings(logger, loaded);
  if (!loaded.usable) {
    if (detachment.detached) announceFailure(loaded.findings.join("\n"));
    return exitCode.configuration;
  }
  if (options.dumpConfiguration) {
    const lines = configurationLines(loaded.configuration, context.networkNamespace);
    for (const line of lines) logger.info(line);
  }
  const name = loaded.configuration.global.processNames.parent;
  if (name !== null) nameProcess(name, name);

  process.umask(umaskOf(options, loaded));
  const children = wantedChildren(loaded.configuration, options.subsystems);
  holdSignals();
  const pidFiles = openPidFiles(pidPaths(context), children);
  if (!pidFiles.ok) {
    const { alreadyRunning, message } = pidFiles.error;
    return failed(detachment, logger, alreadyRunning ? exitCode.ok : exitCode.fatal, message);
  }
  const restoreCorePattern = prepareCoreDumps(options);
  const code = await supervise(options, detachment, log, loaded, pidFiles.value);
  restoreCorePattern?.();
  pidFiles.value.remove();
  logger.info(`Stopped Holdfast v${productVersion}`);
  return code;
}

async function supervise(
  options: DaemonOptions,
  detachment: Detachment,
  log: DaemonLog,
  initial: LoadedConfiguration,
  pidFiles: PidFiles,
): Promise<number> {
  const [vrrpEnd, runnersVrrpEnd] = makeSocketPair();
  const [lvsEnd, runnersLvsEnd] = makeSocketPair();
  const shared: Record<ChildRole, readonly number[]> = {
    vrrp: [vrrpEnd],
    lvs: [lvsEnd],
    runner: [runnersVrrpEnd, runnersLvsEnd],
  };
  const parentFile = resolve(pidFiles.parent);
  const { journal, flushed } = openJournal(journalPathOf(parentFile), systemTimers, log.logger);
  const supervisor = new Supervisor({
    options,
    childOptions: childOptions(options, initial, log),
    initial,
    logger: log.logger,
    timers: systemTimers,
    serviceManager: chosenServiceManager(detachment),
    load: () => loadConfiguration(options),
    loadFile: (file) =>
      loadFile({ ...options, configurationFile: file ?? options.configurationFile }),
    usualMarker: pidPaths(contextOf(options, initial)).reloadMarker,
    reloadTimer: systemReloadTimer(log.logger, () => void supervisor.reload()),
    spawn: (role) => spawnChild(childProgram(role, options.program), shared[role]),
    processChanged(role, processId) {
      if (role !== "runner") pidFiles.set(role, processId);
    },
    journal: (event, atMillis) => journal.add(event, atMillis),
    childLogged: (role, line) => log.childLogged(role, line),
  });
  const control = openControlServer(socketPathOf(parentFile), {
    handlers: {
      ...reloadHandlers(supervisor),
      ...answerHandlers({
        supervisor,
        journal,
        timers: systemTimers,
        configurationFile: options.configurationFile,
        startedAtMillis: Date.now(),
      }),
    },
    timers: systemTimers,
    logger: log.logger,
  });
  process.chdir("/");
  connectSignals(supervisor, options.ignoreInterrupt, log.logger);
  // With nothing to run there is no child to wait for, but signals are still heeded.
  const staying = setInterval(() => undefined, longestIntervalMillis);
  const code = await runBetweenScripts(supervisor, systemTimers, {
    logger: log.logger,
    journal: (subject, because) =>
      journal.add({ kind: "notification", subject, because }, Date.now()),
  });
  control?.close();
  clearInterval(staying);
  await withinLimit(flushed(), lastFlushMillis);
  return code;
}

/** A disk that hangs holds nothing up. */
async function withinLimit(work: Promise<void>, limitMillis: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const tired = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, limitMillis);
  });
  await Promise.race([work, tired]);
  clearTimeout(timer);
}

/** The one who started the daemon hears why it did not start, also from a daemon without a terminal. */
function failed(detachment: Detachment, logger: Logger, code: number, message: string): number {
  logger.error(message);
  if (detachment.detached) announceFailure(message);
  return code;
}

/** `-u` wins over the file (keepalived.md §1.9). */
const umaskOf = ({ umask }: DaemonOptions, { configuration }: LoadedConfiguration): number =>
  umask ?? configuration.global.umask ?? defaultUmask;

/** Names that come from the command line or else from the file. */
function contextOf(options: DaemonOptions, { configuration }: LoadedConfiguration) {
  const { daemon } = configuration;
  return {
    overrides: options.pidFiles,
    usePidDirectory: daemon.usePidDirectory,
    instanceName: daemon.instanceName,
    networkNamespace: options.networkNamespace ?? daemon.networkNamespace,
  };
}

function childOptions(
  options: DaemonOptions,
  loaded: LoadedConfiguration,
  log: DaemonLog,
): ChildOptions {
  const { networkNamespace, instanceName } = contextOf(options, loaded);
  return {
    program: options.program,
    detail: options.log.detail,
    syslogFacility: options.log.syslogFacility,
    forwardLog: log.takesLines,
    identitySuffix: identitySuffix(networkNamespace, instanceName),
    networkNamespace,
    instanceName,
    umask: umaskOf(options, loaded),
    coreDumps: options.coreDumps,
    keepVrrpAtStop: options.keepVrrpAtStop,
    keepIpvsAtStop: options.keepIpvsAtStop,
    releaseUnknownAddresses: options.releaseUnknownAddresses,
    logAddressChanges: options.logAddressChanges,
    dumpConfiguration: options.dumpConfiguration,
  };
}

function chosenServiceManager(detachment: Detachment): ServiceManager {
  const socket = process.env.NOTIFY_SOCKET;
  const ours = detachment.serviceManagerIsParent || startedByServiceManager();
  const send = socket !== undefined && ours ? notifySender(socket) : () => undefined;
  const manager = serviceManager(send, process.pid, () => systemTimers.now());
  if (!detachment.detached) return manager;
  let announced = false;
  return {
    ...manager,
    ready() {
      manager.ready();
      if (!announced) announceReadiness();
      announced = true;
    },
  };
}

function prepareCoreDumps(options: DaemonOptions): (() => void) | null {
  if (options.coreDumps) allowCoreDumps(systemCalls(), true);
  return options.coreDumpPattern === null ? null : setCorePattern(options.coreDumpPattern);
}
