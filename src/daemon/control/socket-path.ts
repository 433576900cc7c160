/** Where the control socket is: beside the parent's pid file, whose lock says whose it is. */
import { type PidPathRules, pidPaths } from "../pid-paths.ts";

/** `/run/keepalived.pid` → `/run/keepalived.sock`. */
export const socketPathOf = (parentPidFile: string): string =>
  `${parentPidFile.replace(/\.pid$/, "")}.sock`;

export interface DaemonName {
  readonly instanceName: string | null;
  readonly networkNamespace: string | null;
}

/** Where a daemon that runs without `-p` may have it; the likeliest first. */
export function usualSocketPaths(name: DaemonName, runDirectory = "/run"): readonly string[] {
  const at = (usePidDirectory: boolean): string => {
    const overrides: PidPathRules["overrides"] = {
      parent: null,
      vrrp: null,
      checkers: null,
      bfd: null,
    };
    const rules = { overrides, usePidDirectory, ...name };
    return socketPathOf(pidPaths(rules, runDirectory).parent);
  };
  return [...new Set([at(false), at(true)])];
}
