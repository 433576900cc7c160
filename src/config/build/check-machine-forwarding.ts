/** Settings of this kernel that the ways of forwarding in use need otherwise: each said once. */
import { type Family, familyOf, type IpAddress } from "../../wire/address.ts";
import { diagnose } from "../diagnostics/code.ts";
import { forwardingCodes } from "../diagnostics/codes-forwarding.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Configuration } from "../model/configuration.ts";
import type { Destination, LoadBalancing, VirtualServer } from "../model/load-balancing.ts";
import type { Machine } from "./machine.ts";

/** A virtual server that translates addresses, by the first destination that makes it do so. */
interface Translated {
  readonly server: VirtualServer;
  readonly destination: Destination;
}

const forwardingPaths: Readonly<Record<Family, string>> = {
  ipv4: "net/ipv4/ip_forward",
  ipv6: "net/ipv6/conf/all/forwarding",
};
const controlPortOfFtp = 21;

export function checkForwarding(
  { loadBalancing }: Configuration,
  machine: Machine,
): readonly Diagnostic[] {
  const translated = loadBalancing.virtualServers.flatMap(translatedOf);
  return [
    ...forwardingOff(translated, machine),
    ...redirectsOn(translated, loadBalancing, machine),
    ...trackingOff(translated, machine),
  ];
}

function translatedOf(server: VirtualServer): Translated[] {
  const destination =
    server.realServers.find(isTranslated) ??
    [server.sorryServer].find((sorry) => sorry !== null && isTranslated(sorry));
  return destination == null ? [] : [{ server, destination }];
}

/** sysctl(8) takes slashes too, for names of interfaces with dots. */
const nameOf = (path: string): string => (path.includes(".") ? path : path.replaceAll("/", "."));

const isTranslated = ({ forwarding }: Destination): boolean => forwarding.method === "nat";

const forwardingOff = (translated: readonly Translated[], machine: Machine): Diagnostic[] =>
  (["ipv4", "ipv6"] as const).flatMap((family) => {
    const path = forwardingPaths[family];
    const first = translated.find(({ destination }) => familyOf(destination.address) === family);
    if (first === undefined || machine.setting?.(path) !== "0") return [];
    const name = nameOf(path);
    return diagnose(forwardingCodes.forwardingOff, first.server.place, {
      message: `this machine does not forward packets: ${name} is 0`,
      help: `sysctl -w ${name}=1`,
      consequence: `Answers of the real servers of ${first.server.name} never reach the clients.`,
    });
  });

function redirectsOn(
  translated: readonly Translated[],
  loadBalancing: LoadBalancing,
  machine: Machine,
): Diagnostic[] {
  for (const { server, destination } of translated) {
    const address = addressOf(server, loadBalancing);
    const link = address === null ? null : (machine.linkTowards?.(address) ?? null);
    if (link === null || familyOf(destination.address) !== "ipv4") continue;
    if (machine.linkTowards?.(destination.address) !== link) continue;
    // Either of the two is enough to turn it on (kernel's ip-sysctl).
    const on = ["all", link]
      .map((name) => `net/ipv4/conf/${name}/send_redirects`)
      .filter((path) => machine.setting?.(path) === "1");
    if (on.length === 0) continue;
    return [
      diagnose(forwardingCodes.redirectsOn, destination.place, {
        message: `${destination.address} and clients are both on ${link}, and send_redirects is 1`,
        help: `sysctl -w ${on.map((path) => `${nameOf(path)}=0`).join(" ")}`,
        consequence: "Real servers may answer clients past the director, and connections break.",
      }),
    ];
  }
  return [];
}

function trackingOff(translated: readonly Translated[], machine: Machine): Diagnostic[] {
  const first = translated.find(
    ({ server: { service } }) =>
      service.kind === "address" && service.protocol === "tcp" && service.port === controlPortOfFtp,
  );
  if (first === undefined || machine.setting?.("net/ipv4/vs/conntrack") !== "0") return [];
  return [
    diagnose(forwardingCodes.trackingOff, first.server.place, {
      message: "FTP by NAT needs connection tracking: net.ipv4.vs.conntrack is 0",
      help: "modprobe ip_vs_ftp; sysctl -w net.ipv4.vs.conntrack=1",
      consequence: "Control connections work, and transfers in active mode fail.",
    }),
  ];
}

function addressOf({ service }: VirtualServer, { groups }: LoadBalancing): IpAddress | null {
  if (service.kind === "address") return service.address;
  if (service.kind === "fwmark") return null;
  return groups.find(({ name }) => name === service.group)?.addresses[0]?.first ?? null;
}
