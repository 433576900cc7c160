/** Who holds an address: from the kernels' reports, and as a snapshot by `ip -j addr`. */
import type { Holding } from "./address-watch.ts";
import { mustRun } from "./command.ts";
import type { Lab } from "./lab.ts";
import { waitFor } from "./wait.ts";

/** The names of the routers that have the address at this moment. */
export function holdersOf(lab: Lab, address: string): string[] {
  const holders = lab.routers.filter((router) => router.addresses.has(address));
  return holders.map((router) => router.name);
}

/** Waits until exactly these routers have the address. */
export async function waitForHolders(
  lab: Lab,
  address: string,
  expected: readonly string[],
  limitMillis: number,
): Promise<void> {
  const wanted = [...expected].sort().join(" and ") || "nobody";
  const current = () => holdersOf(lab, address).sort().join(" and ") || "nobody";
  await waitFor(
    `${wanted} to hold ${address}`,
    { limitMillis },
    () => current() === wanted,
    () => `${current()} holds it`,
  );
}

interface LinkReport {
  readonly ifname: string;
  readonly addr_info?: readonly { readonly local?: string }[];
}

/** As `holdersOf`, asked of each kernel anew. */
export function snapshotHoldersOf(lab: Lab, address: string): string[] {
  const holders = lab.routers.filter((router) => {
    const links: LinkReport[] = JSON.parse(
      mustRun(["ip", "-n", router.namespace, "-j", "address", "show"]),
    );
    const addresses = links.flatMap((link) => link.addr_info ?? []);
    return addresses.some((entry) => entry.local === address);
  });
  return holders.map((router) => router.name);
}

/** The longest time two of the holders had the address together, in milliseconds. */
export function longestOverlapMillis(
  holdings: readonly (readonly Holding[])[],
  nowMillis: number,
): number {
  let longest = 0;
  for (const [index, own] of holdings.entries()) {
    for (const others of holdings.slice(index + 1)) {
      for (const left of own) {
        for (const right of others) {
          const from = Math.max(left.fromMillis, right.fromMillis);
          const until = Math.min(left.untilMillis ?? nowMillis, right.untilMillis ?? nowMillis);
          longest = Math.max(longest, until - from);
        }
      }
    }
  }
  return longest;
}
