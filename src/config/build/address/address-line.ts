/** One line of `virtual_ipaddress` or `virtual_ipaddress_excluded` (keepalived.md §10.1). */
import { familyOf, hostPrefixLength, isLinkLocal, type Prefix } from "../../../wire/address.ts";
import { addressCodes } from "../../diagnostics/codes-addresses.ts";
import { remove } from "../../diagnostics/fixes.ts";
import { nearestKeyword } from "../../keywords/table.ts";
import type { Statement, Word } from "../../language/tree.ts";
import type { AddressLine } from "../../model/address-line.ts";
import type { Judgement } from "../judgement.ts";
import { ArgumentLine } from "../reading/argument-line.ts";
import { fixOfSlip } from "../reading/slip.ts";
import { type AddressDraft, flagOptions, readGroup, valueOptions } from "./address-options.ts";
import { readPrefix } from "./prefix.ts";
import { scopeGlobal, scopeLink } from "./scope.ts";

export interface AddressContext {
  /** Where `dev` is not given. */
  readonly interface: string;
  /** Lines that stand outside instances may name a `track_group`. */
  readonly isStatic: boolean;
}

/** The completed line, or null when it is to be skipped. */
export function readAddressLine(
  statement: Statement,
  context: AddressContext,
  judgement: Judgement,
): AddressLine | null {
  const line = new ArgumentLine(statement);
  const draft = readDraft(statement, line, context.isStatic);
  judgement.adopt(line.issues, `${judgement.name} therefore runs without this address.`);
  return draft === null ? null : complete(draft, statement, context.interface);
}

function readDraft(
  statement: Statement,
  line: ArgumentLine,
  isStatic: boolean,
): AddressDraft | null {
  const prefix = readOwnPrefix(statement.words[0], line);
  if (prefix === null) return null;
  const draft: AddressDraft = {
    prefix,
    interface: null,
    scope: null,
    label: null,
    broadcast: null,
    peer: null,
    preferredLifetimeSeconds: undefined,
    flags: new Set(),
    trackGroup: null,
  };
  const rest = line.words.values();
  for (const word of rest) {
    const readValue =
      isStatic && word.text === "track_group" ? readGroup : own(valueOptions, word.text);
    if (readValue === undefined) {
      // Words that no address has are options of the virtual MAC before them.
      if (!isOption(word) && draft.flags.has("use_vmac")) continue;
      const meant = readFlag(draft, word, line, isStatic);
      if (meant !== null && own(valueOptions, meant) !== undefined) rest.next();
      continue;
    }
    const value = rest.next().value;
    if (value === undefined) return incomplete(word, line);
    if (!readValue(draft, value, line)) return null;
  }
  if (draft.peer !== null) judgePrefix(draft, statement.words[0], line);
  return draft;
}

/** A peer has the prefix of both ends. */
function judgePrefix(draft: AddressDraft, word: Word, line: ArgumentLine): void {
  if (!word.text.includes("/")) return;
  const { address } = draft.prefix;
  line.remark(addressCodes.prefixBesidePeer, word.span, {
    message: `${address} has a prefix length and a peer`,
    help: "write the prefix length behind the peer's address",
    consequence: `The prefix length of ${address} is ignored.`,
  });
  draft.prefix = { address, prefixLength: hostPrefixLength(familyOf(address)) };
}

function readOwnPrefix(word: Word, line: ArgumentLine): Prefix | null {
  const reading = readPrefix(word.text);
  if (reading === null) {
    line.refuse(addressCodes.badAddress, word.span, {
      message: `"${word.text}" is not an IP address`,
      help: "expected an address and optionally a prefix length, as in 192.0.2.1/24",
    });
    return null;
  }
  const { prefix, badLength } = reading;
  if (badLength !== null) {
    line.remark(addressCodes.badPrefixLength, word.span, {
      message: `"${badLength}" is no prefix length`,
      help: `expected a number from 0 to ${prefix.prefixLength}`,
      consequence: `${prefix.address}/${prefix.prefixLength} is used instead.`,
    });
  }
  return prefix;
}

/** Gives the option that an unknown word clearly was meant to be: its value is skipped too. */
function readFlag(
  draft: AddressDraft,
  word: Word,
  line: ArgumentLine,
  isStatic: boolean,
): string | null {
  const isForbidden = isStatic && word.text === "use_vmac";
  const ipv6Only = isForbidden ? undefined : own(flagOptions, word.text);
  if (ipv6Only === undefined) {
    const meant = nearestKeyword("address line", word.text);
    const fix = fixOfSlip(word, meant, "address line");
    const help = readPrefix(word.text) === null ? undefined : "one address stands on a line";
    line.remark(addressCodes.unknownOption, word.span, {
      message: `unknown word "${word.text}" behind ${draft.prefix.address}`,
      help: meant === null ? help : `did you mean "${meant}"?`,
      consequence: "The word is skipped.",
      fix,
    });
    return fix === undefined ? null : meant;
  }
  draft.flags.add(word.text);
  if (ipv6Only && familyOf(draft.prefix.address) === "ipv4") {
    line.remark(addressCodes.ipv6Only, word.span, {
      message: `"${word.text}" has no meaning for the IPv4 address ${draft.prefix.address}`,
      help: "remove it",
      fix: remove([word], `remove "${word.text}"`),
    });
  }
  return null;
}

function incomplete(word: Word, line: ArgumentLine): null {
  line.refuse(addressCodes.optionIncomplete, word.span, {
    message: `"${word.text}" lacks its value`,
  });
  return null;
}

const isOption = ({ text }: Word): boolean => own(flagOptions, text) !== undefined;

const own = <Value>(table: Readonly<Record<string, Value>>, name: string): Value | undefined =>
  Object.hasOwn(table, name) ? table[name] : undefined;

function complete(draft: AddressDraft, statement: Statement, ownInterface: string): AddressLine {
  const { prefix, flags } = draft;
  const isIpv6 = familyOf(prefix.address) === "ipv6";
  const ownScope = isIpv6 && isLinkLocal(prefix.address) ? scopeLink : scopeGlobal;
  // A /128 must not be chosen as a source address unless asked for (keepalived.md §10.1).
  const ownLifetime = isIpv6 && prefix.prefixLength === 128 ? 0 : null;
  const lifetime = draft.preferredLifetimeSeconds;
  return {
    ...prefix,
    place: statement.words[0].span,
    interface: draft.interface?.text ?? ownInterface,
    ...(draft.interface === null ? {} : { interfacePlace: draft.interface.span }),
    scope: draft.scope ?? ownScope,
    label: draft.label,
    broadcast: draft.broadcast,
    peer: draft.peer,
    duplicateAddressDetection: flags.has("-nodad"),
    home: flags.has("home"),
    managedTemporaryAddress: flags.has("mngtmpaddr"),
    noPrefixRoute: flags.has("noprefixroute"),
    autojoin: flags.has("autojoin"),
    tracked: !flags.has("no_track"),
    ...(flags.has("use_vmac") ? { onVirtualMac: true as const } : {}),
    ...(draft.trackGroup === null ? {} : { trackGroup: draft.trackGroup }),
    preferredLifetimeSeconds: lifetime === undefined ? ownLifetime : lifetime,
  };
}
