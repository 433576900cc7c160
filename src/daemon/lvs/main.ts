/** The process of load balancing: health checks, and the table of the data plane. It never forks. */
import type { Configuration } from "../../config/model/configuration.ts";
import { systemCalls } from "../../kernel/libc.ts";
import { enterNetworkNamespace } from "../../kernel/namespace.ts";
import { type Channel, channelOnDescriptor } from "../channel.ts";
import { childLogger, nameProcess, setUpChild } from "../child-setup.ts";
import { LvsConfigurationReader } from "../configuration/lvs-configuration.ts";
import { exitCode } from "../exit-codes.ts";
import { createLogger, type Logger } from "../log/logger.ts";
import { refusalText } from "../log/refusal-text.ts";
import type { ChildOptions } from "../options.ts";
import {
  descriptors,
  type FromRunner,
  type LvsToRunner,
  type LvsToSupervisor,
  type SupervisorToLvs,
} from "../protocol.ts";

/** Scripts that wait for the runner, in text; more are dropped and logged. */
const runnerQueueBytes = 4 * 1024 * 1024;

let logger: Logger = createLogger([], { detail: false });
const configurations = new LvsConfigurationReader();
let ending = false;

const supervisorProcessId = process.ppid;
const supervisor = setUpChild<SupervisorToLvs, LvsToSupervisor>("lvs", {
  receive: (message) => received(message),
  // A SIGTERM to the whole group must not take the table away while the addresses are still here:
  // the supervisor says when. Without a supervisor this is all there will be.
  terminate() {
    if (process.ppid !== supervisorProcessId) stop();
  },
});

const runner: Channel<LvsToRunner> = channelOnDescriptor<FromRunner, LvsToRunner>(
  descriptors.scripts,
  { receive: () => undefined },
  runnerQueueBytes,
);

function received(message: SupervisorToLvs): void {
  switch (message.kind) {
    case "configure":
      return start(message);
    case "reload":
      adopt(configurations.read(message.configuration));
      supervisor.send({ kind: "reloaded" });
      return;
    case "stop":
      return stop();
    case "areYouThere":
      supervisor.send({ kind: "here" });
      return;
    case "instanceState":
    case "dumpData":
      return;
  }
}

function start(message: SupervisorToLvs & { readonly kind: "configure" }): void {
  if (!settleIn(message.options)) return;
  adopt(configurations.read(message.configuration));
  supervisor.send({ kind: "ready" });
}

function settleIn(options: ChildOptions): boolean {
  logger = childLogger("lvs", options, supervisor);
  process.umask(options.umask);
  // Per thread, so before anything could start another.
  if (options.networkNamespace === null) return true;
  const entered = enterNetworkNamespace(systemCalls(), options.networkNamespace);
  if (entered.ok) return true;
  logger.error(refusalText(entered.error));
  void supervisor.drained().then(() => process.exit(exitCode.fatal));
  return false;
}

function adopt({ global }: Configuration): void {
  const name = global.processNames.checker;
  if (name !== null) nameProcess(name, name);
}

/** Once is enough: the supervisor's message and a signal may both come. */
function stop(): void {
  if (ending) return;
  ending = true;
  supervisor.send({ kind: "stopped" });
  void Promise.all([supervisor.drained(), runner.drained()]).then(() => process.exit(exitCode.ok));
}
