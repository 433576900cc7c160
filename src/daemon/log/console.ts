/** The console (`-l`) and the log file (`-g`): the supervisor alone writes them, for all processes. */
import { constants, fstatSync, openSync } from "node:fs";
import { extname } from "node:path";
import { BoundedWriter } from "./bounded-writer.ts";
import type { LogSink } from "./logger.ts";
import { consoleTime, fileTime } from "./time.ts";

const standardError = 2;

export interface TextSink extends LogSink {
  flushed(limitMillis: number): Promise<void>;
}

export function consoleSink(): TextSink {
  return textSink(openConsole(), consoleTime);
}

/**
 * Standard error again, as an open file of our own that does not wait: the flag on the inherited one
 * would be everybody's. What cannot be opened, a socket, is used as it is.
 */
function openConsole(): number {
  const { O_WRONLY, O_APPEND, O_NONBLOCK, O_NOCTTY } = constants;
  try {
    // A file never makes us wait, and other writers of it count on the offset we share with them.
    if (fstatSync(standardError).isFile()) return standardError;
    return openSync("/proc/self/fd/2", O_WRONLY | O_APPEND | O_NONBLOCK | O_NOCTTY);
  } catch {
    return standardError;
  }
}

/** Appends; null when the file cannot be opened. */
export function fileSink(path: string): TextSink | null {
  try {
    return textSink(openSync(path, "a", 0o644), fileTime);
  } catch {
    return null;
  }
}

/** `/var/log/keepalived.log` becomes `/var/log/keepalived_vrrp.log`. */
export function processLogFile(path: string, process: string): string {
  const extension = extname(path);
  return `${path.slice(0, path.length - extension.length)}_${process}${extension}`;
}

function textSink(descriptor: number, time: (atMillis: number) => string): TextSink {
  const writer = new BoundedWriter(descriptor);
  return {
    write: (line) => writer.write(`${time(line.atMillis)}: ${line.text}\n`),
    flushed: (limitMillis) => writer.flushed(limitMillis),
  };
}
