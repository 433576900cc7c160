/** What a virtual server answers for, as its servers have to know it. */
import { type Family, familyOf } from "../../../wire/address.ts";
import { loadBalancingCodes } from "../../diagnostics/codes-load-balancing.ts";
import { serverGroupCodes } from "../../diagnostics/codes-server-groups.ts";
import type { Block } from "../../language/tree.ts";
import type {
  Destination,
  TransportProtocol,
  VirtualServerGroup,
  VirtualService,
} from "../../model/load-balancing.ts";
import type { VirtualServerDraft } from "../drafts.ts";
import type { Judgement } from "../judgement.ts";
import { closeOf, familiesOf } from "./groups.ts";
import type { Heading } from "./heading.ts";
import { familyOfMask } from "./persistence.ts";

/** The heading with its group at hand. */
export type Target =
  | Extract<Heading, { kind: "address" | "fwmark" }>
  | { readonly kind: "group"; readonly group: VirtualServerGroup };

/** Nothing but firewall marks: without protocol and address. */
export const isMarkOnly = (target: Target): boolean =>
  target.kind === "fwmark" || (target.kind === "group" && target.group.addresses.length === 0);

/** At least one firewall mark among what it serves. */
export const hasMark = (target: Target): boolean =>
  target.kind === "fwmark" || (target.kind === "group" && target.group.marks.length > 0);

/** It takes connections to every port of an address. */
export function isEveryPort(target: Target): boolean {
  switch (target.kind) {
    case "address":
      return (target.port ?? 0) === 0;
    case "fwmark":
      return false;
    case "group":
      return target.group.addresses.some(({ port }) => port === 0);
  }
}

export function serviceOf(target: Target, protocol: TransportProtocol): VirtualService {
  switch (target.kind) {
    case "address":
      return { kind: "address", protocol, address: target.address, port: target.port ?? 0 };
    case "fwmark":
      return { kind: "fwmark", mark: target.mark };
    case "group":
      return { kind: "group", group: target.group.name, protocol };
  }
}

/** As in logs and named pipes; of a group keepalived prints the port that it has not. */
export function nameOf(service: VirtualService): string {
  switch (service.kind) {
    case "address":
      return `[${service.address}]:${service.protocol}:${service.port}`;
    case "fwmark":
      return `FWM ${service.mark}`;
    case "group":
      return `[${service.group}]:0`;
  }
}

/** Families that a server without a tunnel can be of. */
export function familiesOfTarget(
  target: Target,
  draft: VirtualServerDraft,
  servers: readonly Destination[],
): ReadonlySet<Family> {
  switch (target.kind) {
    case "address":
      return new Set([familyOf(target.address)]);
    case "group":
      return familiesOf(target.group);
    case "fwmark":
      return new Set([familyOfMark(draft, servers)]);
  }
}

/** A mark says nothing itself: its servers do, of tunnels only where there is nothing else. */
function familyOfMark(draft: VirtualServerDraft, servers: readonly Destination[]): Family {
  const said = draft.ip_family?.value;
  if (said !== undefined) return said === "inet6" ? "ipv6" : "ipv4";
  const direct = servers.find(({ forwarding }) => forwarding.method !== "tunnel");
  const deciding = direct ?? servers[0];
  const ofServers = deciding === undefined ? "ipv4" : familyOf(deciding.address);
  return familyOfMask(draft) ?? ofServers;
}

/** `ip_family` cannot change what an address has said. */
export function checkFamily(draft: VirtualServerDraft, target: Target, judgement: Judgement): void {
  const given = draft.ip_family;
  const known = knownFamily(draft, target);
  if (given === undefined || known === null) return;
  if ((given.value === "inet6") === (known === "ipv6")) return;
  judgement.report(loadBalancingCodes.familyConflict, given.valueSpan, {
    message: `"${given.value}" contradicts what this virtual server serves`,
    help: "remove the line",
    consequence: "The line has no effect.",
  });
}

function knownFamily(draft: VirtualServerDraft, target: Target): Family | null {
  if (target.kind === "address") return familyOf(target.address);
  if (target.kind === "fwmark") return familyOfMask(draft);
  const [family, ...others] = familiesOf(target.group);
  return family !== undefined && others.length === 0 ? family : null;
}

/** Whether packets of a service of these families can reach it. */
export const isReachable = (
  { address, forwarding }: Destination,
  families: ReadonlySet<Family>,
): boolean => forwarding.method === "tunnel" || families.has(familyOf(address));

/** `block` is where keepalived has read enough to say so: the server's, or the whole service's. */
export function reportUnreachable(
  { address, place }: Destination,
  target: Target,
  block: Block | null,
  judgement: Judgement,
): void {
  const isGroup = target.kind === "group";
  const code = isGroup ? serverGroupCodes.familyOfGroup : loadBalancingCodes.familyMismatch;
  judgement.report(code, place, {
    message: `"${address}" is of another address family than what it is to serve`,
    help: "write an address of the same family, or forward by TUN",
    consequence: `${judgement.name} therefore runs without it.`,
    echoes: isGroup ? [] : closeOf(block),
  });
}
