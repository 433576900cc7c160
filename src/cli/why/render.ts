/** `holdfast why` for people. */
import { plural } from "../../config/diagnostics/checked.ts";
import type {
  Arithmetic,
  ArithmeticPart,
  DecisionStatus,
  HeardStatus,
  InstanceReasons,
} from "../../daemon/status/vrrp-status.ts";
import { momentText, shortSpanText } from "../spans.ts";
import { stateNames, stateStyles } from "../status/instances.ts";
import { paint } from "../table.ts";
import { visibleParts } from "../visible-parts.ts";

export function whyLines(answer: InstanceReasons, colour: boolean): readonly string[] {
  const reasons = visibleParts(answer);
  const { instance, group, decision, next } = reasons;
  const { name, state, sinceMillis, faults, waitsFor, orders } = instance;
  const title = `${name} is ${paint(stateNames[state], stateStyles[state], colour)}`;
  return [
    `${title} since ${momentText(sinceMillis)}`,
    ...(decision === null ? [] : decisionLines(decision)),
    ...instance.warnings.map((text) => `  ${paint(`but ${text}`, "bad", colour)}`),
    "",
    ...branch("Priority", priorityLines(reasons.arithmetic, colour)),
    ...branch("In fault because", faults),
    ...branch("Waits for", waitsFor),
    ...branch("By an operator", orders),
    ...branch("Heard", heardLines(reasons)),
    ...branch("Refused", refusedLines(reasons)),
    ...branch("Sync group", group === null ? [] : groupText(group, name)),
    ...branch("Next", next),
  ];
}

const decisionLines = ({ sentence, section, because }: DecisionStatus): readonly string[] => [
  `  because ${because}`,
  `  by the rule: ${sentence} (${section})`,
];

/** A heading, and its lines as branches of a tree; nothing where there are none. */
function branch(title: string, lines: readonly string[]): readonly string[] {
  if (lines.length === 0) return [];
  return [
    title,
    ...lines.map((text, index) => `${index === lines.length - 1 ? "└─" : "├─"} ${text}`),
  ];
}

function priorityLines(arithmetic: Arithmetic, colour: boolean): readonly string[] {
  const { base, ordered, parts, sum, effective, limit } = arithmetic;
  const amounts = [base, ...parts.map(({ amount }) => amount), sum];
  const width = Math.max(...amounts.map((amount) => signed(amount).length));
  const row = (amount: string, text: string): string => `${amount.padStart(width)}  ${text}`;
  return [
    row(String(base), "priority of the configuration"),
    ...(ordered === null ? [] : [row(String(ordered), "an operator's, in its place")]),
    ...parts.map((part) => partLine(part, row, colour)),
    ...(parts.length === 0 && limit === null ? [] : [row(`= ${sum}`, "")]),
    ...(limit === null ? [] : [row(String(effective), limit)]),
  ].map((line) => line.trimEnd());
}

function partLine(
  { text, amount, effect, weight }: ArithmeticPart,
  row: (amount: string, text: string) => string,
  colour: boolean,
): string {
  switch (effect) {
    case "priority":
      return row(signed(amount), text);
    case "fault":
      return row("!", `${text}: ${paint("FAULT", "bad", colour)}`);
    case "awaited":
      return row("?", text);
    case "none":
      return row("+0", `${text}${weight === 0 ? "" : `, weight ${weight}`}`);
  }
}

const signed = (amount: number): string => (amount < 0 ? String(amount) : `+${amount}`);

function heardLines({ heard, discarded, instance }: InstanceReasons): readonly string[] {
  return [
    ...(heard === null ? [] : [`${heardText(heard)}${follows(heard)}`]),
    ...(discarded === null ? [] : [`${heardText(discarded)}: discarded, of a lower standing`]),
    ...(heard === null && discarded === null ? ["no other router since it began"] : []),
  ];

  function follows({ address }: HeardStatus): string {
    const { master } = instance;
    return master?.address === address && !master.isOwn ? ": the master it follows" : "";
  }
}

/** Since the process began; the latest first, as in what was heard. */
function refusedLines({ instance, atMillis }: InstanceReasons): readonly string[] {
  const { total, causes } = instance.refusedAdverts;
  const named = causes.reduce((sum, { count }) => sum + count, 0);
  const earlier = total - named;
  return [
    ...causes.toReversed().map(({ address, because, priority, count, lastMillis }) => {
      const what = `${plural(count, "advert")} of ${address}`;
      const level = priority === null ? "" : ` with priority ${priority}`;
      const last = `the last ${shortSpanText(1000 * (atMillis - lastMillis))} ago`;
      return `${what}${level}, ${last}: ${because}`;
    }),
    ...(earlier > 0 ? [`${plural(earlier, "advert")} before, or of others`] : []),
  ];
}

const heardText = ({ address, priority, agoMicros }: HeardStatus): string =>
  priority === 0
    ? `${address} gave up ${shortSpanText(agoMicros)} ago`
    : `${address} with priority ${priority}, ${shortSpanText(agoMicros)} ago`;

const groupText = (
  { name, state, members }: NonNullable<InstanceReasons["group"]>,
  own: string,
): readonly string[] => {
  const others = members.filter((member) => member !== own);
  return [`${name} is ${stateNames[state]}, with ${others.join(", ") || "no other member"}`];
};
