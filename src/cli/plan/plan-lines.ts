/** `holdfast plan` for people. */
import { plural } from "../../config/diagnostics/checked.ts";
import type { PlannedState } from "../../daemon/plan/process-plan.ts";
import type { Hitless, ReloadPlan } from "../../daemon/plan/reload-plan.ts";
import { changeLine } from "../../daemon/supervisor/reload/change.ts";
import { paint, type Style } from "../table.ts";

/** So many lines of each kind are told one by one; `--json` has all. */
const mostLines = 40;

export function planLines(plan: ReloadPlan, colour: boolean): readonly string[] {
  switch (plan.verdict) {
    case "refused":
      return refusalLines(plan, colour);
    case "nothing":
      return parted([found(plan), ["Nothing to do.", hitlessLine(plan, colour)]]);
    case "changes":
      return parted([...changesOf(plan), [...interruptionLines(plan), hitlessLine(plan, colour)]]);
  }
}

function refusalLines({ report, reasons, file }: ReloadPlan, colour: boolean): readonly string[] {
  const said = report === "" ? reasons : [report, ""];
  const refused = paint("refused", "bad", colour);
  return [...said, `${file} would be ${refused}: the configuration that runs would run on.`];
}

const changesOf = (plan: ReloadPlan): readonly (readonly string[])[] => [
  found(plan),
  section("In the file", plan.changes.map(changeLine)),
  section("States", plan.states.map(stateLine)),
  section(
    "Operations",
    plan.operations.map(({ command }) => command),
  ),
];

const found = ({ findings }: ReloadPlan): readonly string[] => section("Also found", findings);

/** With an empty line between two. */
const parted = (sections: readonly (readonly string[])[]): readonly string[] =>
  sections
    .filter((lines) => lines.length > 0)
    .flatMap((lines, index) => (index === 0 ? lines : ["", ...lines]));

function section(title: string, lines: readonly string[]): readonly string[] {
  if (lines.length === 0) return [];
  const more = lines.length - mostLines;
  return [
    `${title}:`,
    ...lines.slice(0, mostLines).map((line) => `  ${line}`),
    ...(more > 0 ? [`  and ${plural(more, "more line")}`] : []),
  ];
}

function stateLine({ subject, name, from, to, because }: PlannedState): string {
  const reason = because === "" ? "" : `: ${because}`;
  return `${subject} ${name}  ${from ?? "new"} → ${to ?? "gone"}${reason}`;
}

const interruptionLines = ({ interruptions }: ReloadPlan): readonly string[] =>
  section(
    "Would be noticed",
    interruptions.map(({ what, certain, because }) => {
      return `${what} ${certain ? "would go" : "might move"}: ${because}`;
    }),
  );

const styles: Readonly<Record<Hitless, Style>> = { yes: "good", perhaps: "changing", no: "bad" };

const hitlessLine = ({ hitless }: ReloadPlan, colour: boolean): string =>
  `hitless: ${paint(hitless, styles[hitless], colour)}`;
