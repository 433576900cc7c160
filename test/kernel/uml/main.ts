/**
 * Runs a command as root under a kernel that has IPVS, whatever the machine's own has:
 *
 *     node test/kernel/uml/main.ts [--limit SECONDS] [--memory MIB] [--] COMMAND [ARGUMENT...]
 *
 * README.md beside this file says what the command finds there.
 */
import { cleanUpAll } from "../../lab/cleanup.ts";
import { runInGuest } from "./guest.ts";

const usage = "usage: main.ts [--limit SECONDS] [--memory MIB] [--] COMMAND [ARGUMENT...]\n";
const minimumMebibytes = 128;

process.exitCode = await main(process.argv.slice(2));
cleanUpAll();

async function main(words: readonly string[]): Promise<number> {
  const changes = {
    terminal: process.stdin.isTTY === true && process.stdout.isTTY === true,
    limitSeconds: 600,
    memoryMebibytes: 3_072,
  };
  // Options end where the command begins, which has options of its own.
  let begin = 0;
  for (; words[begin]?.startsWith("--"); begin += 2) {
    if (words[begin] === "--") {
      begin += 1;
      break;
    }
    const value = Number(words[begin + 1]);
    if (words[begin] === "--limit" && value > 0) changes.limitSeconds = value;
    else if (words[begin] === "--memory" && value >= minimumMebibytes)
      changes.memoryMebibytes = value;
    else return misused();
  }
  const command = words.slice(begin);
  return command.length === 0 ? misused() : await runInGuest(command, changes);
}

function misused(): number {
  process.stderr.write(usage);
  return 2;
}
