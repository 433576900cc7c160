/** `keepalived_check.data`: what the lvs process runs and knows. */
import type { LoadBalancing } from "../../../config/model/load-balancing.ts";
import { globalLines } from "../global.ts";
import { entry, heading, labelled } from "../labels.ts";
import { checkerLines } from "./checker.ts";
import { groupLines } from "./group.ts";
import type { BalancingSnapshot } from "./snapshot.ts";
import { virtualServerLines } from "./virtual-server.ts";

/** The whole text, with a line end at its end. Shows no secret. */
export function writeBalancingData(snapshot: BalancingSnapshot): string {
  const { global, networkNamespace, loadBalancing, virtualServers } = snapshot;
  const { groups } = loadBalancing;
  return [
    ...globalLines(global, networkNamespace),
    ...settingLines(loadBalancing),
    heading("LVS Topology"),
    entry(1, `Data plane is ${snapshot.dataplane}`),
    ...(groups.length === 0 ? [] : [entry(1, heading("Virtual server group"))]),
    ...groups.flatMap(groupLines),
    ...virtualServers.flatMap(virtualServerLines),
    heading("Health checkers"),
    ...virtualServers.flatMap(({ server, realServers }) =>
      realServers.flatMap(({ name, checkers }) =>
        checkers.flatMap((checker) => checkerLines(checker, server.name, name)),
      ),
    ),
    "",
  ].join("\n");
}

const flushAtStopTexts = { none: "disabled", services: "VS", all: "enabled" } as const;

function settingLines(loadBalancing: BalancingSnapshot["loadBalancing"]): string[] {
  const { timeouts, syncDaemon, flushAtStart, flushAtStop } = loadBalancing;
  return [
    ...timeoutLines(timeouts),
    ...(syncDaemon === null ? [] : syncLines(syncDaemon)),
    labelled(1, "LVS flush", String(flushAtStart)),
    labelled(1, "LVS flush on stop", flushAtStopTexts[flushAtStop]),
  ];
}

const timeoutLines = ({ tcpSeconds, tcpFinSeconds, udpSeconds }: LoadBalancing["timeouts"]) =>
  (
    [
      ["LVS TCP timeout", tcpSeconds],
      ["LVS TCP FIN timeout", tcpFinSeconds],
      ["LVS UDP timeout", udpSeconds],
    ] as const
  ).flatMap(([label, value]) => (value === null ? [] : [labelled(1, label, value)]));

function syncLines(daemon: NonNullable<LoadBalancing["syncDaemon"]>): string[] {
  return [
    labelled(1, "LVS syncd interface", daemon.interface),
    ...(daemon.instance === null ? [] : [labelled(1, "LVS syncd vrrp instance", daemon.instance)]),
    labelled(1, "LVS syncd syncid", daemon.syncId),
    ...(daemon.longestMessage === null
      ? []
      : [labelled(1, "LVS syncd maxlen", daemon.longestMessage)]),
    entry(1, `LVS mcast group ${daemon.group}`),
    labelled(1, "LVS syncd mcast port", daemon.port),
    labelled(1, "LVS syncd mcast ttl", daemon.ttl),
  ];
}
