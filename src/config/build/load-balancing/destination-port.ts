/** Which port packets have when they reach a server. */
import { loadBalancingCodes } from "../../diagnostics/codes-load-balancing.ts";
import type { Forwarding } from "../../model/load-balancing.ts";
import type { Judgement } from "../judgement.ts";
import type { Endpoint } from "./endpoint.ts";
import type { Target } from "./service.ts";

/**
 * Address translation can change the port. Direct routing and tunnels keep that of the service (0
 * is whatever it was), and a port that says something else is reported. A group has no one port: a
 * server goes by the port that is written, and its rows have that of each service.
 */
export function portOfDestination(
  { port: written, portWord, word }: Endpoint,
  forwarding: Forwarding,
  target: Target,
  judgement: Judgement,
): number {
  const servicePort = target.kind === "address" ? (target.port ?? 0) : 0;
  if (written === null || written === 0) return servicePort;
  if (forwarding.method === "nat") return written;
  if (!isPortOf(target, written)) {
    const kept = servicePort === 0 ? "the port that the client asked for" : `port ${servicePort}`;
    judgement.report(loadBalancingCodes.portsDiffer, (portWord ?? word).span, {
      message: `port "${written}" is not the port of the service, and only NAT can change it`,
      help: helpFor(target),
      consequence: `The server gets packets for ${kept}.`,
    });
  }
  return target.kind === "group" ? written : servicePort;
}

function helpFor(target: Target): string {
  if (target.kind === "fwmark") return "remove it, and give its checks a connect_port";
  const isEveryPort = target.kind === "address" && (target.port ?? 0) === 0;
  return isEveryPort
    ? "remove it and give its checks a connect_port, or write a port behind the address of the virtual server"
    : "write the port of the service, or use NAT";
}

function isPortOf(target: Target, port: number): boolean {
  switch (target.kind) {
    case "address":
      return target.port === port;
    case "fwmark":
      return false;
    case "group":
      return target.group.addresses.every((range) => range.port === port);
  }
}
