/** One daemon on router a of a laboratory, with files of its own. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "../lab/command.ts";
import type { Lab } from "../lab/lab.ts";
import { descendantsOf, sendSignal } from "../lab/processes.ts";
import { waitFor } from "../lab/wait.ts";

const program = join(import.meta.dirname, "../../bin/keepalived");

/** A limit for a machine whose every core is busy with something else. */
export const soon = { limitMillis: 30_000 };

/** A daemon's files and command line; each test has its own. */
export function daemonIn(lab: Lab, name: string, text: string) {
  const at = (suffix: string) => join(lab.directory, `${name}.${suffix}`);
  writeFileSync(at("conf"), text);
  const argv = [program, "-G", `-g${at("log")}`, "-D", "-f", at("conf")];
  argv.push("-p", at("pid"), "-r", at("vrrp.pid"), "-c", at("checkers.pid"));
  const read = (path: string) => (existsSync(path) ? readFileSync(path, "utf8") : "");
  const log = () =>
    ["", "_vrrp", "_healthcheckers"]
      .map((process) => read(join(lab.directory, `${name}${process}.log`)))
      .join("");
  return {
    argv,
    configurationFile: at("conf"),
    pidFile: at("pid"),
    vrrpPidFile: at("vrrp.pid"),
    checkersPidFile: at("checkers.pid"),
    pid: () => Number(read(at("pid"))),
    vrrpPid: () => Number(read(at("vrrp.pid"))),
    checkersPid: () => Number(read(at("checkers.pid"))),
    /** What is written so far: all of it only when the daemon has ended. */
    log,
    /** Waits for a line: what it tells of may be seen before it is written. */
    logged: (text: string) =>
      waitFor(`"${text}" in the log`, soon, () => log().includes(text), log),
    command: (...more: string[]) =>
      run(["ip", "netns", "exec", lab.router("a").namespace, ...argv, ...more], soon),
  };
}

/** Whether router a has it on any interface now. */
export function holdsAddress(lab: Lab, address: string): boolean {
  const { namespace } = lab.router("a");
  return run(["ip", "-n", namespace, "-o", "address"]).stdout.includes(` ${address}/`);
}

export const isAlive = (pid: number): boolean => pid > 0 && existsSync(`/proc/${pid}`);

/** TERM, and the end of every process. */
export async function end(pid: number): Promise<void> {
  const all = [pid, ...descendantsOf(pid)];
  sendSignal(pid, "SIGTERM");
  await waitFor("all processes to end", soon, () => !all.some(isAlive));
}
