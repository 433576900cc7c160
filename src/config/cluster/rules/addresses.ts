/** The addresses that move: every router has to hold the same ones when its turn comes. */
import type { IpAddress } from "../../../wire/address.ts";
import { clusterCodes } from "../../diagnostics/codes-cluster.ts";
import type { Related } from "../../diagnostics/diagnostic.ts";
import type { Span } from "../../language/tree.ts";
import type { AddressLine } from "../../model/address-line.ts";
import type { Findings } from "../findings.ts";
import { keywordIn } from "../keyword-places.ts";
import { placeIn } from "../node.ts";
import {
  addressesOf,
  nameOf,
  ownStatement,
  placeOfInstance,
  type Router,
  type VirtualRouter,
} from "../router.ts";
import { listed, mostShown } from "../words.ts";

/** Each router is held against the first one, and what only others have against them. */
export function checkAddresses({ routers }: VirtualRouter, findings: Findings): void {
  for (const [index, router] of routers.entries()) {
    const missing = missingIn(router, routers);
    for (const [owner, lines] of missing) reportMissing(router, owner, lines, findings);
    const [first] = routers;
    if (index === 0) continue;
    reportListing(first, router, findings);
    reportPrefixes(first, router, findings);
    if (missing.size === 0) reportOrder(first, router, findings);
  }
}

/** What the others have and this one has not, by the first of the others that has it. */
function missingIn(
  router: Router,
  routers: readonly Router[],
): ReadonlyMap<Router, readonly AddressLine[]> {
  const known = new Set(addressesOf(router).map(({ address }) => address));
  const missing = new Map<Router, AddressLine[]>();
  for (const other of routers) {
    for (const line of addressesOf(other)) {
      if (known.has(line.address)) continue;
      known.add(line.address);
      missing.set(other, [...(missing.get(other) ?? []), line]);
    }
  }
  return missing;
}

function reportMissing(
  router: Router,
  owner: Router,
  lines: readonly AddressLine[],
  findings: Findings,
): void {
  const list = listed(lines.map(({ address }) => address));
  findings.report(clusterCodes.addressMissing, placeOfBlock(router, "virtual_ipaddress"), {
    message: `${nameOf(router)} lacks ${list}, which ${nameOf(owner)} has`,
    help: `add ${listed(lines.map(asWritten))} here, or remove ${pronoun(lines)} there`,
    consequence: `While ${router.node.name} is master, nobody answers for ${list}.`,
    related: lines.slice(0, mostShown).map((line) => lineOf(owner, line, "only here")),
  });
}

const asWritten = ({ address, prefixLength }: AddressLine): string => `${address}/${prefixLength}`;
const pronoun = ({ length }: readonly unknown[]): string => (length === 1 ? "it" : "them");

/** Advertised by one and left out of the adverts by the other. */
function reportListing(first: Router, router: Router, findings: Findings): void {
  const advertised = byAddress(first.instance.virtualAddresses);
  const excluded = byAddress(first.instance.excludedAddresses);
  const report = (line: AddressLine, other: AddressLine | undefined, isExcluded: boolean): void => {
    if (other === undefined) return;
    const [here, there] = isExcluded
      ? [excludedList, advertisedList]
      : [advertisedList, excludedList];
    findings.report(clusterCodes.addressListsDiffer, placeIn(router.node, line.place), {
      message:
        `${line.address} is in ${here} of ${nameOf(router)}, and in ${there} of ` +
        `${nameOf(first)}`,
      help: `move it to ${there}`,
      consequence: "The backup logs each advert as one with other addresses than its own.",
      related: [lineOf(first, other, `in ${there} here`)],
    });
  };
  for (const line of router.instance.virtualAddresses) {
    if (!advertised.has(line.address)) report(line, excluded.get(line.address), false);
  }
  for (const line of router.instance.excludedAddresses) {
    if (!excluded.has(line.address)) report(line, advertised.get(line.address), true);
  }
}

const advertisedList = "virtual_ipaddress";
const excludedList = "virtual_ipaddress_excluded";

function reportPrefixes(first: Router, router: Router, findings: Findings): void {
  const known = byAddress(addressesOf(first));
  for (const line of addressesOf(router)) {
    const other = known.get(line.address);
    if (other === undefined || other.prefixLength === line.prefixLength) continue;
    findings.report(clusterCodes.prefixesDiffer, placeIn(router.node, line.place), {
      message: `${nameOf(router)} has ${asWritten(line)}, and ${nameOf(first)} ${asWritten(other)}`,
      help: `write ${asWritten(other)}, or change the other`,
      consequence: "Which neighbours are reached directly changes with the master.",
      related: [lineOf(first, other, "the other one")],
    });
  }
}

/** Receivers compare sets, so this harms nobody but who compares the files. */
function reportOrder(first: Router, router: Router, findings: Findings): void {
  const ours = router.instance.virtualAddresses;
  const theirs = first.instance.virtualAddresses;
  if (ours.length !== theirs.length) return;
  const at = ours.findIndex(({ address }, index) => address !== theirs[index]?.address);
  const [line, other] = [ours[at], theirs[at]];
  if (line === undefined || other === undefined) return;
  findings.report(clusterCodes.addressOrderDiffers, placeIn(router.node, line.place), {
    message:
      `the addresses of ${nameOf(router)} are in another order than those of ` + `${nameOf(first)}`,
    help: `here stands ${other.address} in ${first.node.name}`,
    related: [lineOf(first, other, "the first that differs")],
  });
}

const byAddress = (lines: readonly AddressLine[]): ReadonlyMap<IpAddress, AddressLine> =>
  new Map(lines.map((line) => [line.address, line]));

const lineOf = ({ node }: Router, { place }: AddressLine, message: string): Related => ({
  span: placeIn(node, place),
  message,
});

function placeOfBlock(router: Router, keyword: string): Span {
  const block = ownStatement(router, keyword);
  return block === undefined ? placeOfInstance(router) : keywordIn(router.node, block);
}
