/** Every `virtual_server_group`: its addresses, ranges and firewall marks. */
import type { Family } from "../../../wire/address.ts";
import { argumentCodes } from "../../diagnostics/codes-arguments.ts";
import { serverGroupCodes } from "../../diagnostics/codes-server-groups.ts";
import type { Block, Span, Statement } from "../../language/tree.ts";
import type { AddressRange, FirewallMark, VirtualServerGroup } from "../../model/load-balancing.ts";
import type { Judgement } from "../judgement.ts";
import { type RangeReading, readRange } from "./address-range.ts";
import { readPort } from "./endpoint.ts";
import { readMark } from "./heading.ts";

/** By name; those that hold nothing are reported and left out. */
export type Groups = ReadonlyMap<string, VirtualServerGroup>;

const skipped = "The line has no effect.";

export function readGroups(blocks: readonly Statement[], judgement: Judgement): Groups {
  const groups = new Map<string, VirtualServerGroup>();
  for (const block of blocks) {
    const group = readGroup(block, judgement);
    if (group === null) continue;
    const first = groups.get(group.name);
    if (first === undefined) groups.set(group.name, group);
    else reportAgain(group, first, judgement);
  }
  return groups;
}

function readGroup({ words, block }: Statement, judgement: Judgement): VirtualServerGroup | null {
  const [keyword, name] = words;
  if (name === undefined) {
    judgement.report(argumentCodes.argumentMissing, keyword.span, {
      message: '"virtual_server_group" lacks its name',
      help: "write virtual_server_group NAME { ... }",
      consequence: "The group is left out.",
    });
    return null;
  }
  const lines = block?.statements ?? [];
  const marks = lines.filter(isMark).map((line) => readMarkLine(line, judgement));
  const addresses = lines
    .filter((line) => !isMark(line))
    .map((line) => readAddressLine(line, judgement));
  const group: VirtualServerGroup = {
    name: name.text,
    place: name.span,
    addresses: addresses.filter((range) => range !== null),
    marks: marks.filter((mark) => mark !== null),
  };
  if (group.addresses.length + group.marks.length > 0) return group;
  judgement.report(serverGroupCodes.groupEmpty, name.span, {
    message: `virtual_server_group "${name.text}" holds nothing to answer for`,
    help: "expected lines of addresses, as in 192.0.2.1 80, or of marks, as in fwmark 1",
    consequence: "The group is left out.",
    echoes: closeOf(block),
  });
  return null;
}

/** Where keepalived has read the whole of a block, and says what is wrong with it. */
export const closeOf = (block: Block | null): readonly Span[] =>
  block === null || block.close === null ? [] : [block.close];

const isMark = ({ words }: Statement): boolean => words[0].text === "fwmark";

/** `fwmark N [inet|inet6]`. */
function readMarkLine({ words }: Statement, judgement: Judgement): FirewallMark | null {
  const [keyword, number, family] = words;
  const mark = readMark(keyword, number, skipped, judgement);
  if (mark === null) return null;
  if (family === undefined || family.text === "inet") {
    return { place: keyword.span, mark, family: "ipv4" };
  }
  if (family.text === "inet6") return { place: keyword.span, mark, family: "ipv6" };
  judgement.report(argumentCodes.notOneOf, family.span, {
    message: `"${family.text}" is no address family`,
    help: "expected inet or inet6",
    consequence: skipped,
  });
  return null;
}

function readAddressLine({ words }: Statement, judgement: Judgement): AddressRange | null {
  const [addresses, portWord] = words;
  const reading = readRange(addresses.text);
  const port = portWord === undefined ? 0 : readPort(portWord, skipped, judgement);
  if (reading.ok) return port === null ? null : { place: addresses.span, port, ...reading.range };
  reportRange(words[0], reading, judgement);
  return null;
}

function reportRange(
  { text, span }: Statement["words"][0],
  { reason }: RangeReading & { ok: false },
  judgement: Judgement,
): void {
  if (reason === null) {
    judgement.report(argumentCodes.notAnAddress, span, {
      message: `"${text}" is not an IP address`,
      help: "expected an address, a range such as 192.0.2.1-20, or fwmark and a number",
      consequence: skipped,
    });
    return;
  }
  judgement.report(serverGroupCodes.badRange, span, {
    message: `"${text}" is no range of addresses: ${reason}`,
    help: "write the lower end first, as in 192.0.2.1-20 or 2001:db8::1-ff",
    consequence: skipped,
  });
}

function reportAgain(
  group: VirtualServerGroup,
  first: VirtualServerGroup,
  judgement: Judgement,
): void {
  judgement.report(serverGroupCodes.groupAgain, group.place, {
    message: `there is a virtual_server_group "${group.name}" already`,
    help: "give it a name of its own, or move its lines to the first one",
    consequence: "Its lines have no effect.",
    related: [{ span: first.place, message: "the first one" }],
  });
}

/** Families that the group's addresses and marks have. */
export const familiesOf = ({ addresses, marks }: VirtualServerGroup): ReadonlySet<Family> =>
  new Set([...addresses, ...marks].map(({ family }) => family));
