/** What a running daemon cannot change (behaviours §4.2), and what it will not run. */
import type { LoadedConfiguration } from "../configuration/load.ts";

/** Null when the new configuration may take over; else why not, in words. */
export function whyNotReloadable(
  running: LoadedConfiguration,
  next: LoadedConfiguration,
): string | null {
  if (!next.acceptable) return "the configuration has errors, named above";
  const before = running.configuration.daemon;
  const after = next.configuration.daemon;
  if (before.networkNamespace !== after.networkNamespace) {
    return "net_namespace cannot change while the daemon runs; restart it instead";
  }
  if (before.instanceName !== after.instanceName) {
    return "instance cannot change while the daemon runs; restart it instead";
  }
  return null;
}
