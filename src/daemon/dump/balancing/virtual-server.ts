/** One virtual server: labels and order are keepalived's. */
import type {
  ClientMask,
  SchedulerFlags,
  SorryServer,
  VirtualServer,
} from "../../../config/model/load-balancing.ts";
import type { ScriptCommand } from "../../../config/model/script-command.ts";
import { serverName } from "../../../core/balancing/names.ts";
import { entry, labelled, yesNo } from "../labels.ts";
import { forwardingText } from "./forwarding.ts";
import { realServerLines } from "./real-server.ts";
import type { VirtualServerDump } from "./snapshot.ts";

const onOff = (value: boolean): string => (value ? "ON" : "OFF");
const ableText = (value: boolean): string => (value ? "enabled" : "disabled");

export function virtualServerLines({
  server,
  hasQuorum,
  realServers,
}: VirtualServerDump): string[] {
  const { quorum, sorryServer } = server;
  return [
    entry(1, "------< Virtual server >------"),
    entry(1, headingOf(server)),
    labelled(3, "Address family", server.family === "ipv6" ? "inet6" : "inet"),
    labelled(3, "lvs_sched", server.scheduler),
    ...flagLines(server.scheduler, server.flags),
    ...persistenceLines(server),
    labelled(3, "protocol", protocolText(server)),
    entry(3, `omega is ${onOff(server.notifyAtStop)}`),
    labelled(3, "quorum", `${quorum.weight}, hysteresis = ${quorum.hysteresis}`),
    ...scriptLines("Quorum up notify script", quorum.up),
    ...scriptLines("Quorum down notify script", quorum.down),
    ...(server.highAvailabilitySuspend ? [entry(3, "Using HA suspend")] : []),
    labelled(3, "Using smtp notification", yesNo(server.mailAlert)),
    ...(sorryServer === null ? [] : sorryLines(server, sorryServer)),
    // One that was left out of the configuration is not shown at all.
    labelled(3, "alive", 1),
    labelled(3, "quorum_state_up", hasQuorum ? 1 : 0),
    ...realServers.flatMap(realServerLines),
  ];
}

function headingOf({ name, service }: VirtualServer): string {
  if (service.kind === "fwmark") return `VS FWMARK = ${service.mark}`;
  if (service.kind === "group") return `VS GROUP = ${name}`;
  return `VS VIP = ${service.address}, VPORT = ${service.port}`;
}

const protocolText = ({ service }: VirtualServer): string =>
  service.kind === "fwmark" ? "none" : service.protocol.toUpperCase();

function flagLines(scheduler: string, flags: SchedulerFlags): string[] {
  const named = scheduler === "sh" || scheduler === "mh";
  const names = named
    ? ([
        [`${scheduler}-port`, flags.flag2],
        [`${scheduler}-fallback`, flags.flag1],
      ] as const)
    : ([
        ["flag-1", flags.flag1],
        ["flag-2", flags.flag2],
        ["flag-3", flags.flag3],
      ] as const);
  return [
    labelled(3, "Hashed", ableText(flags.hashed)),
    ...names.map(([name, value]) => labelled(3, name, ableText(value))),
    labelled(3, "One packet scheduling", ableText(flags.onePacket)),
  ];
}

function persistenceLines({ persistence }: VirtualServer): string[] {
  if (persistence === null) return [];
  const { timeoutSeconds, mask, engine } = persistence;
  return [
    labelled(3, "persistence timeout", timeoutSeconds),
    ...(mask === null ? [] : [labelled(3, "persistence granularity", maskText(mask))]),
    ...(engine === null ? [] : [labelled(3, "persistence engine", engine)]),
  ];
}

const maskText = (mask: ClientMask): string | number =>
  mask.family === "ipv4" ? mask.netmask : mask.prefixLength;

function sorryLines(server: VirtualServer, sorry: SorryServer): string[] {
  return [
    labelled(3, "sorry server", serverName(server, sorry)),
    labelled(5, "forwarding method", forwardingText(sorry.forwarding)),
    entry(5, `Inhibit on failure is ${onOff(sorry.inhibit)}`),
  ];
}

function scriptLines(label: string, script: ScriptCommand | null): string[] {
  if (script === null) return [];
  return [labelled(3, label, script.argv.map((word) => `'${word}'`).join(" "))];
}
