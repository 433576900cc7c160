/** Where the pid files are (behaviours §1.7). */
import { join } from "node:path";
import type { PidFileOverrides } from "./options.ts";

export interface PidPathRules {
  readonly overrides: PidFileOverrides;
  readonly usePidDirectory: boolean;
  readonly instanceName: string | null;
  readonly networkNamespace: string | null;
}

export interface PidPaths {
  /** Made before the files and removed after them; null when they are in the run directory. */
  readonly directory: string | null;
  readonly parent: string;
  readonly vrrp: string;
}

/** `runDirectory` is `/run`, and somewhere else in tests. */
export function pidPaths(rules: PidPathRules, runDirectory = "/run"): PidPaths {
  const ownDirectory =
    rules.usePidDirectory || rules.instanceName !== null || rules.networkNamespace !== null;
  const directory = ownDirectory
    ? join(runDirectory, "keepalived", rules.networkNamespace ?? "")
    : null;
  const suffix = rules.instanceName === null ? "" : `_${rules.instanceName}`;
  const at = (name: string) => join(directory ?? runDirectory, `${name}${suffix}.pid`);
  return {
    directory,
    parent: rules.overrides.parent ?? at("keepalived"),
    vrrp: rules.overrides.vrrp ?? at("vrrp"),
  };
}
