/** The words of ipvsadm(8) for what IPVS has. */
import type { IpAddress } from "../../wire/address.ts";
import {
  forwardingMethod,
  type IpvsTunnel,
  type ReceivedDestination,
  tunnelFlag,
  tunnelType,
} from "../../wire/ipvs/destination-message.ts";
import { type ReceivedService, serviceFlag } from "../../wire/ipvs/service-message.ts";

export const endpoint = (address: IpAddress, port: number): string =>
  address.includes(":") ? `[${address}]:${port}` : `${address}:${port}`;

export const hasFlag = ({ flags }: ReceivedService, flag: number): boolean => (flags & flag) !== 0;

const schedulerFlags = [
  serviceFlag.scheduler1,
  serviceFlag.scheduler2,
  serviceFlag.scheduler3,
] as const;

/** By scheduler: what its first flags are called. */
export const schedulerFlagNames: Readonly<Record<string, readonly string[]>> = {
  sh: ["sh-fallback", "sh-port"],
  mh: ["mh-fallback", "mh-port"],
};

/** "sh-fallback,sh-port"; null without any. */
export function schedulerFlagWords(service: ReceivedService): string | null {
  const names = Object.hasOwn(schedulerFlagNames, service.scheduler)
    ? schedulerFlagNames[service.scheduler]
    : undefined;
  // A scheduler that has names for its flags has no others.
  const nameOf = (index: number) => (names === undefined ? `flag-${index + 1}` : names[index]);
  const words = schedulerFlags.flatMap((flag, index) =>
    hasFlag(service, flag) ? (nameOf(index) ?? []) : [],
  );
  return words.length === 0 ? null : words.join(",");
}

/** The mask of clients where it is not the whole address; null else. */
export function maskWords({ clientMask }: ReceivedService): string | null {
  if (clientMask.family === "ipv4") {
    return clientMask.netmask === "255.255.255.255" ? null : clientMask.netmask;
  }
  return clientMask.prefixLength === 128 ? null : String(clientMask.prefixLength);
}

export interface ForwardingWords {
  readonly name: string;
  readonly option: string;
}

export function forwardingWords({ method }: ReceivedDestination): ForwardingWords {
  switch (method) {
    case forwardingMethod.nat:
      return { name: "Masq", option: "-m" };
    case forwardingMethod.tunnel:
      return { name: "Tunnel", option: "-i" };
    case forwardingMethod.localNode:
      return { name: "Local", option: "-g" };
    default:
      return { name: "Route", option: "-g" };
  }
}

export function tunnelTypeName({ type }: IpvsTunnel): "ipip" | "gue" | "gre" {
  if (type === tunnelType.gue) return "gue";
  return type === tunnelType.gre ? "gre" : "ipip";
}

/** The option and the short form of how a tunnel has its checksums. */
export function checksumWords({ flags }: IpvsTunnel): {
  readonly option: string;
  readonly brief: string;
} {
  if ((flags & tunnelFlag.remoteChecksum) !== 0) return { option: "--tun-remcsum", brief: "r+c" };
  if ((flags & tunnelFlag.plainChecksum) !== 0) return { option: "--tun-csum", brief: "+c" };
  return { option: "--tun-nocsum", brief: "-c" };
}
