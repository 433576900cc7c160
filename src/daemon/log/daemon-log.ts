/** The supervisor's log with all its destinations, also for the lines of the children. */
import type { DaemonOptions } from "../options.ts";
import { consoleSink, fileSink, processLogFile, type TextSink } from "./console.ts";
import { logIdentity, type ProcessRole } from "./identity.ts";
import { createLogger, type Logger, type LogLine, type LogSink } from "./logger.ts";
import { syslogSink } from "./syslog.ts";

export interface DaemonLog {
  readonly logger: Logger;
  /** Console or file: children have to send their lines here. */
  readonly takesLines: boolean;
  /** From now on syslog sees this behind the name. */
  setIdentitySuffix(suffix: string): void;
  childLogged(role: ProcessRole, line: LogLine): void;
  flushed(limitMillis: number): Promise<void>;
}

export function openDaemonLog(options: DaemonOptions): DaemonLog {
  const { syslogFacility, file, detail } = options.log;
  // A daemon that left the terminal has no console.
  const console = options.log.console && options.foreground ? consoleSink() : null;
  const files = file === null ? null : openFiles(file);
  let syslog: LogSink | null = null;
  const setIdentitySuffix = (suffix: string): void => {
    if (syslogFacility === null) return;
    syslog = syslogSink(logIdentity("parent", suffix), syslogFacility);
  };
  const writeText = (role: ProcessRole, line: LogLine): void => {
    console?.write(line);
    files?.[role]?.write(line);
  };
  setIdentitySuffix("");
  const logger = createLogger(
    [{ write: (line) => syslog?.write(line) }, { write: (line) => writeText("parent", line) }],
    { detail },
  );
  if (files !== null && files.parent === null) logger.warning(`Cannot write log file ${file}`);
  return {
    logger,
    takesLines: console !== null || files !== null,
    setIdentitySuffix,
    childLogged: writeText,
    async flushed(limitMillis) {
      const sinks = [console, files?.parent, files?.vrrp, files?.lvs].filter(
        (sink) => sink != null,
      );
      await Promise.all(sinks.map((sink) => sink.flushed(limitMillis)));
    },
  };
}

function openFiles(path: string): Record<ProcessRole, TextSink | null> {
  const parent = fileSink(path);
  return {
    parent,
    runner: parent,
    vrrp: fileSink(processLogFile(path, "vrrp")),
    lvs: fileSink(processLogFile(path, "healthcheckers")),
  };
}
