/** Runs one command as root under a User-Mode Linux kernel, on the files of this machine. */
import { type ChildProcess, spawn } from "node:child_process";
import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Readable } from "node:stream";
import { onCleanup } from "../../lab/cleanup.ts";
import { mustRun } from "../../lab/command.ts";
import type { Kernel } from "./fetch.ts";

export interface BootOptions {
  /** All that the guest may take; it is taken from the machine as it is used. */
  readonly memoryMebibytes: number;
  /** After it the guest is killed. */
  readonly limitSeconds: number;
  /** The command gets our terminal instead of pipes for what it prints. */
  readonly terminal: boolean;
}

export type BootResult =
  | { readonly kind: "ended"; readonly status: number }
  | { readonly kind: "timedOut" }
  /** The guest ended without a word; what its console showed last. */
  | { readonly kind: "failed"; readonly console: string };

const folder = import.meta.dirname;
const shownConsoleLines = 40;

/** Boots, runs `command` in this working directory and environment, and powers off. */
export async function bootAndRun(
  kernel: Kernel,
  command: readonly string[],
  options: BootOptions,
): Promise<BootResult> {
  const run = mkdtempSync(join(tmpdir(), `holdfast-uml-${process.pid}-`));
  for (const name of ["root", "layers"]) mkdirSync(join(run, name));
  const environment = Object.entries(process.env).map(([name, value]) => `${name}=${value}`);
  const words = ["env", "-i", "-C", process.cwd(), ...environment, ...command];
  writeFileSync(join(run, "command"), words.map((word) => `${word}\0`).join(""));
  let child: ChildProcess | null = null;
  const clear = onCleanup(() => {
    child?.kill("SIGKILL");
    rmSync(run, { recursive: true, force: true });
  });
  const restoreTerminal = options.terminal ? keepTerminal() : () => {};
  let timedOut = false;
  try {
    child = start(kernel, run, options);
    const limit = setTimeout(() => {
      timedOut = true;
      child?.kill("SIGKILL");
    }, options.limitSeconds * 1_000);
    await ended(child).finally(() => clearTimeout(limit));
    if (timedOut) return { kind: "timedOut" };
    const status = join(run, "status");
    if (existsSync(status)) return { kind: "ended", status: Number(readFileSync(status, "utf8")) };
    const shown = readFileSync(join(run, "console"), "utf8").trimEnd().split("\n");
    return { kind: "failed", console: shown.slice(-shownConsoleLines).join("\n") };
  } finally {
    restoreTerminal();
    clear();
  }
}

/** Descriptors 3 and 4 are the guest's terminals; 5 is its console. */
function start(kernel: Kernel, run: string, options: BootOptions): ChildProcess {
  const console = openSync(join(run, "console"), "w");
  const terminal = options.terminal ? openSync("/dev/tty", "r+") : null;
  const ends = ["setpriv", "--pdeathsig", "KILL"];
  const apart = ["unshare", "--mount", "--pid", "--fork", "--kill-child"];
  const argv = [...ends, ...apart, join(folder, "start.sh"), run, dirname(kernel.program)];
  argv.push(...kernelArguments(kernel, run, options));
  const [program = "", ...rest] = argv;
  const terminals = terminal === null ? (["pipe", "pipe"] as const) : [terminal, terminal];
  const child = spawn(program, rest, {
    stdio: ["ignore", console, console, ...terminals, console],
    detached: true,
  });
  closeSync(console);
  if (terminal !== null) closeSync(terminal);
  const [, , , output, errors] = child.stdio;
  if (output instanceof Readable) output.pipe(process.stdout, { end: false });
  if (errors instanceof Readable) errors.pipe(process.stderr, { end: false });
  return child;
}

/** Those with a dot or that it knows are the kernel's; the others become variables of `init`. */
function kernelArguments(kernel: Kernel, run: string, options: BootOptions): string[] {
  const terminals = options.terminal ? ["con1=fd:3"] : ["con1=null,fd:3", "con2=null,fd:4"];
  const { rows = 24, columns = 80 } = process.stdout;
  return [
    `init=${join(folder, "init.sh")}`,
    `mem=${options.memoryMebibytes}M`,
    "quiet",
    "seccomp=auto",
    "initcall_blacklist=raid6_init,raid6_select_algo",
    ...["con=null", "ssl=null", "con0=null,fd:5", ...terminals],
    `RUN=${run}`,
    `MODULES=${kernel.modules}`,
    ...(options.terminal ? [`ROWS=${rows}`, `COLUMNS=${columns}`] : []),
  ];
}

/** The kernel makes the terminal raw: what is typed is the guest's, Ctrl-C too. */
function keepTerminal(): () => void {
  const settings = mustRun(["stty", "-F", "/dev/tty", "-g"]).trim();
  return onCleanup(() => void mustRun(["stty", "-F", "/dev/tty", settings]));
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", () => resolve());
  });
}
