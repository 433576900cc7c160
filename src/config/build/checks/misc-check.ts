/** `MISC_CHECK`: a program, and as whom it runs. */
import { seconds } from "../../../wire/units.ts";
import { checkerCodes } from "../../diagnostics/codes-checkers.ts";
import type { Statement } from "../../language/tree.ts";
import type { MiscCheck } from "../../model/checker.ts";
import type { ScriptCommand } from "../../model/script-command.ts";
import type { Judgement } from "../judgement.ts";
import { runningAs } from "../reading/command.ts";
import type { Entry, IdentityValue } from "../reading/values.ts";
import { endOf } from "../tracking/definition.ts";
import type { CheckerContext } from "./checker-context.ts";
import { beginning, readCheck, subjectOf } from "./read-check.ts";
import { scheduleOf, type UsualSchedule } from "./schedule.ts";

const usual: UsualSchedule = { retry: 0, delayBeforeRetryMicros: seconds(1) };

export function miscCheckOf(
  statement: Statement,
  context: CheckerContext,
  judgement: Judgement,
): MiscCheck | null {
  const section = "virtual_server/real_server/MISC_CHECK";
  const { draft, refused } = readCheck(section, statement, usual, context, judgement);
  if (draft.misc_path === undefined) {
    if (!refused.has("misc_path")) reportMissing(statement, context, judgement);
    return null;
  }
  const schedule = scheduleOf(draft, usual, context);
  const timeoutSeconds = draft.misc_timeout?.value ?? 0;
  return {
    kind: "misc",
    end: endOf(statement),
    ...schedule,
    command: commandOf(draft.misc_path.value, draft.user),
    timeoutMicros: timeoutSeconds === 0 ? schedule.delayLoopMicros : seconds(timeoutSeconds),
    setsWeight: draft.misc_dynamic !== undefined,
  };
}

function commandOf(
  command: ScriptCommand,
  identity: Entry<IdentityValue> | undefined,
): ScriptCommand {
  if (identity === undefined) return command;
  const { user, group } = identity.value;
  return { ...command, ...runningAs(user, group), userPlace: identity.valueSpan };
}

function reportMissing(statement: Statement, context: CheckerContext, judgement: Judgement): void {
  judgement.report(checkerCodes.scriptMissing, endOf(statement), {
    message: "this MISC_CHECK has no misc_path",
    help: 'add misc_path "/path/to/program arguments"',
    consequence: `${subjectOf(statement, context)} is left out.`,
    related: beginning(statement),
  });
}
