/** Changes of a balancing table as the command lines of ipvsadm(8) that would make them. */
import type { Forwarding, Persistence } from "../../../config/model/load-balancing.ts";
import type {
  DestinationIdentity,
  DestinationRow,
  ServiceIdentity,
  ServiceRow,
  TableOperation,
} from "../../../core/balancing/table.ts";
import { familyOf, type IpAddress } from "../../../wire/address.ts";

/** `ipvsadm -a -t 192.0.2.1:80 -r 192.0.2.5:80 -m -w 1`. */
export function ipvsadmCommand(operation: TableOperation): string {
  switch (operation.kind) {
    case "addService":
    case "editService": {
      const verb = operation.kind === "addService" ? "-A" : "-E";
      const { service } = operation;
      return line(verb, serviceWords(service.identity), ...settingWords(service));
    }
    case "removeService":
      return line("-D", serviceWords(operation.identity));
    case "addDestination":
    case "editDestination": {
      const verb = operation.kind === "addDestination" ? "-a" : "-e";
      const { service, destination } = operation;
      return line(verb, serviceWords(service), ...destinationWords(destination));
    }
    case "removeDestination":
      return line("-d", serviceWords(operation.service), serverWords(operation.destination));
  }
}

const line = (...words: readonly string[]): string =>
  ["ipvsadm", ...words].filter((word) => word !== "").join(" ");

const protocolOption = { tcp: "-t", udp: "-u", sctp: "--sctp-service" } as const;

function serviceWords(identity: ServiceIdentity): string {
  if (identity.kind === "fwmark") {
    return `-f ${identity.mark}${identity.family === "ipv6" ? " -6" : ""}`;
  }
  return `${protocolOption[identity.protocol]} ${endpoint(identity.address, identity.port)}`;
}

export const endpoint = (address: IpAddress, port: number): string =>
  familyOf(address) === "ipv6" ? `[${address}]:${port}` : `${address}:${port}`;

function settingWords({ scheduler, persistence, flags }: ServiceRow): readonly string[] {
  const names = (["flag1", "flag2", "flag3"] as const).filter((name) => flags[name]);
  return [
    `-s ${scheduler}`,
    ...(persistence === null ? [] : persistenceWords(persistence)),
    flags.onePacket ? "-o" : "",
    names.length === 0 ? "" : `-b ${names.map((name) => `flag-${name.slice(4)}`).join(",")}`,
  ];
}

const persistenceWords = ({ timeoutSeconds, mask, engine }: Persistence): readonly string[] => [
  `-p ${timeoutSeconds}`,
  mask === null ? "" : `-M ${mask.family === "ipv4" ? mask.netmask : mask.prefixLength}`,
  engine === null ? "" : `--pe ${engine}`,
];

function destinationWords(row: DestinationRow): readonly string[] {
  const { forwarding, weight, upperThreshold, lowerThreshold } = row;
  return [
    serverWords(row),
    forwardingWords(forwarding),
    `-w ${weight}`,
    upperThreshold === 0 ? "" : `-x ${upperThreshold}`,
    lowerThreshold === 0 ? "" : `-y ${lowerThreshold}`,
  ];
}

const serverWords = ({ address, port }: DestinationIdentity): string =>
  `-r ${endpoint(address, port)}`;

function forwardingWords(forwarding: Forwarding): string {
  if (forwarding.method === "nat") return "-m";
  if (forwarding.method === "directRouting") return "-g";
  const { type, port } = forwarding.tunnel;
  return port === null ? `-i --tun-type ${type}` : `-i --tun-type ${type} --tun-port ${port}`;
}
