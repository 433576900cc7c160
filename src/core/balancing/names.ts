/** How real servers are called in logs and named pipes, and remembered (keepalived.md §17.3). */
import type { Destination, VirtualServer } from "../../config/model/load-balancing.ts";

/** `[192.0.2.5]:tcp:80`; a firewall mark has no protocol. */
export function serverName({ service }: VirtualServer, { address, port }: Destination): string {
  const protocol = service.kind === "fwmark" ? "none" : service.protocol;
  return `[${address}]:${protocol}:${port}`;
}

/** Names a real server of a virtual one for the process that comes after this one. */
export const rememberedName = (virtualServer: VirtualServer, server: Destination): string =>
  `${virtualServerKey(virtualServer)} ${server.address} ${server.port}`;

/** What tells virtual servers apart across a reload (keepalived.md §4.5). */
export function virtualServerKey({ service, family }: VirtualServer): string {
  switch (service.kind) {
    case "address":
      return `${service.protocol} ${service.address} ${service.port}`;
    case "fwmark":
      return `fwmark ${family} ${service.mark}`;
    case "group":
      return `group ${service.protocol} ${service.group}`;
  }
}
