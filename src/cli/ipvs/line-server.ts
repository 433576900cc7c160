/** The real server of a line. */
import type { Forwarding, Tunnel } from "../../config/model/load-balancing.ts";
import type {
  DestinationIdentity,
  DestinationRow,
  ServiceIdentity,
} from "../../core/balancing/table.ts";
import type { LineOption } from "./line-options.ts";
import type { LineReader } from "./line-reader.ts";

/** A signed number in the kernel. */
const weightLimits = { least: 0, most: 0x7fffffff };
const thresholdLimits = { least: 0, most: 0xffffffff };
const portLimits = { least: 1, most: 0xffff };

export function readServerIdentity(
  line: LineReader,
  service: ServiceIdentity,
): DestinationIdentity {
  if (!line.has("realServer")) line.fail("it names no real server: -r");
  const { address, port } = line.endpoint("realServer");
  return { address, port: port ?? portOf(service) };
}

const portOf = (service: ServiceIdentity): number =>
  service.kind === "address" ? service.port : 0;

export function readServerRow(line: LineReader, service: ServiceIdentity): DestinationRow {
  const { address, port } = readServerIdentity(line, service);
  const forwarding = readForwarding(line);
  // Packets that are not rewritten arrive at the port that the client asked for.
  const ownPort = forwarding.method === "nat" || service.kind === "fwmark";
  const upperThreshold = line.number("upperThreshold", 0, thresholdLimits);
  const lowerThreshold = line.number("lowerThreshold", 0, thresholdLimits);
  if (lowerThreshold > upperThreshold) line.fail("the lower threshold is above the upper one");
  return {
    address,
    port: ownPort ? port : portOf(service),
    forwarding,
    weight: line.number("weight", 1, weightLimits),
    upperThreshold,
    lowerThreshold,
  };
}

const tunnelOptions = [
  "tunnelType",
  "tunnelPort",
  "noChecksum",
  "checksum",
  "remoteChecksum",
] as const satisfies readonly LineOption[];

function readForwarding(line: LineReader): Forwarding {
  const method = line.oneOf(["gatewaying", "ipip", "masquerading"]);
  if (method === "ipip") return { method: "tunnel", tunnel: readTunnel(line) };
  const misplaced = tunnelOptions.find((id) => line.has(id));
  if (misplaced !== undefined) line.fail(`${line.written(misplaced)} goes with -i only`);
  return { method: method === "masquerading" ? "nat" : "directRouting" };
}

function readTunnel(line: LineReader): Tunnel {
  const type = line.text("tunnelType") ?? "ipip";
  const option = line.oneOf(["noChecksum", "checksum", "remoteChecksum"]);
  if (type !== "ipip" && type !== "gue" && type !== "gre") {
    line.fail(`"${type}" is no type of tunnel: ipip, gue or gre`);
    return { type: "ipip", port: null, checksum: "none" };
  }
  const known = checksums[type];
  if (option !== null && !known.includes(option)) {
    line.fail(`a tunnel of type ${type} has no ${line.written(option)}`);
  }
  const hasPort = line.has("tunnelPort");
  if (type === "gue" && !hasPort) line.fail("a tunnel of type gue needs --tun-port");
  if (type !== "gue" && hasPort) line.fail(`a tunnel of type ${type} has no port`);
  const checksum =
    option === "checksum" ? "plain" : option === "remoteChecksum" ? "remote" : "none";
  return { type, port: hasPort ? line.number("tunnelPort", 1, portLimits) : null, checksum };
}

const checksums: Readonly<Record<Tunnel["type"], readonly LineOption[]>> = {
  ipip: [],
  gue: ["noChecksum", "checksum", "remoteChecksum"],
  gre: ["noChecksum", "checksum"],
};
