/** `lvs_sync_daemon`: which link connections are shared on, and whose state it follows. */
import { type IpAddress, isMulticast, parseAddress } from "../../../wire/address.ts";
import { argumentCodes } from "../../diagnostics/codes-arguments.ts";
import { ipvsCodes } from "../../diagnostics/codes-ipvs.ts";
import { keywordCodes } from "../../diagnostics/codes-keywords.ts";
import { integer } from "../../keywords/arguments.ts";
import { describeArgument } from "../../keywords/describe.ts";
import type { Word } from "../../language/tree.ts";
import type { SyncDaemon } from "../../model/load-balancing.ts";
import type { GlobalDraft, RootDraft } from "../drafts.ts";
import type { Judgement } from "../judgement.ts";

/** IP_VS_SYNC_MCAST defaults of ipvsadm(8). */
const defaultPort = 8848;
const defaultTtl = 1;
const defaultGroup = "224.0.0.81" as IpAddress;
const longestInterfaceName = 15;

const numbers = {
  id: integer(0, 255),
  maxlen: integer(1, 65_507),
  port: integer(1, 65_535),
  ttl: integer(1, 255),
} as const;
type NumberOption = keyof typeof numbers;
const isNumberOption = (name: string): name is NumberOption => Object.hasOwn(numbers, name);

interface Options {
  readonly instance: Word | null;
  readonly values: ReadonlyMap<NumberOption, number>;
  readonly group: IpAddress | null;
}

export function syncDaemonOf(
  global: GlobalDraft,
  root: RootDraft,
  judgement: Judgement,
): SyncDaemon | null {
  const [link, ...rest] = global.lvs_sync_daemon?.value ?? [];
  if (link === undefined || !isInterfaceName(link, judgement)) return null;
  const { instance, values, group } = readOptions(rest, judgement);
  const virtualRouterId = virtualRouterIdOf(instance, root, judgement);
  if (virtualRouterId === null) return null;
  return {
    place: link.span,
    interface: link.text,
    instance: instance?.text ?? null,
    syncId: values.get("id") ?? virtualRouterId,
    longestMessage: values.get("maxlen") ?? null,
    port: values.get("port") ?? defaultPort,
    ttl: values.get("ttl") ?? defaultTtl,
    group: group ?? defaultGroup,
  };
}

function isInterfaceName({ text, span }: Word, judgement: Judgement): boolean {
  if (text.length <= longestInterfaceName && !text.includes("/")) return true;
  judgement.report(argumentCodes.badInterfaceName, span, {
    message: `"${text}" cannot be the name of an interface`,
    help: `at most ${longestInterfaceName} characters, without a slash`,
    consequence: "The daemon therefore runs without lvs_sync_daemon.",
  });
  return false;
}

const optionNames: ReadonlySet<string> = new Set(["inst", "group", ...Object.keys(numbers)]);

/** Behind the interface: `[inst] INSTANCE`, old files' id, then options by name. */
function readOptions(words: readonly Word[], judgement: Judgement): Options {
  const values = new Map<NumberOption, number>();
  let group: IpAddress | null = null;
  const [first] = words;
  let instance = first === undefined || optionNames.has(first.text) ? null : first;
  const rest = words.slice(instance === null ? 0 : 1).values();
  let isOldIdPossible = instance !== null;
  for (const option of rest) {
    const { text } = option;
    if (optionNames.has(text)) {
      const value = rest.next().value;
      if (value === undefined) reportMissing(option, judgement);
      else if (isNumberOption(text)) readNumber(text, value, values, judgement);
      else if (text === "group") group = readGroup(value, judgement);
      else if (instance === null) instance = value;
      else reportSecondInstance(value, instance, judgement);
    } else if (isOldIdPossible) {
      reportUnnamedId(option, judgement);
      readNumber("id", option, values, judgement);
    } else {
      reportUnknown(option, judgement);
    }
    isOldIdPossible = false;
  }
  return { instance, values, group };
}

function readNumber(
  name: NumberOption,
  { text, span }: Word,
  values: Map<NumberOption, number>,
  judgement: Judgement,
): void {
  const { minimum, maximum } = numbers[name];
  const number = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
  if (number >= minimum && number <= maximum) {
    values.set(name, number);
    return;
  }
  const code = Number.isNaN(number) ? argumentCodes.notANumber : argumentCodes.outOfRange;
  judgement.report(code, span, {
    message: `"${text}" is no ${name} of lvs_sync_daemon`,
    help: `expected ${describeArgument(numbers[name])}`,
    consequence: "Its default holds.",
  });
}

function readGroup({ text, span }: Word, judgement: Judgement): IpAddress | null {
  const address = parseAddress(text);
  if (address !== null && isMulticast(address)) return address;
  const code = address === null ? argumentCodes.notAnAddress : argumentCodes.notMulticast;
  judgement.report(code, span, {
    message: `"${text}" is not a multicast address`,
    help: `expected one such as ${defaultGroup}`,
    consequence: `${defaultGroup} is used instead.`,
  });
  return null;
}

/** The id that a daemon has by default: its instance's, else 0. Null where there is no such instance. */
function virtualRouterIdOf(
  instance: Word | null,
  root: RootDraft,
  judgement: Judgement,
): number | null {
  if (instance === null) return 0;
  const block = root.vrrp_instance?.value.find(({ words }) => words[1]?.text === instance.text);
  if (block === undefined) {
    judgement.report(ipvsCodes.syncInstanceUnknown, instance.span, {
      message: `there is no vrrp_instance "${instance.text}"`,
      help: "write the name of one that is defined, or leave it out to run both roles always",
      consequence: "The sync daemon does not run.",
    });
    return null;
  }
  const line = block.block?.statements.findLast(
    ({ words }) => words[0].text === "virtual_router_id",
  );
  const number = Number(line?.words[1]?.text);
  return number >= 0 && number <= 255 ? number : 0;
}

function reportMissing(option: Word, judgement: Judgement): void {
  // keepalived stops reading at an instance without a name, and goes on otherwise.
  const isFatal = option.text === "inst";
  judgement.report(
    isFatal ? argumentCodes.argumentMissing : argumentCodes.valueMissing,
    option.span,
    {
      message: `"${option.text}" lacks its value`,
      help: isNumberOption(option.text)
        ? `expected ${describeArgument(numbers[option.text])}`
        : `expected ${isFatal ? "the name of a vrrp_instance" : "a multicast address"}`,
      consequence: "Its default holds.",
    },
  );
}

function reportSecondInstance(value: Word, instance: Word, judgement: Judgement): void {
  judgement.report(keywordCodes.repeatedAndNamed, value.span, {
    message: `the instance was given before: "${instance.text}"`,
    help: "remove one of them",
    consequence: "The earlier one holds.",
  });
}

function reportUnnamedId({ text, span }: Word, judgement: Judgement): void {
  judgement.report(ipvsCodes.syncIdUnnamed, span, {
    message: `the id "${text}" stands without its name`,
    help: `write id ${text}`,
    consequence: "It is taken for the id.",
    fix: { title: `write "id ${text}"`, edits: [{ span, text: `id ${text}`, replaces: text }] },
  });
}

function reportUnknown({ text, span }: Word, judgement: Judgement): void {
  judgement.report(ipvsCodes.optionUnknown, span, {
    message: `"${text}" is no option of lvs_sync_daemon`,
    help: "expected inst, id, maxlen, port, ttl or group, each with its value",
    consequence: "The word is skipped.",
  });
}
