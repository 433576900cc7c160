/** The daemon's log: lines of text with a level, given to every sink that is configured. */

export type LogLevel = "alert" | "error" | "warning" | "info";

export interface LogLine {
  readonly level: LogLevel;
  readonly text: string;
  /** Wall clock, milliseconds since 1970. */
  readonly atMillis: number;
}

export interface LogSink {
  /** Never blocks and never throws: a log that cannot be written must not stop a fail-over. */
  write(line: LogLine): void;
}

export interface Logger {
  log(level: LogLevel, text: string): void;
  info(text: string): void;
  /** Only with `-D`. */
  detail(text: string): void;
  warning(text: string): void;
  error(text: string): void;
  alert(text: string): void;
}

/** A line of any length is cut here: syslog's datagrams have a limit of their own. */
const longestLineCharacters = 4096;

export interface LoggerOptions {
  readonly detail: boolean;
  /** Wall clock; tests give their own. */
  readonly nowMillis?: () => number;
}

export function createLogger(sinks: readonly LogSink[], options: LoggerOptions): Logger {
  const nowMillis = options.nowMillis ?? Date.now;
  const log = (level: LogLevel, message: string): void => {
    const atMillis = nowMillis();
    for (const text of linesOf(message)) {
      for (const sink of sinks) sink.write({ level, text, atMillis });
    }
  };
  return {
    log,
    info: (text) => log("info", text),
    detail: (text) => {
      if (options.detail) log("info", text);
    },
    warning: (text) => log("warning", text),
    error: (text) => log("error", text),
    alert: (text) => log("alert", text),
  };
}

/** One log line each; other control characters could forge lines or drive a terminal. */
function linesOf(message: string): string[] {
  return message
    .split("\n")
    .map((line) => line.replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f]/g, "?"))
    .map((line) => line.slice(0, longestLineCharacters));
}
