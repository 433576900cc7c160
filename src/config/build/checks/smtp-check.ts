/** `SMTP_CHECK`: one check for each `host` in it, or one for itself. */
import { keywordCodes } from "../../diagnostics/codes-keywords.ts";
import type { Statement } from "../../language/tree.ts";
import type { SmtpCheck } from "../../model/checker.ts";
import type { Judgement } from "../judgement.ts";
import type { CheckerContext } from "./checker-context.ts";
import { type ConnectionDraft, judgePort, networkCheckOf } from "./connection.ts";
import { commonSchedule } from "./probe-checks.ts";
import { readCheck } from "./read-check.ts";

const usualHeloName = "smtpchecker.keepalived.org";

export function smtpChecksOf(
  statement: Statement,
  context: CheckerContext,
  judgement: Judgement,
): readonly SmtpCheck[] {
  const section = "virtual_server/real_server/SMTP_CHECK";
  const { draft } = readCheck(section, statement, commonSchedule, context, judgement);
  const heloName = draft.helo_name?.value ?? usualHeloName;
  const complete = (target: ConnectionDraft, place: Statement): SmtpCheck[] => {
    const check = networkCheckOf(target, commonSchedule, place, context, judgement);
    if (check === null) return [];
    judgePort(check, place, context, judgement);
    return [{ ...check, kind: "smtp", heloName }];
  };
  const hosts = draft.host?.value;
  if (hosts === undefined) return complete(draft, statement);
  return hosts.flatMap((host) => {
    reportOldHost(host, judgement);
    const inner = readCheck(`${section}/host`, host, commonSchedule, context, judgement);
    return complete({ ...draft, ...inner.draft }, host);
  });
}

function reportOldHost(host: Statement, judgement: Judgement): void {
  judgement.report(keywordCodes.oldName, host.words[0].span, {
    message: '"host" is the old way to give several targets',
    help: "write an SMTP_CHECK for each",
  });
}
