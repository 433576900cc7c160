/** What a child writes to its standard error goes to the log: the trace of a crash, usually. */
import type { ChildProcess } from "node:child_process";
import { LineSplitter } from "../lines.ts";
import type { Logger } from "../log/logger.ts";

const longestLineBytes = 1024;
const mostLines = 100;

export function logStandardError(child: ChildProcess, title: string, logger: Logger): void {
  let lines = 0;
  const splitter = new LineSplitter(longestLineBytes, (line) => {
    lines++;
    if (lines <= mostLines) logger.error(`${title} process: ${line}`);
  });
  child.stderr?.on("data", (chunk: Buffer) => splitter.push(chunk));
  child.stderr?.on("end", () => splitter.end());
  child.stderr?.on("error", () => undefined);
}
