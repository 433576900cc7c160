/** The file of a node in the soak, and edits of it that an operator might make. */
import { join } from "node:path";
import type { Random } from "../../../src/sim/random.ts";
import { block, configurationText, type Instance } from "../../lab/configuration.ts";
import type { Lab, Router } from "../../lab/lab.ts";
import type { Product } from "../../lab/router.ts";

/** What moves together: the members of a sync group, and an instance on its own. */
export interface Unit {
  readonly name: "group" | "single" | "six";
  readonly instances: readonly string[];
}

export const units: readonly Unit[] = [
  { name: "group", instances: ["VI_1", "VI_2"] },
  { name: "single", instances: ["VI_3"] },
  { name: "six", instances: ["VI_4"] },
];
export const instanceNames = units.flatMap(({ instances }) => instances);

export interface Settings {
  readonly groupPriority: number;
  readonly singlePriority: number;
  readonly sixPriority: number;
  readonly advertIntervalSeconds: number;
  readonly scriptIntervalSeconds: number;
  /** Who has an address that adverts do not name. */
  readonly excludedOwner: "VI_1" | "VI_3" | null;
  readonly hasSecondRoute: boolean;
  /** The script without a weight is the group's, or that of one member. */
  readonly groupTracks: boolean;
  readonly isReversed: boolean;
}

export const addressOf = (instance: string): string =>
  instance === "VI_4" ? "fd77::104" : `10.77.0.10${instance.slice(-1)}`;
export const prefixOf = (address: string): string =>
  `${address}/${address.includes(":") ? 64 : 24}`;
/** An interface that the group follows, with nothing on it. */
export const followedLink = "dum0";
export const excludedAddress = "10.77.0.111";
export const routes = { first: "198.51.100.0/24", second: "198.51.101.0/24" } as const;
export const scriptWeight = -30;
export const longestIntervalSeconds = 0.5;

/** Where a node has its files. */
export type PathOf = (name: string) => string;
export const pathsOf =
  (lab: Lab, router: Router): PathOf =>
  (name) =>
    join(lab.directory, `${router.name}.${name}`);

export function firstSettings(product: Product, priority: number): Settings {
  return {
    groupPriority: priority,
    singlePriority: priority,
    sixPriority: priority,
    advertIntervalSeconds: 0.3,
    // The shortest that keepalived 2.2.7 knows.
    scriptIntervalSeconds: product === "keepalived" ? 1 : 0.3,
    excludedOwner: null,
    hasSecondRoute: false,
    groupTracks: false,
    isReversed: false,
  };
}

/** One edit; addresses in adverts and numbers stay, as all nodes have to share those. */
export function editedSettings(settings: Settings, product: Product, random: Random): Settings {
  const edits: readonly (() => Partial<Settings>)[] = [
    () => ({ groupPriority: random.integer(80, 130) }),
    () => ({ singlePriority: random.integer(80, 130) }),
    () => ({ advertIntervalSeconds: random.pick([0.2, 0.3, longestIntervalSeconds]) }),
    () => (product === "keepalived" ? {} : { scriptIntervalSeconds: random.pick([0.2, 0.3, 0.5]) }),
    () => ({ sixPriority: random.integer(80, 130) }),
    () => ({ excludedOwner: random.pick(["VI_1", "VI_3", null] as const) }),
    () => ({ hasSecondRoute: !settings.hasSecondRoute }),
    () => ({ groupTracks: !settings.groupTracks }),
    () => ({ isReversed: !settings.isReversed }),
  ];
  return { ...settings, ...random.pick(edits)() };
}

export function textOf(settings: Settings, path: PathOf): string {
  const follow = block("track_script", ["chk_alive"]);
  const instances: Instance[] = [
    instanceOf("VI_1", settings, path, [
      ...routeLines(routes.first),
      ...excludedLines("VI_1", settings),
    ]),
    instanceOf("VI_2", settings, path, settings.groupTracks ? [] : follow),
    instanceOf("VI_3", settings, path, [
      ...block("track_script", ["chk_load"]),
      ...block("track_file", ["offset"]),
      ...excludedLines("VI_3", settings),
      ...(settings.hasSecondRoute ? routeLines(routes.second) : []),
    ]),
    instanceOf("VI_4", settings, path, []),
  ];
  const group = block("vrrp_sync_group G1", [
    ...block("group", units[0]?.instances ?? []),
    ...(settings.groupTracks ? follow : []),
    ...block("track_interface", [followedLink]),
    `notify "${path("tell")}"`,
  ]);
  return configurationText("soak", settings.isReversed ? instances.toReversed() : instances, {
    globals: ["script_user root", `vrrp_notify_fifo ${path("fifo")}`],
    before: [
      script("chk_alive", path("alive"), settings),
      script("chk_load", path("load"), settings, [`weight ${scriptWeight}`]),
      block("track_file offset", [`file ${path("offset")}`, "weight 1"]),
    ],
    after: [group],
  });
}

const unitOf = (instance: string) =>
  units.find(({ instances }) => instances.includes(instance))?.name ?? "single";

export function basePriority(unit: Unit["name"], settings: Settings): number {
  const { groupPriority, singlePriority, sixPriority } = settings;
  return { group: groupPriority, single: singlePriority, six: sixPriority }[unit];
}

/** Files that are no configuration, each in its own way. */
export const brokenTexts: readonly ((text: string) => string)[] = [
  (text) => `${text}vrrp_instance {\n`,
  (text) => text.slice(0, Math.floor(text.length / 2)),
  (text) => text.replace("virtual_router_id 52", "virtual_router_id 300"),
  (text) => text.replace("interface eth0", "interface"),
];

function script(name: string, file: string, settings: Settings, more: readonly string[] = []) {
  return block(`vrrp_script ${name}`, [
    `script "/usr/bin/test -e ${file}"`,
    `interval ${settings.scriptIntervalSeconds}`,
    ...more,
  ]);
}

const excludedLines = (name: string, { excludedOwner }: Settings): string[] =>
  excludedOwner === name ? block("virtual_ipaddress_excluded", [prefixOf(excludedAddress)]) : [];

const routeLines = (destination: string): string[] =>
  block("virtual_routes", [`${destination} via 10.77.0.9 dev eth0`]);

function instanceOf(
  name: string,
  settings: Settings,
  path: PathOf,
  more: readonly string[],
): Instance {
  return {
    name,
    version: 3,
    virtualRouterId: 50 + Number(name.slice(-1)),
    priority: basePriority(unitOf(name), settings),
    advertIntervalSeconds: settings.advertIntervalSeconds,
    addresses:
      name === "VI_4" ? ["fe80::104/64", prefixOf(addressOf(name))] : [prefixOf(addressOf(name))],
    extra: [`notify "${path("tell")}"`, ...more],
  };
}
