/** The process that forks and waits, so that the real-time process never does. */

import { seconds } from "../../wire/units.ts";
import { channelOnDescriptor } from "../channel.ts";
import { childLogger, setUpChild } from "../child-setup.ts";
import { exitCode } from "../exit-codes.ts";
import { createLogger, type Logger } from "../log/logger.ts";
import type { RunnerToSupervisor, SupervisorToRunner, VrrpToRunner } from "../protocol.ts";
import { descriptors } from "../protocol.ts";
import { systemTimers } from "../timers.ts";
import { systemIdentities } from "./identity.ts";
import { ScriptRunner } from "./run-script.ts";
import { ScriptQueues } from "./script-queue.ts";
import { dumpDirectory, writeDump } from "./write-dump.ts";

/** When the supervisor is gone nobody says how long. */
const orphanLimitMicros = seconds(1);
/** The runner answers nothing on this channel. */
const noQueueBytes = 0;

let logger: Logger = createLogger([], { detail: false });
const delegate: Logger = {
  log: (level, text) => logger.log(level, text),
  info: (text) => logger.info(text),
  detail: (text) => logger.detail(text),
  warning: (text) => logger.warning(text),
  error: (text) => logger.error(text),
  alert: (text) => logger.alert(text),
};
const scripts = new ScriptRunner(systemIdentities, delegate, systemTimers);
const queues = new ScriptQueues((script) => scripts.run(script), delegate);
let ending = false;

const supervisor = setUpChild<SupervisorToRunner, RunnerToSupervisor>("runner", {
  receive(message) {
    switch (message.kind) {
      case "configure":
        logger = childLogger("runner", message.options, supervisor);
        process.umask(message.options.umask);
        scripts.secure = message.scriptSecurity;
        takeScripts();
        supervisor.send({ kind: "ready" });
        return;
      case "reload":
        scripts.secure = message.scriptSecurity;
        supervisor.send({ kind: "reloaded" });
        return;
      case "areYouThere":
        supervisor.send({ kind: "here" });
        return;
      case "writeFile":
        return write(message.name, message.text);
      case "stop":
        void end(message.limitMicros);
    }
  },
  // The supervisor sends `stop` when vrrp has ended: a SIGTERM to the whole group must not cut its
  // last notifications off. Without a supervisor this is all there will be.
  terminate() {
    if (process.ppid !== supervisorProcessId) void end(orphanLimitMicros);
  },
});
const supervisorProcessId = process.ppid;

/** Not before it is known by which rules they run: until then they wait in the socket pair. */
function takeScripts(): void {
  channelOnDescriptor<VrrpToRunner, never>(
    descriptors.scripts,
    {
      receive(message) {
        if (message.kind === "notify") queues.add(message);
        else if (message.kind === "writeFile") write(message.name, message.text);
      },
    },
    noQueueBytes,
  );
}

function write(name: string, text: string): void {
  const written = writeDump(dumpDirectory(process.env.TMPDIR), name, text);
  if (!written.ok) delegate.error(`Cannot write ${name}: ${written.error}`);
}

async function end(limitMicros: number): Promise<void> {
  if (ending) return;
  ending = true;
  const cancel = systemTimers.after(seconds(limitMicros / 1_000_000), () => {
    queues.discardWaiting();
    scripts.killAll();
  });
  // What vrrp wrote last may still be on its way through the socket pair.
  await new Promise((resolve) => setImmediate(resolve));
  await queues.drained();
  cancel();
  supervisor.send({ kind: "stopped" });
  await supervisor.drained();
  process.exit(exitCode.ok);
}
