/** `holdfast ipvs save`: the table as `ipvsadm -Sn` prints it, for `restore` and for ipvsadm. */
import type { ReadService } from "../../kernel/ipvs/read-table.ts";
import {
  forwardingMethod,
  type IpvsTunnel,
  type ReceivedDestination,
} from "../../wire/ipvs/destination-message.ts";
import type { IpvsServiceIdentity } from "../../wire/ipvs/service-identity.ts";
import { type ReceivedService, serviceFlag } from "../../wire/ipvs/service-message.ts";
import {
  checksumWords,
  endpoint,
  forwardingWords,
  hasFlag,
  maskWords,
  schedulerFlagWords,
  tunnelTypeName,
} from "./words.ts";

export function savedLines(services: readonly ReadService[]): readonly string[] {
  return services.flatMap(({ service, destinations }) => {
    const name = serviceWords(service.identity);
    const servers = destinations.map((one) => `-a ${name} ${destinationWords(one)}`);
    return [`-A ${name} ${settingWords(service)}`, ...servers];
  });
}

const protocolOption = { tcp: "-t", udp: "-u", sctp: "--sctp-service" } as const;

function serviceWords(identity: IpvsServiceIdentity): string {
  if (identity.kind === "fwmark") {
    return `-f ${identity.mark}${identity.family === "ipv6" ? " -6" : ""}`;
  }
  return `${protocolOption[identity.protocol]} ${endpoint(identity.address, identity.port)}`;
}

function settingWords(service: ReceivedService): string {
  const words = [`-s ${service.scheduler}`];
  if (hasFlag(service, serviceFlag.persistent)) {
    words.push(`-p ${service.timeoutSeconds}`);
    const mask = maskWords(service);
    if (mask !== null) words.push(`-M ${mask}`);
  }
  if (service.persistenceEngine !== null) words.push(`--pe ${service.persistenceEngine}`);
  if (hasFlag(service, serviceFlag.onePacket)) words.push("-o");
  const flags = schedulerFlagWords(service);
  if (flags !== null) words.push(`-b ${flags}`);
  return words.join(" ");
}

function destinationWords(destination: ReceivedDestination): string {
  const { address, port, weight, method, tunnel } = destination;
  const { option } = forwardingWords(destination);
  const words = ["-r", endpoint(address, port), option, "-w", weight];
  if (method === forwardingMethod.tunnel) words.push(tunnelWords(tunnel));
  return `${words.join(" ")}${thresholdWords(destination)}`;
}

function tunnelWords(tunnel: IpvsTunnel): string {
  const type = tunnelTypeName(tunnel);
  const { option } = checksumWords(tunnel);
  if (type === "ipip") return "--tun-type ipip";
  return type === "gue"
    ? `--tun-type gue --tun-port ${tunnel.port} ${option}`
    : `--tun-type gre ${option}`;
}

/** ipvsadm forgets these, and reads them all the same. */
function thresholdWords({ upperThreshold, lowerThreshold }: ReceivedDestination): string {
  const upper = upperThreshold === 0 ? "" : ` -x ${upperThreshold}`;
  return lowerThreshold === 0 ? upper : `${upper} -y ${lowerThreshold}`;
}
