/** `keepalived`: keepalived's options, Holdfast's daemon. */
import { writeSync } from "node:fs";
import { isSignalName, signalNumbers } from "../daemon/signal-numbers.ts";
import { type Invocation, readInvocation } from "./daemon-options.ts";

const usageError = 1;
const standardOutput = 1;
const standardError = 2;

const invocation = readInvocation(process.argv.slice(2));
// Nothing that is still open may hold the end back.
process.exit(invocation.ok ? await carryOut(invocation.value) : refuse(invocation.error));

/** Gives the exit code. What a command needs is loaded when it runs: start-up has to be quick. */
async function carryOut(asked: Invocation): Promise<number> {
  switch (asked.kind) {
    case "help":
      writeSync(standardOutput, (await import("./usage.ts")).helpText("keepalived"));
      return 0;
    case "version":
      writeSync(standardError, (await import("./usage.ts")).versionText());
      return 0;
    case "signum":
      return printSignal(asked.name);
    case "genhash":
      return (await import("./genhash/run-genhash.ts")).runGenhash(
        "keepalived --genhash",
        asked.words,
      );
    case "configTest":
      reportSurplus(asked.surplus);
      return (await import("./config-test.ts")).runConfigTest(asked.options, asked.outputFile);
    case "run":
      reportSurplus(asked.surplus);
      return (await import("../daemon/start.ts")).startDaemon(asked.options);
  }
}

function printSignal(name: string): number {
  if (!isSignalName(name))
    return refuse(`Unknown sigfunc ${name}, known are ${Object.keys(signalNumbers).join(" ")}`);
  writeSync(standardOutput, `${signalNumbers[name]}\n`);
  return 0;
}

function reportSurplus(words: readonly string[]): void {
  if (words.length === 0) return;
  const hint = "an optional value is written onto its option: -g/var/log/keepalived.log";
  writeSync(standardError, `Unexpected argument(s): ${words.join(" ")} (${hint})\n`);
}

function refuse(sentence: string): number {
  writeSync(standardError, `${sentence}\n`);
  return usageError;
}
