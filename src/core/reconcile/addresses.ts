/**
 * Addresses as desired state: what has to be done so that the kernel holds what it should. Claim,
 * release, restore, reload and drift repair are this one function with other lists.
 *
 * Removals come first and in reverse order, because the kernel lets go of all IPv4 secondaries of a
 * network with their primary, the one added first; then what is missing is added in the file's order.
 */
import type { AddressLine } from "../../config/model/address-line.ts";
import { familyOf, hostPrefixLength, type IpAddress, inSameNetwork } from "../../wire/address.ts";
import { keepalivedProtocol } from "../../wire/netlink/address-message.ts";
import type { InterfaceIndex } from "../../wire/units.ts";

export interface DesiredAddress {
  readonly interfaceIndex: InterfaceIndex;
  readonly line: AddressLine;
}

/** The part of the kernel's report that decides (`InterfaceAddress` of the ports has all of it). */
export interface ObservedAddress {
  readonly interfaceIndex: InterfaceIndex;
  readonly address: IpAddress;
  readonly prefixLength: number;
  readonly protocol: number;
}

/** The same as the ports' `AddressOperation`. */
export interface AddressChange extends DesiredAddress {
  readonly kind: "add" | "remove";
}

export interface AddressQuestion {
  /**
   * All that may be there on our behalf. At a reload: the lines of the configuration before, then
   * those of the new one.
   */
  readonly managed: readonly DesiredAddress[];
  /** What is to be there: all lines of a MASTER, none otherwise. */
  readonly desired: readonly DesiredAddress[];
  /** What the kernel has on the interfaces concerned; others' addresses in it are left alone. */
  readonly observed: Iterable<ObservedAddress>;
}

/**
 * The operations that lead from `observed` to `desired`, none when it is so already.
 *
 * An address counts as there whoever added it; what is managed and not desired is removed whoever
 * added it. A line whose label, scope, broadcast, peer or flags differ from the managed one of the
 * same address is removed and added anew, since the kernel does not change those. An address of ours
 * (IFA_PROTO) under another prefix length than the line's was left by an older configuration, and goes
 * where the line is not desired or, for IPv6, in its way.
 */
export function reconcileAddresses(question: AddressQuestion): readonly AddressChange[] {
  const desired = firstOfEach(question.desired);
  const managed = firstOfEach(question.managed);
  const observed = groupByPlace(question.observed);
  const ownPrefixes = new Set(question.managed.map(ownPrefixOf));
  const kept = new Set<string>();
  const removals = new Map<string, AddressChange>();
  for (const [identity, held] of managed) {
    for (const found of observed.get(placeOf(held)) ?? []) {
      const foundIdentity = identityOf(found.address, found);
      const isStray = foundIdentity !== identity;
      if (isStray && (managed.has(foundIdentity) || desired.has(foundIdentity))) continue;
      const isOurs =
        found.protocol === keepalivedProtocol || ownPrefixes.has(ownPrefixOfObserved(found));
      const fate = fateOf(found, isOurs, held, desired.get(identity));
      if (fate === "keep") kept.add(foundIdentity);
      if (fate === "remove") removals.set(foundIdentity, removalOf(found, held));
    }
  }

  const additions: AddressChange[] = [];
  for (const [identity, wanted] of desired) {
    const before = managed.get(identity) ?? wanted;
    const isThere = kept.has(identity) || (!managed.has(identity) && isObserved(wanted, observed));
    if (!isThere || !sameLifetimes(before.line, wanted.line)) {
      additions.push({ kind: "add", interfaceIndex: wanted.interfaceIndex, line: wanted.line });
    }
  }
  return [...[...removals.values()].reverse(), ...additions];
}

/**
 * Removal of every address whatever the kernel was last heard to have: for a stop, and whenever
 * notifications of additions may still be under way. The kernel's "not there" is a success.
 */
export const releaseAddresses = (managed: readonly DesiredAddress[]): readonly AddressChange[] =>
  [...firstOfEach(managed).values()]
    .map(({ interfaceIndex, line }): AddressChange => ({ kind: "remove", interfaceIndex, line }))
    .reverse();

function fateOf(
  found: ObservedAddress,
  isOurs: boolean,
  held: DesiredAddress,
  wanted: DesiredAddress | undefined,
): "keep" | "remove" | "ignore" {
  if (found.prefixLength === heldPrefixLength(held.line)) {
    return wanted !== undefined && sameInKernel(held.line, wanted.line) ? "keep" : "remove";
  }
  if (wanted === undefined) return isOurs ? "remove" : "ignore";
  // Another prefix length stands beside it for IPv4, and in its place for IPv6.
  if (familyOf(found.address) === "ipv4") return "ignore";
  return isOurs && heldPrefixLength(wanted.line) !== found.prefixLength ? "remove" : "keep";
}

/** With the kernel's prefix length, by which it finds the address. */
function removalOf(found: ObservedAddress, held: DesiredAddress): AddressChange {
  const { interfaceIndex, line } = held;
  if (found.prefixLength === heldPrefixLength(line))
    return { kind: "remove", interfaceIndex, line };
  const stray = { ...line, prefixLength: found.prefixLength, peer: null };
  return { kind: "remove", interfaceIndex, line: stray };
}

const isObserved = (
  wanted: DesiredAddress,
  observed: ReadonlyMap<string, readonly ObservedAddress[]>,
): boolean =>
  (observed.get(placeOf(wanted)) ?? []).some(
    (found) => identityOf(found.address, found) === identityOfDesired(wanted),
  );

/** The prefix length that the kernel stores: the peer's where there is one. */
export const heldPrefixLength = (line: AddressLine): number =>
  line.peer?.prefixLength ?? line.prefixLength;

/** What the kernel tells addresses apart by: for IPv6 the prefix length is not part of it. */
const identityOf = (
  address: IpAddress,
  at: { readonly interfaceIndex: InterfaceIndex; readonly prefixLength: number },
): string =>
  familyOf(address) === "ipv6"
    ? `${at.interfaceIndex} ${address}`
    : `${at.interfaceIndex} ${address}/${at.prefixLength}`;

type NetworkPlace = Pick<ObservedAddress, "address" | "prefixLength">;

/**
 * Of IPv4 addresses on one interface: the kernel drops all others of a network with its first one,
 * unless `promote_secondaries` is set.
 */
export const sharesNetwork = (left: NetworkPlace, right: NetworkPlace): boolean =>
  left.prefixLength < hostPrefixLength("ipv4") &&
  left.prefixLength === right.prefixLength &&
  familyOf(left.address) === "ipv4" &&
  familyOf(right.address) === "ipv4" &&
  inSameNetwork(left.address, right.address, left.prefixLength);

const identityOfDesired = ({ interfaceIndex, line }: DesiredAddress): string =>
  identityOf(line.address, { interfaceIndex, prefixLength: heldPrefixLength(line) });

/** Address and prefix length: for IPv6 several lines can share an identity (a reload's old and new). */
const ownPrefixOf = ({ interfaceIndex, line }: DesiredAddress): string =>
  `${interfaceIndex} ${line.address}/${heldPrefixLength(line)}`;

const ownPrefixOfObserved = ({ interfaceIndex, address, prefixLength }: ObservedAddress): string =>
  `${interfaceIndex} ${address}/${prefixLength}`;

const placeOf = ({ interfaceIndex, line }: DesiredAddress): string =>
  `${interfaceIndex} ${line.address}`;

function firstOfEach(list: readonly DesiredAddress[]): Map<string, DesiredAddress> {
  const byIdentity = new Map<string, DesiredAddress>();
  for (const desired of list) {
    const identity = identityOfDesired(desired);
    if (!byIdentity.has(identity)) byIdentity.set(identity, desired);
  }
  return byIdentity;
}

function groupByPlace(observed: Iterable<ObservedAddress>): Map<string, ObservedAddress[]> {
  const byPlace = new Map<string, ObservedAddress[]>();
  for (const found of observed) {
    const place = `${found.interfaceIndex} ${found.address}`;
    const group = byPlace.get(place);
    if (group === undefined) byPlace.set(place, [found]);
    else group.push(found);
  }
  return byPlace;
}

const sameInKernel = (left: AddressLine, right: AddressLine): boolean =>
  left === right ||
  (heldPrefixLength(left) === heldPrefixLength(right) &&
    left.scope === right.scope &&
    left.label === right.label &&
    left.broadcast === right.broadcast &&
    left.peer?.address === right.peer?.address &&
    left.home === right.home &&
    left.managedTemporaryAddress === right.managedTemporaryAddress &&
    left.noPrefixRoute === right.noPrefixRoute &&
    left.autojoin === right.autojoin);

/** Adding again changes lifetimes in place: no removal is needed. */
const sameLifetimes = (left: AddressLine, right: AddressLine): boolean =>
  left.preferredLifetimeSeconds === right.preferredLifetimeSeconds;
