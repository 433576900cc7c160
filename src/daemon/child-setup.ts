/**
 * What every child of the supervisor does first: takes a name, ends with its parent, and connects
 * its channel and its log.
 */
import { systemCalls } from "../kernel/libc.ts";
import { endWithParent, setProcessName } from "../kernel/process-control.ts";
import { type Channel, channelOnDescriptor, type Message } from "./channel.ts";
import { exitCode } from "./exit-codes.ts";
import { logIdentity, type ProcessRole } from "./log/identity.ts";
import { createLogger, type Logger, type LogSink } from "./log/logger.ts";
import { syslogSink } from "./log/syslog.ts";
import type { ChildOptions } from "./options.ts";
import { descriptors } from "./protocol/descriptors.ts";
import type { LogMessage } from "./protocol/records.ts";
import { supervisorVariable } from "./supervisor-variable.ts";

/** Lines that wait for the supervisor; more are dropped rather than kept. */
const controlQueueBytes = 1024 * 1024;

export interface ChildListener<Incoming> {
  receive(message: Incoming): void;
  /** SIGTERM, or the supervisor is gone: end in order. May be called more than once. */
  terminate(): void;
}

/** Call once, first. Gives the channel to the supervisor. */
export function setUpChild<Incoming extends Message, Outgoing extends Message>(
  role: "vrrp" | "lvs" | "runner",
  listener: ChildListener<Incoming>,
): Channel<Outgoing> {
  const supervisor = Number(process.env[supervisorVariable] ?? process.ppid);
  if (!endWithParent(systemCalls(), supervisor)) process.exit(exitCode.ok);
  endOnBrokenInvariant();
  process.on("SIGTERM", () => listener.terminate());
  // A terminal sends these to the whole group; what they mean is the supervisor's to say.
  for (const signal of ["SIGINT", "SIGHUP", "SIGPIPE"] as const)
    process.on(signal, () => undefined);
  const channel = channelOnDescriptor<Incoming, Outgoing>(
    descriptors.control,
    { receive: (message) => listener.receive(message), closed: () => listener.terminate() },
    controlQueueBytes,
  );
  const program = process.argv[2] ?? "keepalived";
  nameProcess(`${program}: ${role}`, program);
  return channel;
}

/** `title` is what `ps` shows; `command` (15 characters) what `pgrep` and `killall` look for. */
export function nameProcess(title: string, command: string): void {
  process.title = title;
  // Setting the title set this name too.
  setProcessName(systemCalls(), command);
}

/** The log of a child: syslog directly, console and file through the supervisor. */
export function childLogger(
  role: ProcessRole,
  options: ChildOptions,
  channel: { send(message: LogMessage): boolean },
): Logger {
  const sinks: LogSink[] = [];
  if (options.syslogFacility !== null) {
    sinks.push(syslogSink(logIdentity(role, options.identitySuffix), options.syslogFacility));
  }
  if (options.forwardLog) {
    sinks.push({ write: ({ text, atMillis }) => channel.send({ kind: "log", text, atMillis }) });
  }
  return createLogger(sinks, { detail: options.detail });
}

/** Node would exit with 1, which to the supervisor means "do not try again". */
function endOnBrokenInvariant(): void {
  const end = (error: unknown): void => {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    try {
      process.stderr.write(`${text}\n`);
    } finally {
      process.exit(exitCode.software);
    }
  };
  process.on("uncaughtException", end);
  process.on("unhandledRejection", end);
}
