/** `TCP_CHECK` and `PING_CHECK`: a connection or an echo, and nothing else to say. */
import { seconds } from "../../../wire/units.ts";
import type { Statement } from "../../language/tree.ts";
import type { PingCheck, TcpCheck } from "../../model/checker.ts";
import type { Judgement } from "../judgement.ts";
import type { CheckerContext } from "./checker-context.ts";
import { judgePort, networkCheckOf } from "./connection.ts";
import { readCheck } from "./read-check.ts";
import type { UsualSchedule } from "./schedule.ts";

/** What most kinds of check take where nobody says anything. */
export const commonSchedule: UsualSchedule = { retry: 1, delayBeforeRetryMicros: seconds(1) };

export function tcpCheckOf(
  statement: Statement,
  context: CheckerContext,
  judgement: Judgement,
): TcpCheck | null {
  const section = "virtual_server/real_server/TCP_CHECK";
  const { draft } = readCheck(section, statement, commonSchedule, context, judgement);
  const check = networkCheckOf(draft, commonSchedule, statement, context, judgement);
  if (check === null) return null;
  judgePort(check, statement, context, judgement);
  return { ...check, kind: "tcp" };
}

export function pingCheckOf(
  statement: Statement,
  context: CheckerContext,
  judgement: Judgement,
): PingCheck | null {
  const section = "virtual_server/real_server/PING_CHECK";
  const { draft } = readCheck(section, statement, commonSchedule, context, judgement);
  const check = networkCheckOf(draft, commonSchedule, statement, context, judgement);
  if (check === null) return null;
  return { ...check, kind: "ping" };
}
