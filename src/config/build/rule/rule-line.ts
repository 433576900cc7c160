/** One line of `virtual_rules` or `static_rules`, as in ip-rule(8) (keepalived.md §10.5). */
import { type Family, familyOf } from "../../../wire/address.ts";
import { routingCodes } from "../../diagnostics/codes-routing.ts";
import { nearestKeyword } from "../../keywords/table.ts";
import type { Statement } from "../../language/tree.ts";
import type { Rule, RuleAction } from "../../model/rule.ts";
import type { Judgement } from "../judgement.ts";
import { OptionWords } from "../reading/option-words.ts";
import { fixOfSlip } from "../reading/slip.ts";
import type { RoutingContext } from "../route/route-line.ts";
import { emptyRule, optionReaders, type RuleDraft } from "./rule-options.ts";
import type { RulePreferences } from "./rule-preferences.ts";

export interface RuleContext extends RoutingContext {
  readonly preferences: RulePreferences;
}

/** The completed line, or null when it is to be skipped. */
export function readRuleLine(
  statement: Statement,
  context: RuleContext,
  judgement: Judgement,
): Rule | null {
  const words = new OptionWords(statement, context.numberOf);
  const draft = emptyRule();
  readOptions(draft, words, context);
  const rule = words.refused ? null : complete(draft, words, context);
  judgement.adopt(words.line.issues, `${judgement.name} therefore runs without this rule.`);
  return words.refused ? null : rule;
}

function readOptions(draft: RuleDraft, words: OptionWords, context: RuleContext): void {
  for (let option = words.take(); option !== undefined; option = words.take()) {
    const read = Object.hasOwn(optionReaders, option.text) ? optionReaders[option.text] : undefined;
    if (option.text === "track_group" && context.isStatic) {
      draft.trackGroup = words.value(option) ?? null;
    } else if (read !== undefined) {
      read(draft, option, words);
    } else {
      const meant = nearestKeyword("rule line", option.text);
      words.line.refuse(routingCodes.unknownRuleOption, option.span, {
        message: `unknown word "${option.text}" on a rule's line`,
        help: meant === null ? undefined : `did you mean "${meant}"?`,
        fix: fixOfSlip(option, meant, "rule line"),
      });
    }
    // What follows a mistake would only be misread.
    if (words.refused) return;
  }
}

function complete(draft: RuleDraft, words: OptionWords, context: RuleContext): Rule | null {
  const family = familyOfRule(draft, words);
  const action = actionOf(draft, words);
  if (family === null || action === null) return null;
  const { span: place } = words.line.statement.words[0];
  return {
    place,
    family,
    preference: draft.preference ?? assignPreference(words, context.preferences),
    inverted: draft.inverted,
    source: draft.source,
    destination: draft.destination,
    typeOfService: draft.typeOfService,
    mark: draft.mark,
    inputInterface: draft.inputInterface,
    outputInterface: draft.outputInterface,
    tunnelId: draft.tunnelId,
    userIds: draft.userIds,
    transport: draft.transport,
    sourcePorts: draft.sourcePorts,
    destinationPorts: draft.destinationPorts,
    protocol: draft.protocol,
    realms: draft.realms?.value ?? null,
    action,
    tracked: draft.tracked,
    trackGroup: draft.trackGroup?.text ?? null,
  };
}

function assignPreference(words: OptionWords, preferences: RulePreferences): number {
  const preference = preferences.next();
  words.line.remark(routingCodes.preferenceAssigned, words.line.statement.words[0].span, {
    message: "this rule has no preference",
    help: "add preference NUMBER: rules are tried from the smallest on",
    consequence: `It gets preference ${preference}.`,
  });
  return preference;
}

function familyOfRule(draft: RuleDraft, words: OptionWords): Family | null {
  const found = [draft.source, draft.destination].flatMap((prefix) =>
    prefix === null ? [] : familyOf(prefix.address),
  );
  const family = draft.family?.family ?? found[0] ?? draft.everywhere ?? "ipv4";
  const { span } = draft.family?.word ?? words.line.statement.words[0];
  if (found.some((each) => each !== family)) {
    words.line.refuse(routingCodes.mixedFamilies, span, {
      message: "this rule mixes IPv4 and IPv6",
      help: "both its addresses are of one family",
    });
    return null;
  }
  if (draft.realms === null || family === "ipv4") return family;
  words.line.refuse(routingCodes.notForThisRoute, draft.realms.word.span, {
    message: '"realms" is for IPv4 rules only',
  });
  return null;
}

function actionOf(draft: RuleDraft, words: OptionWords): RuleAction | null {
  const { action, preference } = draft;
  const refuse = words.line.refuse.bind(words.line);
  if (action === null) {
    refuse(routingCodes.actionMissing, words.line.statement.words[0].span, {
      message: "this rule says nothing about what to do with a packet",
      help: "add table NUMBER, or blackhole, unreachable, prohibit, goto or nop",
    });
    return null;
  }
  const { value, word } = action;
  if (value.kind === "table") {
    return {
      ...value,
      suppressPrefixLength: draft.suppressPrefixLength?.value ?? null,
      suppressInterfaceGroup: draft.suppressInterfaceGroup?.value ?? null,
    };
  }
  const loose = draft.suppressPrefixLength ?? draft.suppressInterfaceGroup ?? draft.realms;
  if (loose !== null && value.kind !== "l3mdev") {
    refuse(routingCodes.needsTable, loose.word.span, {
      message: `"${loose.word.text}" goes with a table only`,
    });
    return null;
  }
  if (value.kind === "goto" && (preference === null || preference >= value.preference)) {
    refuse(routingCodes.gotoBackwards, word.span, {
      message: `"goto" leads to ${value.preference}, which does not come later than this rule`,
      help: `add preference NUMBER, less than ${value.preference}`,
    });
    return null;
  }
  return value;
}
