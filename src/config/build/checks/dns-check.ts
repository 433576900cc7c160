/** `DNS_CHECK`: what to ask a name server for. */
import { checkerCodes } from "../../diagnostics/codes-checkers.ts";
import type { Statement } from "../../language/tree.ts";
import type { DnsCheck } from "../../model/checker.ts";
import type { Judgement } from "../judgement.ts";
import type { Entry } from "../reading/values.ts";
import type { CheckerContext } from "./checker-context.ts";
import { judgePort, networkCheckOf } from "./connection.ts";
import { readCheck } from "./read-check.ts";
import type { UsualSchedule } from "./schedule.ts";

const usual: UsualSchedule = { retry: 3, delayBeforeRetryMicros: null };
const rootName = ".";
/** RFC 1035 §2.3.4, as text without the dot at the end. */
const longestLabel = 63;
const longestName = 253;

export function dnsCheckOf(
  statement: Statement,
  context: CheckerContext,
  judgement: Judgement,
): DnsCheck | null {
  const section = "virtual_server/real_server/DNS_CHECK";
  const { draft } = readCheck(section, statement, usual, context, judgement);
  const check = networkCheckOf(draft, usual, statement, context, judgement);
  const name = draft.name === undefined ? rootName : nameOf(draft.name, judgement);
  if (check === null) return null;
  judgePort(check, statement, context, judgement);
  return { ...check, kind: "dns", recordType: draft.type?.value ?? "SOA", name };
}

function nameOf({ value, valueSpan }: Entry<string>, judgement: Judgement): string {
  const name = value.endsWith(".") ? value.slice(0, -1) : value;
  if (name === "") return rootName;
  const reason = faultOf(name);
  if (reason === null) return value;
  judgement.report(checkerCodes.badDomainName, valueSpan, {
    message: `"${value}" is not a domain name: ${reason}`,
    consequence: "The check asks for the root, which every name server knows.",
  });
  return rootName;
}

function faultOf(name: string): string | null {
  const labels = name.split(".");
  if (labels.includes("")) return "there is nothing between two dots";
  if (labels.some(({ length }) => length > longestLabel)) return "a label is too long";
  return name.length > longestName ? "it is too long" : null;
}
