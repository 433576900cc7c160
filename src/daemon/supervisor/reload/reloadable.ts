/** What a running daemon cannot change (keepalived.md §4.2), and what it will not run. */
import { reasonsToRefuseReload } from "../../../config/build/verdict.ts";
import type { Diagnostic } from "../../../config/diagnostics/diagnostic.ts";
import type { Configuration } from "../../../config/model/configuration.ts";
import type { ProcessScheduling } from "../../../config/model/global-settings.ts";
import { findingInShort } from "../../configuration/finding-line.ts";
import type { LoadedConfiguration } from "../../configuration/load.ts";
import { meansTheSame } from "../../configuration/same-meaning.ts";

/** So many reasons are named again; all of them stand in the log above, in full. */
const mostReasons = 3;

/** Empty when the new configuration may take over; else why not, in words. */
export function whyNotReloadable(
  running: LoadedConfiguration,
  next: LoadedConfiguration,
): readonly string[] {
  const reasons = refusingFindings(running, next);
  if (reasons.length > 0) return reasons.map(findingInShort);
  // Cut off by whoever writes it, most likely.
  if (next.isBare && !running.isBare) return ["nothing is configured to run: there is no block"];
  return changed(fixedByStart, running.configuration, next.configuration).map(
    (keyword) => `${keyword} cannot change while the daemon runs; restart it instead`,
  );
}

/** Mistakes in the files that a daemon does not take over. */
export const refusingFindings = (
  running: LoadedConfiguration,
  next: LoadedConfiguration,
): readonly Diagnostic[] => reasonsToRefuseReload(next, running);

/** What holds from the next start on, and keeps nothing else from being applied. */
export const heldBack = (before: Configuration, after: Configuration): readonly string[] =>
  changed(waitsForStart, before, after).map(
    (keyword) => `${keyword} is another one: it holds from the next start of the daemon`,
  );

/** For one line of the log. */
export function reasonsInShort(reasons: readonly string[]): string {
  const surplus = reasons.length - mostReasons;
  const more = surplus > 0 ? [`and ${surplus} more, named above`] : [];
  return [...reasons.slice(0, mostReasons), ...more].join("; ");
}

type Settings = Readonly<Record<string, (configuration: Configuration) => unknown>>;

const fixedByStart: Settings = {
  net_namespace: ({ daemon }) => daemon.networkNamespace,
  net_namespace_ipvs: ({ loadBalancing }) => loadBalancing.networkNamespace,
  instance: ({ daemon }) => daemon.instanceName,
  nftables: ({ global }) => (global.firewall?.kind === "nftables" ? global.firewall.table : null),
  nftables_ipvs: ({ global }) => global.groupMarking?.table ?? null,
  tmp_config_directory: ({ global }) => global.temporaryDirectory,
  disable_local_igmp: ({ global }) => global.disableLocalIgmp,
};

/** keepalived's keywords for them begin with the process's name. */
const ofProcess = (
  name: string,
  of: (configuration: Configuration) => ProcessScheduling,
): Settings => ({
  [`${name}_priority`]: (configuration) => of(configuration).niceness,
  [`${name}_rt_priority`]: (configuration) => of(configuration).realtimePriority,
  [`${name}_no_swap`]: (configuration) => of(configuration).noSwap,
  [`${name}_cpu_affinity`]: (configuration) => of(configuration).cpus,
  [`${name}_rlimit_rttime`]: (configuration) => of(configuration).realtimeLimitMicros,
});

const waitsForStart: Settings = {
  use_pid_dir: ({ daemon }) => daemon.usePidDirectory,
  umask: ({ global }) => global.umask ?? null,
  ...ofProcess("vrrp", ({ global }) => global.vrrpProcess),
  ...ofProcess("checker", ({ global }) => global.checkerProcess),
};

const changed = (settings: Settings, before: Configuration, after: Configuration) =>
  Object.keys(settings).filter(
    (keyword) => !meansTheSame(settings[keyword]?.(before), settings[keyword]?.(after)),
  );
