/**
 * The LAN of `lab.ts` as a cluster: directors a and b, real servers r1, r2 and r3, a client.
 *
 * The client also has 10.78.0.1 to .64, so that it can be many clients. With NAT the servers answer through the
 * director: their route to the client is by `gateway`, which the directors of a pair move.
 */

import { mustRun } from "./command.ts";
import { batch, type Lab, openLab, type Router } from "./lab.ts";
import { setSysctls, startWebServer, type WebServer } from "./web-farm.ts";

/** How the director forwards; tunnels by the kind that IPVS sends them in. */
export type Forwarding = "NAT" | "DR" | "ipip" | "gue" | "gre";
/** What the real servers are set up for; "bare" is nothing. */
export type Preparation = Forwarding | "bare";

export interface DirectorLab {
  readonly lab: Lab;
  readonly directors: readonly Router[];
  readonly servers: readonly WebServer[];
  server(name: string): WebServer;
}

export const virtualAddress = "10.77.0.100";
export const virtualAddress6 = "fd77::100";
export const gateway = "10.77.0.101";
export const gateway6 = "fd77::101";
/** Where tunnels of kind gue arrive. */
export const guePort = 6080;
export const serverNames = ["r1", "r2", "r3"] as const;
const serverCount = serverNames.length;
/** Addresses that the client may speak from. */
export const clientSources = Array.from({ length: 64 }, (_, index) => `10.78.0.${index + 1}`);

/** Builds it, hands it to `use`, and removes every trace of it in any case. */
export async function withDirectorLab<Value>(
  preparation: Preparation,
  directorNames: readonly string[],
  use: (cluster: DirectorLab) => Promise<Value>,
): Promise<Value> {
  const lab = await openLab([...directorNames, ...serverNames]);
  try {
    giveSources(lab);
    const directors = lab.routers.slice(0, -serverCount);
    for (const director of directors) setUpDirector(director);
    const stations = lab.routers.slice(-serverCount);
    for (const station of stations) setUpServer(station, preparation);
    const servers = await Promise.all(stations.map((station) => startWebServer(lab, station)));
    const server = (name: string) => {
      const found = servers.find((each) => each.router.name === name);
      if (found === undefined) throw new Error(`the laboratory has no server "${name}"`);
      return found;
    };
    return await use({ lab, directors, servers, server });
  } finally {
    lab.close();
  }
}

/** Gives a director that has no VRRP what VRRP would give it. */
export function holdAddresses(director: Router): void {
  batch(director.namespace, [
    ...[virtualAddress, gateway].map((address) => `addr replace ${address}/32 dev eth0`),
    ...[virtualAddress6, gateway6].map((address) => `addr replace ${address}/128 dev eth0 nodad`),
  ]);
}

function giveSources(lab: Lab): void {
  const { client } = lab;
  batch(
    client.namespace,
    clientSources.map((address) => `addr add ${address}/32 dev lo`),
  );
  for (const { namespace } of lab.routers) {
    batch(namespace, [`route add 10.78.0.0/24 via ${client.ipv4}`]);
  }
}

function setUpDirector(director: Router): void {
  setSysctls(director, [
    "net.ipv4.ip_forward=1",
    "net.ipv6.conf.all.forwarding=1",
    "net.ipv4.conf.all.send_redirects=0",
    "net.ipv4.conf.eth0.send_redirects=0",
  ]);
}

function setUpServer(server: Router, preparation: Preparation): void {
  if (preparation === "NAT") answerThroughGateway(server);
  else if (preparation !== "bare") holdSilently(server, preparation);
}

/** The way back has to lead through the director that translates. */
function answerThroughGateway(server: Router): void {
  // The client is on the same cable, and the director would say so.
  setSysctls(server, ["net.ipv6.conf.eth0.accept_redirects=0"]);
  batch(server.namespace, [
    `route replace 10.78.0.0/24 via ${gateway}`,
    `route add 10.77.0.9/32 via ${gateway}`,
    `route add fd77::9/128 via ${gateway6}`,
  ]);
}

/** The server has the virtual address, and nobody on the LAN hears of it. */
function holdSilently(server: Router, forwarding: Exclude<Forwarding, "NAT">): void {
  setSysctls(server, [
    "net.ipv4.conf.all.arp_ignore=1",
    "net.ipv4.conf.all.arp_announce=2",
    "net.ipv4.conf.all.rp_filter=0",
  ]);
  if (forwarding !== "DR") openTunnel(server, forwarding);
  batch(server.namespace, [
    `addr add ${virtualAddress}/32 dev lo`,
    `addr add ${virtualAddress6}/128 dev lo nodad`,
  ]);
}

/** The kernel's own device of each kind takes in what comes from anywhere. */
const tunnels = {
  ipip: { modules: ["ipip"], device: "tunl0" },
  gue: { modules: ["ipip", "fou"], device: "tunl0" },
  gre: { modules: ["ip_gre"], device: "gre0" },
} as const;

function openTunnel(server: Router, forwarding: keyof typeof tunnels): void {
  const { modules, device } = tunnels[forwarding];
  mustRun(["modprobe", "-a", ...modules]);
  batch(server.namespace, [`link set ${device} up`]);
  setSysctls(server, [`net.ipv4.conf.${device}.rp_filter=0`]);
  if (forwarding !== "gue") return;
  mustRun(["ip", "-n", server.namespace, "fou", "add", "port", `${guePort}`, "gue"]);
}
