/** Configurations of which every change is told. */

export type PathOf = (name: string) => string;

/** `global_defs` with a pipe for events. */
export const globalText = (path: PathOf, lines: readonly string[] = []): string =>
  block("global_defs", ["script_user root", `vrrp_notify_fifo ${path("events")}`, ...lines]);

/** An instance that tells everything, on interface eth0 unless a line says otherwise. */
export function instanceText(
  path: PathOf,
  name: string,
  virtualRouterId: number,
  lines: readonly string[] = [],
): string {
  const interfaceLine = lines.some((line) => line.startsWith("interface "))
    ? []
    : ["interface eth0"];
  return block(`vrrp_instance ${name}`, [
    ...interfaceLine,
    "version 3",
    "state BACKUP",
    `virtual_router_id ${virtualRouterId}`,
    ...(lines.some((line) => line.startsWith("priority ")) ? [] : ["priority 100"]),
    "advert_int 0.2",
    ...scripts(path, name, ["master", "backup", "fault", "stop", "master_rx_lower_pri"]),
    `virtual_ipaddress {\n 10.77.0.${100 + virtualRouterId}/24\n}`,
    ...lines,
  ]);
}

export const groupText = (
  path: PathOf,
  name: string,
  members: readonly string[],
  lines: readonly string[] = [],
): string =>
  block(`vrrp_sync_group ${name}`, [
    block("group", members),
    ...lines,
    ...scripts(path, name, ["master", "backup", "fault", "stop"]),
  ]);

export const block = (heading: string, lines: readonly string[]): string =>
  `${heading} {\n${lines.map((line) => `  ${line}\n`).join("")}}\n`;

/** `notify`, and one script of each kind, each called by its own name. */
const scripts = (path: PathOf, name: string, kinds: readonly string[]): string[] => [
  `notify "${path("tell")} ${name}"`,
  ...kinds.map((kind) => `notify_${kind} "${path("tell")} ${name}-${kind}"`),
];
