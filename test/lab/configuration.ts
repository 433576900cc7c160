/** Texts of keepalived.conf for the laboratory's routers. */

export interface Instance {
  readonly name: string;
  readonly version: 2 | 3;
  readonly virtualRouterId: number;
  readonly priority: number;
  readonly advertIntervalSeconds: number;
  readonly addresses: readonly string[];
  readonly password?: string;
  readonly state?: "MASTER" | "BACKUP";
  readonly interface?: string;
  readonly unicast?: { readonly source: string; readonly peers: readonly string[] };
  /** More lines of the block, as they are. */
  readonly extra?: readonly string[];
}

/** What a file has beside its instances. */
export interface Surroundings {
  /** More lines of global_defs. */
  readonly globals?: readonly string[];
  /** Blocks that instances refer to (`block`): keepalived wants them before the instances. */
  readonly before?: readonly (readonly string[])[];
  /** Blocks that refer to instances, such as groups. */
  readonly after?: readonly (readonly string[])[];
}

/** A whole keepalived.conf, as an operator would write it. */
export function configurationText(
  routerId: string,
  instances: readonly Instance[],
  { globals = [], before = [], after = [] }: Surroundings = {},
): string {
  const global = block("global_defs", [`router_id ${routerId}`, ...globals]);
  const blocks = [global, ...before, ...instances.map(instanceLines), ...after];
  return `${blocks.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

function instanceLines(instance: Instance): string[] {
  const body = [
    `state ${instance.state ?? "BACKUP"}`,
    `interface ${instance.interface ?? "eth0"}`,
    `virtual_router_id ${instance.virtualRouterId}`,
    `priority ${instance.priority}`,
    `advert_int ${instance.advertIntervalSeconds}`,
    `version ${instance.version}`,
    ...(instance.unicast === undefined ? [] : unicastLines(instance.unicast)),
    ...(instance.extra ?? []),
    ...(instance.password === undefined ? [] : authenticationLines(instance.password)),
    ...block("virtual_ipaddress", instance.addresses),
  ];
  return block(`vrrp_instance ${instance.name}`, body);
}

function unicastLines(unicast: NonNullable<Instance["unicast"]>): string[] {
  return [`unicast_src_ip ${unicast.source}`, ...block("unicast_peer", unicast.peers)];
}

function authenticationLines(password: string): string[] {
  return block("authentication", ["auth_type PASS", `auth_pass ${password}`]);
}

/** A block with its lines indented. */
export function block(head: string, lines: readonly string[]): string[] {
  return [`${head} {`, ...lines.map((line) => `    ${line}`), "}"];
}
