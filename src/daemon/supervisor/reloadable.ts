/** What a running daemon cannot change (behaviours §4.2), and what it will not run. */
import { reasonsToRefuseReload } from "../../config/build/verdict.ts";
import { findingInShort } from "../configuration/finding-line.ts";
import type { LoadedConfiguration } from "../configuration/load.ts";

/** So many reasons are named again; all of them stand in the log above, in full. */
const mostReasons = 3;

/** Null when the new configuration may take over; else why not, in words. */
export function whyNotReloadable(
  running: LoadedConfiguration,
  next: LoadedConfiguration,
): string | null {
  const before = running.configuration.daemon;
  const after = next.configuration.daemon;
  const reasons = reasonsToRefuseReload(next, running);
  if (reasons.length > 0) return inWords(reasons.map(findingInShort));
  if (before.networkNamespace !== after.networkNamespace) {
    return "net_namespace cannot change while the daemon runs; restart it instead";
  }
  if (before.instanceName !== after.instanceName) {
    return "instance cannot change while the daemon runs; restart it instead";
  }
  return null;
}

function inWords(reasons: readonly string[]): string {
  const surplus = reasons.length - mostReasons;
  const more = surplus > 0 ? [`and ${surplus} more, named above`] : [];
  return [...reasons.slice(0, mostReasons), ...more].join("; ");
}
