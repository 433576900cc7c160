/** Faults of the LAN: a cable pulled, and directions of it that swallow everything. */
import { mustRun, run } from "./command.ts";
import type { Lab, Router, Station } from "./lab.ts";

/** Pulls the cable: the router loses its carrier. */
export function cutLink(lab: Lab, router: Router): void {
  mustRun(["ip", "-n", lab.lan, "link", "set", router.port, "down"]);
}

/** Plugs the cable in again. */
export function mendLink(lab: Lab, router: Router): void {
  mustRun(["ip", "-n", lab.lan, "link", "set", router.port, "up"]);
}

/** "fromStation": what it sends is lost; "toStation": what is sent to it is lost. */
export type Direction = "fromStation" | "toStation";

const hooks = { fromStation: "ingress", toStation: "egress" } as const;
const table = (port: string, direction: Direction) => `netdev lost_${direction}_${port}`;

/** Swallows all frames of one direction at the bridge's port; the carrier stays. */
export function swallow(lab: Lab, station: Station, direction: Direction): void {
  const name = table(station.port, direction);
  const hook = `hook ${hooks[direction]} device "${station.port}" priority 0; policy drop;`;
  const input = `table ${name} {\n chain lost {\n type filter ${hook}\n }\n}\n`;
  mustRun(["ip", "netns", "exec", lab.lan, "nft", "-f", "-"], { input });
}

/** Ends what `swallow` began. */
export function deliver(lab: Lab, station: Station, direction: Direction): void {
  const name = table(station.port, direction);
  run(["ip", "netns", "exec", lab.lan, "nft", "delete", "table", ...name.split(" ")]);
}
