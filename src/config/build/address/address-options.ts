/**
 * The options behind the address of an address line, each a small function that fills the draft.
 */
import { familyOf, type IpAddress, type Prefix, parseAddress } from "../../../wire/address.ts";
import type { Code } from "../../diagnostics/code.ts";
import { addressCodes } from "../../diagnostics/codes-addresses.ts";
import type { Word } from "../../language/tree.ts";
import { lifetimeForever } from "../../model/address-line.ts";
import type { ArgumentLine } from "../reading/argument-line.ts";
import { interfaceNameOf } from "../reading/words.ts";
import { broadcastOf } from "./broadcast.ts";
import { readPrefix } from "./prefix.ts";
import { scopeNames, scopeOf } from "./scope.ts";

/** A line while it is read; what stays null takes its default. */
export interface AddressDraft {
  prefix: Prefix;
  interface: Word | null;
  scope: number | null;
  label: string | null;
  broadcast: IpAddress | null;
  peer: Prefix | null;
  preferredLifetimeSeconds: number | null | undefined;
  readonly flags: Set<string>;
  trackGroup: string | null;
}

/** False when keepalived skips the whole line because of it. */
type OptionReader = (draft: AddressDraft, value: Word, line: ArgumentLine) => boolean;

const longestLabel = 15;

/** Options that take a value. */
export const valueOptions: Readonly<Record<string, OptionReader>> = {
  dev: readDevice,
  scope: readScope,
  label: readLabel,
  brd: readBroadcast,
  broadcast: readBroadcast,
  peer: readPeer,
  preferred_lft: readLifetime,
};

/** Options that stand alone; true where only IPv6 has them. */
export const flagOptions: Readonly<Record<string, boolean>> = {
  home: true,
  "-nodad": true,
  mngtmpaddr: true,
  noprefixroute: false,
  autojoin: false,
  no_track: false,
  use_vmac: false,
};

function readDevice(draft: AddressDraft, value: Word, line: ArgumentLine): boolean {
  if (interfaceNameOf(value, line) === undefined) return false;
  draft.interface = value;
  return true;
}

function readScope(draft: AddressDraft, value: Word, line: ArgumentLine): boolean {
  draft.scope = scopeOf(value.text);
  if (draft.scope !== null) return true;
  ignore(line, addressCodes.badScope, value, `"${value.text}" is no scope`, {
    help: `expected ${scopeNames.join(", ")}, or a number from 0 to 255`,
    consequence: `${draft.prefix.address} gets the default scope.`,
  });
  return true;
}

function readLabel(draft: AddressDraft, value: Word, line: ArgumentLine): boolean {
  if (familyOf(draft.prefix.address) === "ipv6") {
    ignore(line, addressCodes.labelIgnored, value, "IPv6 addresses have no labels", {
      consequence: "The label is ignored.",
    });
    return true;
  }
  if (value.text.length <= longestLabel) {
    draft.label = value.text;
    return true;
  }
  const message = `the label "${value.text}" is longer than ${longestLabel} characters`;
  line.refuse(addressCodes.labelTooLong, value.span, { message });
  return false;
}

function readBroadcast(draft: AddressDraft, value: Word, line: ArgumentLine): boolean {
  const { address } = draft.prefix;
  if (familyOf(address) === "ipv6") {
    const message = `${address} is an IPv6 address and has no broadcast address`;
    line.refuse(addressCodes.badBroadcast, value.span, { message });
    return false;
  }
  if (value.text === "+" || value.text === "-") {
    draft.broadcast = broadcastOf(draft.prefix, value.text === "+" ? "set" : "clear");
    if (draft.broadcast !== null) return true;
    const message = `/${draft.prefix.prefixLength} leaves no room for a broadcast address`;
    ignore(line, addressCodes.broadcastImpossible, value, message, {
      help: `give ${address} its prefix length, as in ${address}/24`,
      consequence: `${address} gets no broadcast address.`,
    });
    return true;
  }
  const broadcast = parseAddress(value.text);
  if (broadcast !== null && familyOf(broadcast) === "ipv4") {
    draft.broadcast = broadcast;
    return true;
  }
  line.refuse(addressCodes.badBroadcast, value.span, {
    message: `"${value.text}" is not a broadcast address`,
    help: "expected an IPv4 address, + or -",
  });
  return false;
}

function readPeer(draft: AddressDraft, value: Word, line: ArgumentLine): boolean {
  const peer = readPrefix(value.text);
  const family = familyOf(draft.prefix.address);
  if (peer !== null && peer.badLength === null && familyOf(peer.prefix.address) === family) {
    draft.peer = peer.prefix;
    return true;
  }
  ignore(line, addressCodes.badPeer, value, `"${value.text}" cannot be the peer`, {
    help: `expected an address of the same family as ${draft.prefix.address}`,
    consequence: `${draft.prefix.address} gets no peer.`,
  });
  return true;
}

function readLifetime(draft: AddressDraft, value: Word, line: ArgumentLine): boolean {
  const number = /^\d{1,10}$/.test(value.text) ? Number(value.text) : Number.NaN;
  if (value.text === "forever") draft.preferredLifetimeSeconds = lifetimeForever;
  else if (number < lifetimeForever) draft.preferredLifetimeSeconds = number;
  else {
    ignore(line, addressCodes.badLifetime, value, `"${value.text}" is no lifetime`, {
      help: "expected seconds, 0 or forever",
      consequence: `${draft.prefix.address} gets the default lifetime.`,
    });
  }
  return true;
}

export function readGroup(draft: AddressDraft, value: Word): boolean {
  draft.trackGroup = value.text;
  return true;
}

/** Names the option's mistake; the rest of the line counts. */
function ignore(
  line: ArgumentLine,
  code: Code,
  value: Word,
  message: string,
  details: { help?: string; consequence: string },
): void {
  line.remark(code, value.span, { message, ...details });
}
