/** What the data plane that is asked for cannot do: it would be refused when the daemon runs. */
import { diagnose } from "../../diagnostics/code.ts";
import { dataplaneCodes } from "../../diagnostics/codes-dataplane.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type {
  Destination,
  LoadBalancing,
  RealServer,
  VirtualServer,
} from "../../model/load-balancing.ts";
import { nftablesSchedulers } from "../../model/nftables-schedulers.ts";

interface Problem {
  readonly message: string;
  readonly help: string;
}

/** Without lvs_dataplane it depends on the kernel, and nothing is said. */
export function beyondDataplane({ dataplane, virtualServers }: LoadBalancing): Diagnostic[] {
  if (dataplane === "nftables") return virtualServers.flatMap(beyondNftables);
  if (dataplane === "ipvs") return virtualServers.flatMap(beyondIpvs);
  return [];
}

function beyondNftables(server: VirtualServer): Diagnostic[] {
  const problem = serviceProblem(server);
  if (problem !== null) {
    const consequence = `Virtual server ${server.name} is not balanced.`;
    return [diagnose(dataplaneCodes.notWithNftables, server.place, { ...problem, consequence })];
  }
  const { realServers, sorryServer } = server;
  return [
    ...realServers.flatMap((real) =>
      beyondDestination(server, real, methodProblem(real) ?? thresholdProblem(real)),
    ),
    ...(sorryServer === null
      ? []
      : beyondDestination(server, sorryServer, methodProblem(sorryServer))),
  ];
}

function serviceProblem({ scheduler, flags, persistence }: VirtualServer): Problem | null {
  if (!(nftablesSchedulers as readonly string[]).includes(scheduler)) {
    return {
      message: `nftables has no scheduler ${scheduler}`,
      help: `write lb_algo with one of ${nftablesSchedulers.join(", ")}, or use lvs_dataplane ipvs`,
    };
  }
  if (flags.onePacket) {
    return {
      message: "nftables does not schedule each packet by itself (ops)",
      help: "leave ops out, or use lvs_dataplane ipvs",
    };
  }
  if (persistence === null || persistence.engine === null) return null;
  return {
    message: `nftables has no persistence engine ${persistence.engine}`,
    help: "leave persistence_engine out, or use lvs_dataplane ipvs",
  };
}

function methodProblem({ forwarding: { method } }: Destination): Problem | null {
  if (method === "nat") return null;
  const words = method === "directRouting" ? "direct routing" : "tunnels";
  return {
    message: `nftables forwards by NAT, not by ${words}`,
    help: "write lb_kind NAT, or use lvs_dataplane ipvs",
  };
}

function thresholdProblem({ upperThreshold, lowerThreshold }: RealServer): Problem | null {
  if (upperThreshold === 0 && lowerThreshold === 0) return null;
  return {
    message: "nftables does not count the connections of a real server (uthreshold, lthreshold)",
    help: "leave the thresholds out, or use lvs_dataplane ipvs",
  };
}

function beyondDestination(
  server: VirtualServer,
  { place }: Destination,
  problem: Problem | null,
): Diagnostic[] {
  if (problem === null) return [];
  const consequence = `Virtual server ${server.name} is balanced without it.`;
  return [diagnose(dataplaneCodes.notWithNftables, place, { ...problem, consequence })];
}

const beyondIpvs = ({ scheduler, place, name }: VirtualServer): Diagnostic[] =>
  scheduler !== "random"
    ? []
    : [
        diagnose(dataplaneCodes.onlyWithNftables, place, {
          message: "IPVS has no scheduler random",
          help: "write lb_algo wrr, or use lvs_dataplane nftables",
          consequence: `Virtual server ${name} is not balanced.`,
        }),
      ];
