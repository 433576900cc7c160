/** `global_defs`, completed. */
import { type Micros, microsPerSecond, seconds } from "../../../wire/units.ts";
import type {
  Firewall,
  GlobalDefinitions,
  ProcessNames,
  ProcessScheduling,
} from "../../model/configuration.ts";
import type { GlobalDraft } from "../drafts.ts";
import type { HostFacts } from "../facts.ts";
import { mailOf, notifyFifosOf } from "./alerts.ts";
import type { InstanceDefaults } from "./instance-defaults.ts";
import { umaskOf } from "./umask.ts";

const none = seconds(0);
/** What `max_auto_priority` alone stands for: SCHED_RR's highest (sched(7)). */
const highestRealtimePriority = 99;

export function globalDefinitionsOf(
  draft: GlobalDraft,
  defaults: InstanceDefaults,
  facts: HostFacts,
): GlobalDefinitions {
  const mail = mailOf(draft);
  const notifyFifos = notifyFifosOf(draft);
  const firewall = firewallOf(draft);
  const umask = umaskOf(draft.umask?.value ?? []);
  return {
    routerId: draft.router_id?.value ?? facts.hostName,
    dynamicInterfaces: draft.dynamic_interfaces !== undefined,
    multicastGroup4: defaults.multicastGroup4,
    multicastGroup6: defaults.multicastGroup6,
    arpIntervalMicros: draft.vrrp_garp_interval?.value ?? none,
    neighbourIntervalMicros: draft.vrrp_gna_interval?.value ?? none,
    startupDelayMicros: draft.vrrp_startup_delay?.value ?? none,
    logUnknownVirtualRouterIds: draft.log_unknown_vrids !== undefined,
    vrrpProcess: schedulingOf(draft),
    processNames: processNamesOf(draft),
    scriptUser: draft.script_user?.value ?? null,
    scriptSecurity: draft.enable_script_security !== undefined,
    dataUseInstance: draft.data_use_instance?.value ?? false,
    ...(mail === null ? {} : { mail }),
    ...(notifyFifos === null ? {} : { notifyFifos }),
    ...(firewall === null ? {} : { firewall }),
    ...(umask === null ? {} : { umask }),
  };
}

function schedulingOf(draft: GlobalDraft): ProcessScheduling {
  const automatic = draft.max_auto_priority;
  const maximum = automatic === undefined ? 0 : (automatic.value ?? highestRealtimePriority);
  const delay = draft.min_auto_priority_delay?.value as Micros | undefined;
  return {
    realtimePriority: draft.vrrp_rt_priority?.value ?? null,
    niceness: draft.vrrp_priority?.value ?? null,
    noSwap: draft.vrrp_no_swap !== undefined,
    cpus: draft.vrrp_cpu_affinity?.value ?? null,
    // -1 is off without keepalived's notice about it.
    maxAutoPriority: Math.max(0, maximum),
    minAutoPriorityDelayMicros: delay ?? microsPerSecond,
  };
}

function processNamesOf(draft: GlobalDraft): ProcessNames {
  const chosen = draft.process_names !== undefined;
  return {
    parent: draft.process_name?.value ?? null,
    vrrp: draft.vrrp_process_name?.value ?? (chosen ? "keepalived_vrrp" : null),
  };
}

/** nftables wins where both are given, as in keepalived on a kernel without iptables. */
function firewallOf(draft: GlobalDraft): Firewall | null {
  if (draft.nftables !== undefined) {
    return { kind: "nftables", table: draft.nftables.value ?? "keepalived" };
  }
  if (draft.vrrp_iptables === undefined) return null;
  const [input, output] = draft.vrrp_iptables.value;
  if (input === undefined) return { kind: "iptables", input: "INPUT", output: "OUTPUT" };
  return { kind: "iptables", input: input.text, output: output?.text ?? null };
}
