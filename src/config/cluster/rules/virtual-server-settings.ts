/** How a virtual server and its real servers are set on two nodes. */
import { clusterCodes } from "../../diagnostics/codes-cluster.ts";
import type {
  ClientMask,
  Forwarding,
  Persistence,
  RealServer,
  SchedulerFlags,
} from "../../model/load-balancing.ts";
import type { Findings } from "../findings.ts";
import { placeIn } from "../node.ts";
import { type Balancer, destinationOf, nameOf, serverKeywordPlace } from "../virtual-server.ts";
import { listed } from "../words.ts";

/** A setting in the words of the file. */
interface Setting {
  readonly keywords: readonly string[];
  readonly written: (balancer: Balancer) => string;
}

const settings: readonly Setting[] = [
  {
    keywords: ["lvs_sched", "lb_algo"],
    written: ({ server }) => [`lvs_sched ${server.scheduler}`, ...flagsOf(server.flags)].join(" "),
  },
  {
    keywords: ["persistence_timeout", "persistence_granularity", "persistence_engine"],
    written: ({ server }) => persistenceInWords(server.persistence),
  },
  {
    keywords: ["quorum", "hysteresis"],
    written: ({ server: { quorum } }) =>
      `quorum ${quorum.weight} and hysteresis ${quorum.hysteresis}`,
  },
  {
    keywords: ["sorry_server"],
    written: ({ server: { sorryServer } }) =>
      sorryServer === null
        ? "no sorry_server"
        : `sorry_server ${sorryServer.address} ${sorryServer.port}`,
  },
  { keywords: [], written: groupInWords },
];

export function compareSettings(first: Balancer, other: Balancer, findings: Findings): void {
  for (const { keywords, written } of settings) {
    const [usual, ours] = [written(first), written(other)];
    if (usual === ours) continue;
    findings.report(clusterCodes.virtualServersDiffer, serverKeywordPlace(other, keywords), {
      message: `${nameOf(other)} has ${ours}, and that of ${first.node.name} ${usual}`,
      help: `write ${usual}, or change the other`,
      related: [{ span: serverKeywordPlace(first, keywords), message: `${usual} here` }],
    });
  }
  compareRealServers(first, other, findings);
}

/** Forwarding is how clients are reached at all; weights and limits are how much each one gets. */
function compareRealServers(first: Balancer, other: Balancer, findings: Findings): void {
  const known = byDestination(first);
  const pairs = [...byDestination(other)].flatMap(([destination, ours]) => {
    const usual = known.get(destination);
    return usual === undefined ? [] : [{ ours, usual }];
  });
  const rerouted = pairs.filter(({ ours, usual }) => methodOf(ours) !== methodOf(usual));
  const [head] = rerouted;
  if (head !== undefined) {
    const keywords = ["lvs_method", "lb_kind"];
    const [ours, usual] = [methodOf(head.ours), methodOf(head.usual)];
    const list = listed(rerouted.map((pair) => destinationOf(pair.ours)));
    findings.report(clusterCodes.virtualServersDiffer, serverKeywordPlace(other, keywords), {
      message:
        `${nameOf(other)} reaches ${list} by ${ours}, and that of ${first.node.name} by ` +
        `${usual}`,
      help: `write ${usual}, or change the other`,
      related: [{ span: serverKeywordPlace(first, keywords), message: `${usual} here` }],
    });
  }
  for (const { ours, usual } of pairs) {
    if (loadOf(ours) === loadOf(usual)) continue;
    findings.report(clusterCodes.realServerSettingsDiffer, placeIn(other.node, ours.place), {
      message:
        `real_server ${destinationOf(ours)} of ${other.node.name} has ${loadOf(ours)}, and ` +
        `that of ${first.node.name} ${loadOf(usual)}`,
      help: `write ${loadOf(usual)}, or change the other`,
      related: [{ span: placeIn(first.node, usual.place), message: `${loadOf(usual)} here` }],
    });
  }
}

/** Of one that stands there twice the last one. */
const byDestination = ({ server }: Balancer): ReadonlyMap<string, RealServer> =>
  new Map(server.realServers.map((each) => [destinationOf(each), each]));

const methods: Readonly<Record<Forwarding["method"], string>> = {
  nat: "NAT",
  directRouting: "DR",
  tunnel: "TUN",
};

function methodOf({ forwarding }: RealServer): string {
  const method = methods[forwarding.method];
  if (forwarding.method !== "tunnel") return method;
  const { type, port, checksum } = forwarding.tunnel;
  return [method, type, ...(port === null ? [] : [port]), checksum].join(" ");
}

function loadOf({ weight, upperThreshold, lowerThreshold, inhibitOnFailure }: RealServer): string {
  return [
    `weight ${weight}`,
    ...(upperThreshold === 0 ? [] : [`uthreshold ${upperThreshold}`]),
    ...(lowerThreshold === 0 ? [] : [`lthreshold ${lowerThreshold}`]),
    ...(inhibitOnFailure ? ["inhibit_on_failure"] : []),
  ].join(", ");
}

function persistenceInWords(persistence: Persistence | null): string {
  if (persistence === null) return "no persistence";
  const { timeoutSeconds, mask, engine } = persistence;
  return [
    `persistence_timeout ${timeoutSeconds}`,
    ...(mask === null ? [] : [`persistence_granularity ${maskInWords(mask)}`]),
    ...(engine === null ? [] : [`persistence_engine ${engine}`]),
  ].join(", ");
}

const maskInWords = (mask: ClientMask): string =>
  mask.family === "ipv4" ? mask.netmask : String(mask.prefixLength);

/** A group's addresses are those of the virtual server, in whichever order. */
function groupInWords({ node, server: { service } }: Balancer): string {
  if (service.kind !== "group") return "";
  const { groups } = node.configuration.loadBalancing;
  const group = groups.find(({ name }) => name === service.group);
  const ranges = group?.addresses.map(({ first, last, port }) =>
    first === last ? `${first} ${port}` : `${first}-${last} ${port}`,
  );
  const marks = group?.marks.map(({ mark, family }) => `fwmark ${mark} ${family}`);
  return `the group of ${[...(ranges ?? []), ...(marks ?? [])].toSorted().join(", ")}`;
}

const flagsOf = (flags: SchedulerFlags): readonly string[] => [
  ...(flags.hashed ? ["hashed"] : []),
  ...(flags.onePacket ? ["ops"] : []),
  ...(flags.flag1 ? ["flag-1"] : []),
  ...(flags.flag2 ? ["flag-2"] : []),
  ...(flags.flag3 ? ["flag-3"] : []),
];
