/** `holdfast ipvs show`: the table as `ipvsadm -Ln` prints it, to the blank. */
import type { ReadService } from "../../kernel/ipvs/read-table.ts";
import {
  forwardingMethod,
  type IpvsTunnel,
  type ReceivedDestination,
} from "../../wire/ipvs/destination-message.ts";
import type { IpvsServiceIdentity } from "../../wire/ipvs/service-identity.ts";
import { type ReceivedService, serviceFlag } from "../../wire/ipvs/service-message.ts";
import type { IpvsInformation } from "../../wire/ipvs/settings-message.ts";
import { noTraffic } from "../../wire/traffic.ts";
import { counterColumn, versionText } from "./numbers.ts";
import {
  checksumWords,
  endpoint,
  forwardingWords,
  hasFlag,
  maskWords,
  schedulerFlagWords,
  tunnelTypeName,
} from "./words.ts";

/** What the columns are about. */
export type ListForm = "plain" | "stats" | "rate" | "thresholds" | "persistentConn" | "tunInfo";

interface Form {
  readonly titles: readonly string[];
  /** Null where services are followed by their scheduler and flags. */
  readonly service: ((service: ReceivedService, exact: boolean) => string) | null;
  readonly destination: (destination: ReceivedDestination, exact: boolean) => string;
}

/** `services` in the order in which they are to be listed. */
export function listLines(
  information: IpvsInformation,
  services: readonly ReadService[],
  form: ListForm,
  exact: boolean,
): readonly string[] {
  const { titles, service: columns, destination: row } = forms[form];
  const { version, connectionTableSize } = information;
  const about = `IP Virtual Server version ${versionText(version)} (size=${connectionTableSize})`;
  const lines = [about, ...titles];
  for (const { service, destinations } of services) {
    const name = listedName(service.identity);
    lines.push(
      columns === null
        ? `${name} ${settingWords(service)}`
        : `${name.padEnd(33)}${columns(service, exact)}`,
    );
    for (const destination of destinations) {
      const server = endpoint(destination.address, destination.port).padEnd(28);
      lines.push(`  -> ${server}${row(destination, exact)}`);
    }
  }
  return lines;
}

/** Marks above 2^31 as they are, where ipvsadm prints them below zero and cannot read them again. */
function listedName(identity: IpvsServiceIdentity): string {
  if (identity.kind === "fwmark") {
    return `FWM  ${identity.mark}${identity.family === "ipv6" ? " IPv6" : ""}`;
  }
  const { protocol, address, port } = identity;
  return `${protocol.toUpperCase().padEnd(4)} ${endpoint(address, port)}`;
}

/** "sh (sh-port) persistent 300 mask 255.255.255.0". */
function settingWords(service: ReceivedService): string {
  const flags = schedulerFlagWords(service);
  const words = [service.scheduler];
  if (flags !== null) words.push(`(${flags})`);
  if (hasFlag(service, serviceFlag.persistent)) {
    words.push(`persistent ${service.timeoutSeconds}`);
    const mask = maskWords(service);
    if (mask !== null) words.push(`mask ${mask}`);
    if (service.persistenceEngine !== null) words.push(`pe ${service.persistenceEngine}`);
  }
  if (hasFlag(service, serviceFlag.onePacket)) words.push("ops");
  return words.join(" ");
}

const remote = "  -> RemoteAddress:Port";
const local = "Prot LocalAddress:Port";
const counterTitles = (names: readonly string[]): readonly string[] => [
  `${local.padEnd(33)}${names.map((name) => ` ${name.padStart(8)}`).join("")}`,
  remote,
];
const columnTitles = (...columns: readonly (readonly [string, number])[]): readonly string[] => [
  `${local.padEnd(33)} ${cells(columns)}`,
  remote,
];
const cells = (columns: readonly (readonly [string | number, number])[]): string =>
  columns.map(([text, width]) => String(text).padEnd(width)).join(" ");

const totals = (
  { statistics }: Pick<ReceivedService | ReceivedDestination, "statistics">,
  exact: boolean,
): string => {
  const { connections, packetsIn, packetsOut, bytesIn, bytesOut } = statistics ?? noTraffic;
  const numbers = [connections, packetsIn, packetsOut, bytesIn, bytesOut];
  return numbers.map((number) => counterColumn(number, exact)).join("");
};

const rates = (
  { statistics }: Pick<ReceivedService | ReceivedDestination, "statistics">,
  exact: boolean,
): string => {
  const all = statistics ?? noTraffic;
  const numbers = [
    all.connectionsPerSecond,
    all.packetsInPerSecond,
    all.packetsOutPerSecond,
    all.bytesInPerSecond,
    all.bytesOutPerSecond,
  ];
  return numbers.map((number) => counterColumn(number, exact)).join("");
};

const forms: Readonly<Record<ListForm, Form>> = {
  plain: {
    titles: [`${local} Scheduler Flags`, `${remote}           Forward Weight ActiveConn InActConn`],
    service: null,
    destination: (destination) =>
      ` ${cells([
        [forwardingWords(destination).name, 7],
        [destination.weight, 6],
        [destination.activeConnections, 10],
        [destination.inactiveConnections, 10],
      ])}`,
  },
  stats: {
    titles: counterTitles(["Conns", "InPkts", "OutPkts", "InBytes", "OutBytes"]),
    service: totals,
    destination: totals,
  },
  rate: {
    titles: counterTitles(["CPS", "InPPS", "OutPPS", "InBPS", "OutBPS"]),
    service: rates,
    destination: rates,
  },
  thresholds: {
    titles: columnTitles(
      ["Uthreshold", 10],
      ["Lthreshold", 10],
      ["ActiveConn", 10],
      ["InActConn", 10],
    ),
    service: null,
    destination: (destination) =>
      ` ${cells([
        [destination.upperThreshold, 10],
        [destination.lowerThreshold, 10],
        [destination.activeConnections, 10],
        [destination.inactiveConnections, 10],
      ])}`,
  },
  persistentConn: {
    titles: columnTitles(["Weight", 9], ["PersistConn", 11], ["ActiveConn", 10], ["InActConn", 10]),
    service: null,
    destination: (destination) =>
      ` ${cells([
        [destination.weight, 9],
        [destination.persistentConnections, 11],
        [destination.activeConnections, 10],
        [destination.inactiveConnections, 10],
      ])}`,
  },
  tunInfo: {
    titles: [
      `${local} Scheduler Flags`,
      `${remote}           Forward TunnelInfo    Weight ActiveConn InActConn`,
    ],
    service: null,
    destination: (destination) =>
      ` ${cells([
        [forwardingWords(destination).name, 7],
        [tunnelWords(destination), 13],
        [destination.weight, 6],
        [destination.activeConnections, 10],
        [destination.inactiveConnections, 10],
      ])}`,
  },
};

/** "gue:6080:+c". */
function tunnelWords({ method, tunnel }: ReceivedDestination): string {
  if (method !== forwardingMethod.tunnel) return "n/a";
  return tunnelDetails(tunnel).join(":");
}

function tunnelDetails(tunnel: IpvsTunnel): readonly (string | number)[] {
  const type = tunnelTypeName(tunnel);
  if (type === "ipip") return [type];
  const { brief } = checksumWords(tunnel);
  return type === "gue" ? [type, tunnel.port, brief] : [type, brief];
}
