/** Where the pid files are (keepalived.md §1.7). */
import { join } from "node:path";
import type { PidFileOverrides } from "./options.ts";

export interface PidPathRules {
  readonly overrides: PidFileOverrides;
  readonly usePidDirectory: boolean;
  readonly instanceName: string | null;
  readonly networkNamespace: string | null;
}

export interface PidPaths {
  /**
   * Made before the files and removed after them, the outermost first; none when the files are in
   * the run directory.
   */
  readonly directories: readonly string[];
  readonly parent: string;
  readonly vrrp: string;
  readonly lvs: string;
  /** `reload_file` without a path. */
  readonly reloadMarker: string;
}

/** `runDirectory` is `/run`, and somewhere else in tests. */
export function pidPaths(rules: PidPathRules, runDirectory = "/run"): PidPaths {
  const ownDirectory =
    rules.usePidDirectory || rules.instanceName !== null || rules.networkNamespace !== null;
  const directories = ownDirectory
    ? nested(join(runDirectory, "keepalived"), rules.networkNamespace ?? "")
    : [];
  const directory = directories.at(-1) ?? runDirectory;
  const suffix = rules.instanceName === null ? "" : `_${rules.instanceName}`;
  const at = (name: string) => join(directory, `${name}${suffix}.pid`);
  return {
    directories,
    parent: rules.overrides.parent ?? at("keepalived"),
    vrrp: rules.overrides.vrrp ?? at("vrrp"),
    lvs: rules.overrides.checkers ?? at("checkers"),
    reloadMarker: join(directory, "keepalived.reload"),
  };
}

/** A namespace given as a path is several directories deep. */
function nested(outermost: string, namespace: string): string[] {
  const steps = namespace.split("/").filter((step) => step !== "");
  return [outermost, ...steps.map((_, at) => join(outermost, ...steps.slice(0, at + 1)))];
}
