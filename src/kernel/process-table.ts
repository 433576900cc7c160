/** The processes of this machine, from /proc (proc(5)). */
import { readdirSync, readFileSync } from "node:fs";
import type { ProcessTable } from "../ports/processes.ts";

export function processTable(root = "/proc"): ProcessTable {
  return {
    all() {
      try {
        return readdirSync(root).filter(isNumber).map(Number);
      } catch {
        return [];
      }
    },
    look(process, withWords) {
      const folder = `${root}/${process}`;
      try {
        // The name may hold brackets and blanks, and ends at the last bracket; the state follows.
        const status = readFileSync(`${folder}/stat`, "latin1");
        const end = status.lastIndexOf(")");
        if (deadStates.has(status.slice(end + 2, end + 3))) return null;
        const bytes = Buffer.from(status.slice(status.indexOf("(") + 1, end), "latin1");
        const words = withWords ? wordsOf(readFileSync(`${folder}/cmdline`, "utf8")) : [];
        return { name: bytes.toString("utf8"), words };
      } catch {
        return null;
      }
    },
  };
}

/** Zombies, which wait for their parent, and those that are on their way there. */
const deadStates: ReadonlySet<string> = new Set(["Z", "X", "x"]);

const isNumber = (name: string): boolean => /^\d+$/.test(name);

/** Each word ends with a zero byte; a process that wrote over them may have left none. */
function wordsOf(commandLine: string): string[] {
  const words = commandLine.split("\0");
  if (words.at(-1) === "") words.pop();
  return words;
}
