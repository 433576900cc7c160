/** The options of a rule's line, each a small function that fills the draft. */
import type { Family, Prefix } from "../../../wire/address.ts";
import { routingCodes } from "../../diagnostics/codes-routing.ts";
import { ruleLineKeywords } from "../../keywords/rule-line.ts";
import type { Word } from "../../language/tree.ts";
import type { Realms } from "../../model/route.ts";
import type { NumberRange, Rule, RuleAction, RuleInterface } from "../../model/rule.ts";
import type { OptionWords } from "../reading/option-words.ts";
import { unsigned64Of } from "../reading/unsigned64.ts";
import { readRealms } from "../route/realms.ts";
import { keepalivedProtocol, unsignedOf } from "../routing-names.ts";

interface Placed<Value> {
  readonly value: Value;
  readonly word: Word;
}

/** A line while it is read; what stays null takes its default. */
export interface RuleDraft {
  family: { readonly family: Family; readonly word: Word } | null;
  /** Of `from ::/0` and the like, which match everything of one family. */
  everywhere: Family | null;
  preference: number | null;
  inverted: boolean;
  source: Prefix | null;
  destination: Prefix | null;
  typeOfService: number;
  mark: Rule["mark"];
  inputInterface: RuleInterface | null;
  outputInterface: RuleInterface | null;
  tunnelId: string | null;
  userIds: NumberRange | null;
  transport: number | null;
  sourcePorts: NumberRange | null;
  destinationPorts: NumberRange | null;
  protocol: number;
  realms: Placed<Realms> | null;
  suppressPrefixLength: Placed<number> | null;
  suppressInterfaceGroup: Placed<number> | null;
  action: Placed<RuleAction> | null;
  tracked: boolean;
  trackGroup: Word | null;
}

export const emptyRule = (): RuleDraft => ({
  family: null,
  everywhere: null,
  preference: null,
  inverted: false,
  source: null,
  destination: null,
  typeOfService: 0,
  mark: null,
  inputInterface: null,
  outputInterface: null,
  tunnelId: null,
  userIds: null,
  transport: null,
  sourcePorts: null,
  destinationPorts: null,
  protocol: keepalivedProtocol,
  realms: null,
  suppressPrefixLength: null,
  suppressInterfaceGroup: null,
  action: null,
  tracked: true,
  trackGroup: null,
});

type Reader = (draft: RuleDraft, option: Word, words: OptionWords) => void;

const family =
  (named: Family): Reader =>
  (draft, word) => {
    draft.family = { family: named, word };
  };

const readPreference: Reader = (draft, option, words) => {
  draft.preference = words.integer(option, ruleLineKeywords.preference.argument) ?? null;
};
const readService: Reader = (draft, option, words) => {
  draft.typeOfService = words.named(option, "serviceField") ?? 0;
};
const readInput: Reader = (draft, option, words) => {
  draft.inputInterface = interfaceOf(option, words);
};
const readPrefixLimit: Reader = (draft, option, words) => {
  const value = words.integer(option, ruleLineKeywords.suppress_prefixlength.argument);
  if (value !== undefined) draft.suppressPrefixLength = { value, word: option };
};
const readGroupLimit: Reader = (draft, option, words) => {
  const value = words.named(option, "interfaceGroup");
  if (value !== undefined) draft.suppressInterfaceGroup = { value, word: option };
};

export const optionReaders: Readonly<Record<string, Reader | undefined>> = {
  inet: family("ipv4"),
  inet6: family("ipv6"),
  not: (draft) => {
    draft.inverted = true;
  },
  from: (draft, option, words) => {
    draft.source = readSelector(draft, option, words);
  },
  to: (draft, option, words) => {
    draft.destination = readSelector(draft, option, words);
  },
  preference: readPreference,
  order: readPreference,
  priority: readPreference,
  tos: readService,
  dsfield: readService,
  fwmark: readMark,
  realms: (draft, option, words) => {
    const value = readRealms(option, words);
    if (value !== undefined) draft.realms = { value, word: option };
  },
  iif: readInput,
  dev: readInput,
  oif: (draft, option, words) => {
    draft.outputInterface = interfaceOf(option, words);
  },
  suppress_prefixlength: readPrefixLimit,
  sup_pl: readPrefixLimit,
  suppress_ifgroup: readGroupLimit,
  sup_group: readGroupLimit,
  "tunnel-id": (draft, option, words) => {
    draft.tunnelId = unsigned64Of(option, words) ?? null;
  },
  uidrange: (draft, option, words) => {
    draft.userIds = readRange(option, words, 0xffff_ffff);
  },
  protocol: (draft, option, words) => {
    draft.protocol = words.named(option, "protocol") ?? keepalivedProtocol;
  },
  ipproto: (draft, option, words) => {
    draft.transport = words.named(option, "transport") ?? null;
  },
  sport: (draft, option, words) => {
    draft.sourcePorts = readRange(option, words, 65535);
  },
  dport: (draft, option, words) => {
    draft.destinationPorts = readRange(option, words, 65535);
  },
  table: readTable,
  lookup: readTable,
  l3mdev: (draft, option, words) => act(draft, { kind: "l3mdev" }, option, words),
  goto: (draft, option, words) => {
    const preference = words.integer(option, ruleLineKeywords.goto.argument);
    if (preference !== undefined) act(draft, { kind: "goto", preference }, option, words);
  },
  nop: readPlainAction,
  blackhole: readPlainAction,
  unreachable: readPlainAction,
  prohibit: readPlainAction,
  type: readType,
  no_track: (draft) => {
    draft.tracked = false;
  },
};

const everything: ReadonlySet<string> = new Set(["any", "all", "default"]);

/** Null matches everything: `any`, or a prefix of no bits. */
function readSelector(draft: RuleDraft, option: Word, words: OptionWords): Prefix | null {
  const word = words.value(option);
  if (word === undefined || everything.has(word.text)) return null;
  const prefix = words.prefix(word) ?? null;
  if (prefix?.prefixLength !== 0) return prefix;
  draft.everywhere = prefix.address.includes(":") ? "ipv6" : "ipv4";
  return null;
}

function interfaceOf(option: Word, words: OptionWords): RuleInterface | null {
  const word = words.interface(option);
  return word === undefined ? null : { name: word.text, place: word.span };
}

/** `MARK[/MASK]`, hexadecimal behind 0x; without a mask all bits count. */
function readMark(draft: RuleDraft, option: Word, words: OptionWords): void {
  const word = words.value(option);
  if (word === undefined) return;
  const [mark = "", mask] = word.text.split("/");
  const value = unsignedOf(mark) ?? Number.NaN;
  const bits = mask === undefined ? 0xffff_ffff : (unsignedOf(mask) ?? Number.NaN);
  if (value <= 0xffff_ffff && bits <= 0xffff_ffff) draft.mark = { value, mask: bits };
  else
    words.refuse(word, `"${word.text}" is no mark`, "expected MARK or MARK/MASK, as in 0x1/0xff");
}

function readRange(option: Word, words: OptionWords, maximum: number): NumberRange | null {
  const word = words.value(option);
  if (word === undefined) return null;
  const match = /^(\d{1,10})-(\d{1,10})$/.exec(word.text);
  const range = { first: Number(match?.[1]), last: Number(match?.[2]) };
  if (range.first <= range.last && range.last <= maximum) return range;
  const help = `expected FIRST-LAST, from 0 to ${maximum}; write one number twice, as in 80-80`;
  words.refuse(word, `"${word.text}" is no range`, help);
  return null;
}

function readTable(draft: RuleDraft, option: Word, words: OptionWords): void {
  const word = words.peek() ?? option;
  const table = words.named(option, "table");
  if (table === undefined) return;
  if (table === 0 && /^\d+$/.test(word.text)) {
    words.refuse(word, "a rule cannot look into table 0", "write the table of your routes");
    return;
  }
  const none = { suppressPrefixLength: null, suppressInterfaceGroup: null };
  act(draft, { kind: "table", table, ...none }, option, words);
}

type PlainAction = "nop" | "blackhole" | "unreachable" | "prohibit";

const isPlainAction = (text: string): text is PlainAction =>
  ruleLineKeywords.type.argument.values.some((value) => value === text);

function readPlainAction(draft: RuleDraft, option: Word, words: OptionWords): void {
  if (isPlainAction(option.text)) act(draft, { kind: option.text }, option, words);
}

function readType(draft: RuleDraft, option: Word, words: OptionWords): void {
  const word = words.value(option);
  if (word === undefined) return;
  if (isPlainAction(word.text)) act(draft, { kind: word.text }, option, words);
  else words.refuse(word, `"${word.text}" is no action of a rule`);
}

function act(draft: RuleDraft, value: RuleAction, word: Word, words: OptionWords): void {
  if (draft.action === null) {
    draft.action = { value, word };
    return;
  }
  words.line.refuse(routingCodes.twoActions, word.span, {
    message: `this rule has "${draft.action.word.text}" and "${word.text}"`,
    help: "write two rules",
  });
}
