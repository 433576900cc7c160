/** Which addresses an advert carries and which move silently with it (keepalived.md §7.6). */
import { type Family, familyOf, isLinkLocal } from "../../../wire/address.ts";
import { addressCodes } from "../../diagnostics/codes-addresses.ts";
import { instanceCodes } from "../../diagnostics/codes-instance.ts";
import { remove } from "../../diagnostics/fixes.ts";
import type { Statement } from "../../language/tree.ts";
import type { AddressLine } from "../../model/address-line.ts";
import { readAddressLine } from "../address/address-line.ts";
import type { InstanceDraft } from "../drafts.ts";
import type { Judgement } from "../judgement.ts";

export interface AddressContext {
  readonly interface: string;
  readonly family: Family;
  readonly version: 2 | 3;
  readonly strict: boolean;
  readonly mtuBytes: number;
}

export interface AddressLists {
  readonly virtualAddresses: readonly AddressLine[];
  readonly excludedAddresses: readonly AddressLine[];
}

const mostAddresses = 255;
const ipv4HeaderBytes = 20;
const ipv6HeaderBytes = 40;
const vrrpHeaderBytes = 8;
/** RFC 3768 §5.3.10. */
const authenticationBytes = 8;

export function virtualAddressesOf(
  draft: InstanceDraft,
  context: AddressContext,
  judgement: Judgement,
): AddressLists {
  const listed = readList(draft.virtual_ipaddress?.value ?? [], context, judgement);
  const excluded = readList(draft.virtual_ipaddress_excluded?.value ?? [], context, judgement);
  const advertised = listed.filter((line) => isOfFamily(line, context, judgement));
  judgeCount(draft, advertised, context, judgement);
  judgeFirst(advertised, judgement);
  const most = addressesThatFit(context);
  const surplus = advertised.slice(most);
  reportSurplus(surplus, most, judgement);
  return {
    virtualAddresses: advertised.slice(0, most),
    excludedAddresses: [...excluded, ...surplus],
  };
}

function readList(
  statements: readonly Statement[],
  context: AddressContext,
  judgement: Judgement,
): readonly AddressLine[] {
  const seen = new Map<string, AddressLine>();
  const lines: AddressLine[] = [];
  for (const statement of statements) {
    const link = { interface: context.interface, isStatic: false };
    const line = readAddressLine(statement, link, judgement);
    if (line === null) continue;
    const first = seen.get(line.address);
    if (first !== undefined) {
      judgement.report(addressCodes.repeatedAddress, line.place, {
        message: `${line.address} stands in this list already`,
        help: "remove it here",
        related: [{ span: first.place, message: "given here first" }],
        fix: remove(statement.words, "remove the line"),
      });
    } else seen.set(line.address, line);
    lines.push(line);
  }
  return lines;
}

function isOfFamily(line: AddressLine, context: AddressContext, judgement: Judgement): boolean {
  if (familyOf(line.address) === context.family) return true;
  judgement.report(addressCodes.familyMismatch, line.place, {
    message: `${line.address} is of another family than the first virtual address`,
    help: "move it to virtual_ipaddress_excluded",
    consequence: `${judgement.name} therefore runs without this address.`,
  });
  return false;
}

/** How many fit one advert of the link's MTU without fragments, 255 at most. */
function addressesThatFit(context: Omit<AddressContext, "interface" | "strict">): number {
  const { family, version, mtuBytes } = context;
  const headers =
    family === "ipv6"
      ? ipv6HeaderBytes + vrrpHeaderBytes
      : ipv4HeaderBytes + vrrpHeaderBytes + (version === 2 ? authenticationBytes : 0);
  const each = family === "ipv6" ? 16 : 4;
  return Math.max(1, Math.min(mostAddresses, Math.floor((mtuBytes - headers) / each)));
}

function reportSurplus(surplus: readonly AddressLine[], most: number, judgement: Judgement): void {
  const [first] = surplus;
  if (first === undefined) return;
  judgement.report(instanceCodes.tooManyAddresses, first.place, {
    message: `an advert of ${judgement.name} has room for ${most} addresses`,
    consequence: `From ${first.address} on they are held but not advertised.`,
  });
}

function judgeCount(
  draft: InstanceDraft,
  advertised: readonly AddressLine[],
  context: AddressContext,
  judgement: Judgement,
): void {
  if (advertised.length > 0) return;
  const meant = draft.no_virtual_ipaddress !== undefined && !context.strict;
  if (meant) return;
  const span = draft.virtual_ipaddress?.span ?? draft.virtual_router_id?.span ?? null;
  if (span === null) return;
  const message = `${judgement.name} has no usable virtual address`;
  const help =
    draft.virtual_ipaddress === undefined
      ? "add virtual_ipaddress { ... }, or no_virtual_ipaddress"
      : "write an address into it, or no_virtual_ipaddress instead of it";
  if (context.version === 3 || context.strict) {
    judgement.disable(instanceCodes.addressesRequired, span, { message, help });
  } else {
    judgement.report(instanceCodes.noAddresses, span, {
      message,
      help,
      consequence: `${judgement.name} therefore moves no advertised address.`,
    });
  }
}

function judgeFirst(advertised: readonly AddressLine[], judgement: Judgement): void {
  const [first] = advertised;
  if (first === undefined || familyOf(first.address) === "ipv4" || isLinkLocal(first.address)) {
    return;
  }
  judgement.report(instanceCodes.firstNotLinkLocal, first.place, {
    message: `the first IPv6 address, ${first.address}, is not link-local`,
    help: "put an address of fe80::/10 first",
  });
}
