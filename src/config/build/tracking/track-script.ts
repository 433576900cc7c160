/** One `vrrp_script` (keepalived.md §9.3). */
import { seconds } from "../../../wire/units.ts";
import { trackingCodes } from "../../diagnostics/codes-tracking.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { largestWeight } from "../../keywords/tracking/weight.ts";
import type { Statement, Word } from "../../language/tree.ts";
import type { ScriptCommand } from "../../model/script-command.ts";
import type { TrackScript } from "../../model/tracking.ts";
import type { Judgement } from "../judgement.ts";
import { runningAs } from "../reading/command.ts";
import { readSection } from "../reading/read-section.ts";
import type { Entry, IdentityValue } from "../reading/values.ts";
import { endOf, innerOf } from "./definition.ts";
import { definedWeight } from "./weight.ts";

export function completeTrackScript(
  name: Word,
  block: Statement,
  judgement: Judgement,
): TrackScript | null {
  const { draft, diagnostics, refused } = readSection(innerOf(block), {
    section: "vrrp_script",
    subject: name.text,
    title: name.text,
  });
  const lacksScript = draft.script === undefined && refused.has("script");
  judgement.diagnostics.push(
    ...(lacksScript ? diagnostics.map((each) => echoedAtEnd(each, block)) : diagnostics),
  );
  const weight = definedWeight(draft.weight?.value, largestWeight.script, 0, judgement);
  if (draft.script === undefined) {
    if (!refused.has("script")) {
      judgement.disable(trackingCodes.incomplete, endOf(block), {
        message: `vrrp_script "${name.text}" has no script`,
        help: 'add a line such as: script "/usr/local/bin/check"',
      });
    }
    return null;
  }
  const intervalMicros = draft.interval?.value ?? seconds(1);
  return {
    name: name.text,
    place: name.span,
    command: withUser(draft.script.value, draft.user),
    intervalMicros,
    timeoutMicros: draft.timeout?.value ?? intervalMicros,
    ...weight,
    rise: draft.rise?.value ?? 1,
    fall: draft.fall?.value ?? 1,
    startsFailed: draft.init_fail !== undefined,
  };
}

/** Of a script that cannot be read keepalived says at the end of the block that there is none. */
function echoedAtEnd(diagnostic: Diagnostic, block: Statement): Diagnostic {
  const isAboutScript = innerOf(block).some(
    ({ words: [keyword] }) =>
      keyword.text === "script" && keyword.span.line === diagnostic.span?.line,
  );
  return isAboutScript ? { ...diagnostic, echoes: [endOf(block)] } : diagnostic;
}

function withUser(
  command: ScriptCommand,
  identity: Entry<IdentityValue> | undefined,
): ScriptCommand {
  if (identity === undefined) return command;
  const { user, group } = identity.value;
  const { argv, place } = command;
  return { argv, ...runningAs(user, group), place, userPlace: identity.valueSpan };
}
