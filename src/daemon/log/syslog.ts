/** The system log as a destination of the daemon's log. */
import { systemCalls } from "../../kernel/libc.ts";
import { type Facility, openSyslog } from "../../kernel/syslog.ts";
import type { LogSink } from "./logger.ts";

export function syslogSink(ident: string, facility: Facility): LogSink {
  const syslog = openSyslog(systemCalls(), { ident, facility, processId: process.pid });
  return { write: ({ level, text }) => syslog.log(level, text) };
}
