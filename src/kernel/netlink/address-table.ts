/** Adds and removes addresses: one datagram for all of a transition (keepalived.md §10.1). */
import type { AddressLine } from "../../config/model/address-line.ts";
import { heldPrefixLength } from "../../core/reconcile/addresses.ts";
import { describeAddressOperation } from "../../core/reconcile/describe.ts";
import type { AddressOperation, AddressTable, KernelError } from "../../ports/network.ts";
import { familyOf } from "../../wire/address.ts";
import {
  type AddressIdentity,
  type AddressMessage,
  addressFlag,
  encodeAddAddress,
  encodeRemoveAddress,
  foreverSeconds,
  keepalivedProtocol,
} from "../../wire/netlink/address-message.ts";
import { failure, type Result, success } from "../../wire/result.ts";
import { errno, errnoName } from "../errno.ts";
import type { NetlinkClient } from "./netlink-client.ts";
import { type NetlinkRequest, refusal } from "./netlink-request.ts";

/** Told of each address that is now there, or gone, by our doing and not by somebody else's. */
export type AppliedListener = (kind: AddressOperation["kind"], address: AddressMessage) => void;

/** NLM_F_REPLACE hears this of an address that the kernel itself keeps, such as a tentative one. */
const alreadyThere = new Set([errnoName(errno.EEXIST)]);
/** An address that was not there, or whose interface is gone and has taken it along. */
const alreadyGone = new Set([
  errnoName(errno.EADDRNOTAVAIL),
  errnoName(errno.ENOENT),
  errnoName(errno.ENODEV),
]);

/**
 * Addresses are added with NLM_F_CREATE | NLM_F_REPLACE. One that is there already, from a DHCP client
 * or a router's advertisement, becomes permanent so that it does not end while we answer for it.
 * `applied` hears of every change at once: the kernel's own notifications come later.
 */
export function createAddressTable(
  client: NetlinkClient,
  applied: AppliedListener = () => {},
): AddressTable {
  return {
    apply: (operations) => apply(client, applied, operations),
  };
}

function apply(
  client: NetlinkClient,
  applied: AppliedListener,
  operations: readonly AddressOperation[],
): readonly Result<null, KernelError>[] {
  const prepared = operations.map(prepare);
  const sent = prepared.flatMap((request) => (request.ok ? [request.value] : []));
  const answers = client.execute(sent).values();
  return operations.map((operation, index) => {
    const request = prepared[index];
    if (request !== undefined && !request.ok) return request;
    const answer = answers.next().value ?? success(null);
    if (answer.ok) applied(operation.kind, messageOf(operation));
    const fine = operation.kind === "add" ? alreadyThere : alreadyGone;
    return answer.ok || fine.has(answer.error.errno) ? success(null) : answer;
  });
}

function prepare(operation: AddressOperation): Result<NetlinkRequest, KernelError> {
  const address = messageOf(operation);
  const encoded =
    operation.kind === "add" ? encodeAddAddress(address, "replace") : encodeRemoveAddress(address);
  const request = {
    operation: `carry out ${describeAddressOperation(operation)}`,
    message: encoded.ok ? encoded.value : new Uint8Array(0),
    context: { capability: "CAP_NET_ADMIN", interfaceName: operation.line.interface },
  };
  if (encoded.ok) return success(request);
  return failure(refusal(request, errno.EINVAL, `it cannot be asked: ${encoded.error.code}`));
}

function messageOf({ interfaceIndex, line }: AddressOperation): AddressMessage {
  const identity: AddressIdentity = {
    interfaceIndex,
    address: line.address,
    peer: line.peer?.address ?? null,
    prefixLength: heldPrefixLength(line),
  };
  const isIpv4 = familyOf(line.address) === "ipv4";
  return {
    ...identity,
    scope: line.scope,
    flags: flagsOf(line),
    label: isIpv4 ? line.label : null,
    broadcast: isIpv4 ? line.broadcast : null,
    lifetimes: lifetimesOf(line, identity.prefixLength),
    protocol: keepalivedProtocol,
  };
}

function flagsOf(line: AddressLine): number {
  const both =
    (line.noPrefixRoute ? addressFlag.noPrefixRoute : 0) |
    (line.autojoin ? addressFlag.autojoin : 0);
  if (familyOf(line.address) === "ipv4") return both;
  return (
    both |
    (line.duplicateAddressDetection ? 0 : addressFlag.noDuplicateDetection) |
    (line.home ? addressFlag.home : 0) |
    (line.managedTemporaryAddress ? addressFlag.managedTemporary : 0)
  );
}

/** Preferred for 0 s, a host address of IPv6 is never chosen as a source (RFC 6724 §5, rule 3). */
function lifetimesOf(line: AddressLine, prefixLength: number): AddressMessage["lifetimes"] {
  const isIpv6Host = familyOf(line.address) === "ipv6" && prefixLength === 128;
  const preferred = line.preferredLifetimeSeconds ?? (isIpv6Host ? 0 : null);
  return preferred === null ? null : { preferred, valid: foreverSeconds };
}
