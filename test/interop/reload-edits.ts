/** Random configurations of one router, and random edits of them, as operators make them. */
import type { Random } from "../../src/sim/random.ts";
import { block, configurationText, type Instance } from "../lab/configuration.ts";

/** What tells an instance from others across a reload is its number; the name may change. */
export interface RandomRouter {
  readonly name: string;
  readonly virtualRouterId: number;
  readonly version: 2 | 3;
  readonly priority: number;
  readonly advertIntervalSeconds: number;
  /** Last octets. */
  readonly addresses: readonly number[];
  readonly excluded: readonly number[];
  /** Last octets of destinations. */
  readonly routes: readonly number[];
  readonly lines: readonly string[];
}

export interface RandomFile {
  readonly routers: readonly RandomRouter[];
  /** Numbers of the members of each group. */
  readonly groups: readonly (readonly number[])[];
  readonly routerId: number;
}

const numbers = Array.from({ length: 8 }, (_, index) => index + 1);
const octets = Array.from({ length: 40 }, (_, index) => index + 100);
const optionalLines = ["nopreempt", "garp_master_refresh 3600", "skip_check_adv_addr", "accept"];
const tracked = block("track_interface", ["lo weight 5"]);
/** VRRPv2 has no shorter interval, so this one takes seconds to be master: it is never deleted. */
const slow = 9;

export const addressOf = (octet: number): string => `10.77.0.${octet}`;

/** Every other one is alone in its network: the kernel treats those otherwise. */
const lineOf = (octet: number): string => `${addressOf(octet)}/${octet % 2 === 0 ? 24 : 32}`;

export function firstFile(random: Random): RandomFile {
  const file: RandomFile = { routers: [], groups: [], routerId: 1 };
  const grown = [1, 2, 3].reduce((grows) => addRouter(grows, random), file);
  const steady = freshRouter(grown, random, slow);
  if (steady === null) throw new Error("there is room for another router");
  return {
    ...grown,
    routers: [...grown.routers, { ...steady, version: 2, advertIntervalSeconds: 1 }],
  };
}

/** A few edits, of which some may come to nothing. */
export function editedFile(file: RandomFile, random: Random): RandomFile {
  let edited = file;
  for (let count = random.integer(1, 4); count > 0; count--) {
    edited = pick(edits, random)(edited, random);
  }
  return edited;
}

export function textOf({ routers, groups, routerId }: RandomFile): string {
  const nameOf = (number: number): string =>
    routers.find(({ virtualRouterId }) => virtualRouterId === number)?.name ?? "?";
  const after = groups.map((members, index) =>
    block(`vrrp_sync_group G_${index}`, [
      ...block("group", members.map(nameOf)),
      "sync_group_tracking_weight",
    ]),
  );
  const globals = ["vrrp_garp_master_delay 0", "vrrp_garp_master_repeat 1"];
  return configurationText(`fuzz${routerId}`, routers.map(instanceOf), { globals, after });
}

export const destinationOf = (octet: number): string => `198.51.100.${octet}`;

const routeOf = (octet: number): string => `${destinationOf(octet)}/32 via 10.77.0.9 dev eth0`;

function instanceOf({ addresses, excluded, routes, lines, ...router }: RandomRouter): Instance {
  const more =
    excluded.length === 0 ? [] : block("virtual_ipaddress_excluded", excluded.map(lineOf));
  const along = routes.length === 0 ? [] : block("virtual_routes", routes.map(routeOf));
  return { ...router, addresses: addresses.map(lineOf), extra: [...lines, ...more, ...along] };
}

type Edit = (file: RandomFile, random: Random) => RandomFile;

const edits: readonly Edit[] = [
  addRouter,
  deleteRouter,
  changeRouter((router, random) => ({ ...router, name: `VI_${random.integer(100, 999)}` })),
  changeRouter((router, random) => ({ ...router, priority: random.integer(50, 200) })),
  changeRouter((router, random) => ({
    ...router,
    advertIntervalSeconds: router.version === 2 ? 1 : random.integer(1, 3) / 10,
  })),
  changeRouter((router, random) => toggled(router, random)),
  changeRouter((router) => ({ ...router, addresses: router.addresses.toReversed() })),
  addAddress,
  addAddress,
  removeAddress,
  moveAddress,
  moveAddress,
  addRoute,
  changeRouter((router) => ({ ...router, routes: router.routes.slice(1) })),
  moveRoute,
  groupTogether,
  (file) => ({ ...file, groups: file.groups.slice(1) }),
  (file, random) => ({ ...file, routers: shuffled(file.routers, random) }),
  (file, random) => ({ ...file, routerId: random.integer(1, 9) }),
];

function addRouter(file: RandomFile, random: Random): RandomFile {
  const used = new Set(file.routers.map(({ virtualRouterId }) => virtualRouterId));
  const free = numbers.filter((number) => !used.has(number));
  if (free.length === 0) return file;
  const router = freshRouter(file, random, pick(free, random));
  return router === null ? file : { ...file, routers: [...file.routers, router] };
}

function freshRouter(file: RandomFile, random: Random, virtualRouterId: number) {
  const address = freeOctet(file, random);
  if (address === null) return null;
  const router: RandomRouter = {
    name: `VI_${virtualRouterId}`,
    virtualRouterId,
    version: 3,
    priority: 100,
    advertIntervalSeconds: 0.1,
    addresses: [address],
    excluded: [],
    routes: [],
    lines: [],
  };
  return file.routers.some(({ name }) => name === router.name) ? null : router;
}

function deleteRouter(file: RandomFile, random: Random): RandomFile {
  const candidates = file.routers.filter(({ virtualRouterId }) => virtualRouterId !== slow);
  if (candidates.length < 2) return file;
  const { virtualRouterId: gone } = pick(candidates, random);
  return {
    ...file,
    routers: file.routers.filter(({ virtualRouterId }) => virtualRouterId !== gone),
    groups: file.groups.filter((members) => !members.includes(gone)),
  };
}

function changeRouter(change: (router: RandomRouter, random: Random) => RandomRouter): Edit {
  return (file, random) => {
    const chosen = pick(file.routers, random);
    const changed = change(chosen, random);
    const isTaken = file.routers.some((other) => other !== chosen && other.name === changed.name);
    if (isTaken) return file;
    return {
      ...file,
      routers: file.routers.map((router) => (router === chosen ? changed : router)),
    };
  };
}

function toggled(router: RandomRouter, random: Random): RandomRouter {
  const lines = random.fraction() < 0.3 ? tracked : [pick(optionalLines, random)];
  const isThere = lines.every((line) => router.lines.includes(line));
  const rest = router.lines.filter((line) => !lines.includes(line));
  return { ...router, lines: isThere ? rest : [...rest, ...lines] };
}

function addAddress(file: RandomFile, random: Random): RandomFile {
  const octet = freeOctet(file, random);
  if (octet === null) return file;
  return changeRouter((router) =>
    random.fraction() < 0.7
      ? { ...router, addresses: [...router.addresses, octet] }
      : { ...router, excluded: [...router.excluded, octet] },
  )(file, random);
}

function removeAddress(file: RandomFile, random: Random): RandomFile {
  return changeRouter((router) =>
    router.addresses.length > 1
      ? { ...router, addresses: router.addresses.slice(1) }
      : { ...router, excluded: router.excluded.slice(1) },
  )(file, random);
}

function moveAddress(file: RandomFile, random: Random): RandomFile {
  const from = pick(file.routers, random);
  const to = pick(file.routers, random);
  const [octet] = from.addresses;
  if (from === to || octet === undefined || from.addresses.length < 2) return file;
  const routers = file.routers.map((router) => {
    if (router === from) return { ...router, addresses: router.addresses.slice(1) };
    return router === to ? { ...router, addresses: [...router.addresses, octet] } : router;
  });
  return { ...file, routers };
}

function addRoute(file: RandomFile, random: Random): RandomFile {
  const used = new Set(file.routers.flatMap(({ routes }) => routes));
  const free = octets.filter((octet) => !used.has(octet));
  if (free.length === 0) return file;
  const octet = pick(free, random);
  return changeRouter((router) => ({ ...router, routes: [...router.routes, octet] }))(file, random);
}

function moveRoute(file: RandomFile, random: Random): RandomFile {
  const from = pick(file.routers, random);
  const to = pick(file.routers, random);
  const [octet] = from.routes;
  if (from === to || octet === undefined) return file;
  const routers = file.routers.map((router) => {
    if (router === from) return { ...router, routes: router.routes.slice(1) };
    return router === to ? { ...router, routes: [...router.routes, octet] } : router;
  });
  return { ...file, routers };
}

function groupTogether(file: RandomFile, random: Random): RandomFile {
  const grouped = new Set(file.groups.flat());
  const free = shuffled(
    file.routers.map(({ virtualRouterId }) => virtualRouterId).filter((each) => !grouped.has(each)),
    random,
  );
  return free.length < 2 ? file : { ...file, groups: [...file.groups, free.slice(0, 2)] };
}

function freeOctet({ routers }: RandomFile, random: Random): number | null {
  const used = new Set(routers.flatMap(({ addresses, excluded }) => [...addresses, ...excluded]));
  const free = octets.filter((octet) => !used.has(octet));
  return free.length === 0 ? null : pick(free, random);
}

function pick<Item>(items: readonly Item[], random: Random): Item {
  const item = items[random.integer(0, items.length - 1)];
  if (item === undefined) throw new Error("there is nothing to choose from");
  return item;
}

function shuffled<Item>(items: readonly Item[], random: Random): Item[] {
  return items
    .map((item) => ({ item, at: random.bits() }))
    .sort((left, right) => left.at - right.at)
    .map(({ item }) => item);
}
