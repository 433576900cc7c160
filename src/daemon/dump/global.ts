/** The first part of every `.data` file. */
import type { GlobalDefinitions } from "../../config/model/configuration.ts";
import { enabled, entry, heading, labelled } from "./labels.ts";

export function globalLines(global: GlobalDefinitions, networkNamespace: string | null): string[] {
  const { vrrpProcess } = global;
  return [
    heading("Global definitions"),
    labelled(1, "Network namespace", networkNamespace ?? "(default)"),
    ...(global.routerId === null ? [] : [labelled(1, "Router ID", global.routerId)]),
    labelled(1, "Dynamic interfaces", String(global.dynamicInterfaces)),
    labelled(1, "VRRP IPv4 mcast group", global.multicastGroup4),
    labelled(1, "VRRP IPv6 mcast group", global.multicastGroup6),
    labelled(1, "Gratuitous ARP interval", decimalSeconds(global.arpIntervalMicros)),
    labelled(1, "Gratuitous NA interval", decimalSeconds(global.neighbourIntervalMicros)),
    labelled(1, "Max auto priority", vrrpProcess.maxAutoPriority),
    labelled(1, "Min auto priority delay", `${vrrpProcess.minAutoPriorityDelayMicros} usecs`),
    labelled(1, "VRRP process priority", vrrpProcess.niceness ?? 0),
    labelled(1, "VRRP don't swap", String(vrrpProcess.noSwap)),
    labelled(1, "VRRP realtime priority", vrrpProcess.realtimePriority ?? 0),
    entry(1, `Script security ${enabled(global.scriptSecurity)}`),
  ];
}

const decimalSeconds = (micros: number): string => (micros / 1_000_000).toFixed(6);
