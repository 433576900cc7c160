/**
 * The routes and rules of our protocol as last heard of: as many as are ours, however many there are.
 *
 * The kernel tells IPv4 routes apart by where they lead, beside destination, type of service and
 * metric. For IPv6 each path of a route comes and goes by itself.
 */
import type { IpAddress } from "../../wire/address.ts";
import type { ReceivedHop, ReceivedRoute } from "../../wire/netlink/received-route.ts";
import type { RouteMessage } from "../../wire/netlink/route-message.ts";
import type { RuleMessage } from "../../wire/netlink/rule-message.ts";
import type { InterfaceIndex } from "../../wire/units.ts";
import { routeKey, ruleKey } from "./routing-keys.ts";

interface Entry {
  readonly type: number;
  readonly preferredSource: IpAddress | null;
  readonly hops: readonly ReceivedHop[];
}

export class RoutingPicture {
  readonly #routes = new Map<string, readonly Entry[]>();
  readonly #rules = new Set<string>();

  holdsRoute(route: RouteMessage): boolean {
    return expected(route).every((hops) => this.#leads(route, hops));
  }

  /** The paths that are not there: the kernel adds all of a route or, of IPv6, nothing. */
  missingOf(route: RouteMessage): RouteMessage {
    if (route.family === "ipv4" || route.hops.length < 2) return route;
    const hops = route.hops.filter((hop) => !this.#leads(route, [hop]));
    return hops.length === 0 ? route : { ...route, hops };
  }

  holdsRule(rule: RuleMessage): boolean {
    return this.#rules.has(ruleKey(rule));
  }

  /** Whether some of the routes goes out there. */
  usesInterface(index: InterfaceIndex): boolean {
    return [...this.#routes.values()].some((entries) =>
      entries.some(({ hops }) => hops.some((hop) => hop.interfaceIndex === index)),
    );
  }

  addRoute(route: ReceivedRoute): void {
    const key = routeKey(route);
    const before = this.#routes.get(key) ?? [];
    const fresh = entriesOf(route);
    const others = before.filter((entry) => !fresh.some((each) => sameEntry(each, entry)));
    this.#routes.set(key, [...others, ...fresh]);
  }

  /** False where it was not there. */
  removeRoute(route: ReceivedRoute): boolean {
    const key = routeKey(route);
    const before = this.#routes.get(key) ?? [];
    const gone = entriesOf(route);
    return this.#keep(key, before, (entry) => !gone.some((each) => sameEntry(each, entry)));
  }

  /**
   * Something took the place of one of those with the same destination; how many there were to
   * choose from.
   */
  replaced(route: ReceivedRoute): number {
    const key = routeKey(route);
    const before = this.#routes.get(key) ?? [];
    this.#routes.delete(key);
    return before.length;
  }

  /** The kernel lets go of them with the address, and says nothing (IPv4). */
  forgetPreferredSource(address: IpAddress): boolean {
    let changed = false;
    for (const [key, entries] of [...this.#routes]) {
      if (this.#keep(key, entries, (entry) => entry.preferredSource !== address)) changed = true;
    }
    return changed;
  }

  /** An interface without an IPv4 address has no IPv4 routes, and the kernel says nothing. */
  forgetIpv4(index: InterfaceIndex): boolean {
    let changed = false;
    for (const [key, entries] of [...this.#routes]) {
      if (!key.startsWith("ipv4 ")) continue;
      const stays = ({ hops }: Entry) => !hops.some((hop) => hop.interfaceIndex === index);
      if (this.#keep(key, entries, stays)) changed = true;
    }
    return changed;
  }

  addRule(rule: RuleMessage): void {
    this.#rules.add(ruleKey(rule));
  }

  removeRule(rule: RuleMessage): boolean {
    return this.#rules.delete(ruleKey(rule));
  }

  /** Takes over what was read whole: what is not in it is gone. */
  replace(routes: readonly ReceivedRoute[], rules: readonly RuleMessage[]): void {
    this.#routes.clear();
    this.#rules.clear();
    for (const route of routes) this.addRoute(route);
    for (const rule of rules) this.addRule(rule);
  }

  #leads(route: RouteMessage, hops: readonly ReceivedHop[]): boolean {
    const found = this.#routes.get(routeKey(route)) ?? [];
    return found.some((entry) => entry.type === route.type && leadTo(entry.hops, hops));
  }

  /** True where something went. */
  #keep(key: string, before: readonly Entry[], stays: (entry: Entry) => boolean): boolean {
    const left = before.filter(stays);
    if (left.length === before.length) return false;
    if (left.length === 0) this.#routes.delete(key);
    else this.#routes.set(key, left);
    return true;
  }
}

function entriesOf(route: ReceivedRoute): readonly Entry[] {
  const { type, preferredSource, hops, family } = route;
  if (family === "ipv4" || hops.length < 2) return [{ type, preferredSource, hops }];
  return hops.map((hop) => ({ type, preferredSource, hops: [hop] }));
}

/** The paths of each entry that the route is made of. */
const expected = ({ family, hops }: RouteMessage): readonly (readonly ReceivedHop[])[] =>
  family === "ipv4" || hops.length < 2 ? [hops] : hops.map((hop) => [hop]);

const sameEntry = (left: Entry, right: Entry): boolean =>
  left.type === right.type &&
  left.hops.length === right.hops.length &&
  left.hops.every((hop, index) => {
    const other = right.hops[index];
    return hop.gateway === other?.gateway && hop.interfaceIndex === other?.interfaceIndex;
  });

/** The kernel adds the interface where only a gateway was asked for, and `lo` where nothing was. */
function leadTo(found: readonly ReceivedHop[], wanted: readonly ReceivedHop[]): boolean {
  if (wanted.length === 0) return found.every(({ gateway }) => gateway === null);
  return (
    found.length === wanted.length &&
    wanted.every((hop, index) => {
      const other = found[index];
      return (
        hop.gateway === (other?.gateway ?? null) &&
        (hop.interfaceIndex === null || hop.interfaceIndex === other?.interfaceIndex)
      );
    })
  );
}
