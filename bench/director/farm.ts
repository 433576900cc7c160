/** Configurations with many virtual and real servers, and where those are. */

export interface Farm {
  readonly virtualServers: number;
  /** In all; they are dealt out evenly, the first ones get what is left over. */
  readonly realServers: number;
  readonly check: string;
  readonly delayLoopSeconds: number;
  weightOf(realServer: number): number;
  /** More statements of `global_defs`. */
  readonly settings?: readonly string[];
}

/** A real server's port: one web server answers for all of their addresses. */
export const realServerPort = 8080;
/** All real servers: to be made local addresses of the machine. */
export const realServerNetwork = "10.0.0.0/8";

export const usualWeight = 10;

export function farmText(farm: Farm): string {
  const settings = ["router_id bench", "checker_log_all_failures false", ...(farm.settings ?? [])];
  const lines = ["global_defs {", ...settings.map((setting) => `    ${setting}`), "}"];
  for (let index = 0; index < farm.virtualServers; index++) {
    lines.push(`virtual_server ${virtualAddress(index)} 80 {`);
    lines.push(`    delay_loop ${farm.delayLoopSeconds}`);
    lines.push("    lb_algo wrr", "    lb_kind NAT", "    protocol TCP");
    const [first, after] = shareOf(farm, index);
    for (let real = first; real < after; real++) {
      lines.push(`    real_server ${realAddress(real)} ${realServerPort} {`);
      lines.push(`        weight ${farm.weightOf(real)}`, `        ${farm.check}`, "    }");
    }
    lines.push("}");
  }
  return `${lines.join("\n")}\n`;
}

/** Numbers of a virtual server's real servers: the first, and the one after the last. */
export function shareOf(farm: Farm, virtualServer: number): readonly [number, number] {
  const each = Math.floor(farm.realServers / farm.virtualServers);
  const rest = farm.realServers % farm.virtualServers;
  const start = (index: number) => each * index + Math.min(index, rest);
  return [start(virtualServer), start(virtualServer + 1)];
}

export const virtualAddress = (index: number): string =>
  `172.16.${Math.floor(index / 250)}.${(index % 250) + 1}`;

export const realAddress = (index: number): string =>
  `10.${Math.floor(index / 62_500)}.${Math.floor(index / 250) % 250}.${(index % 250) + 1}`;
