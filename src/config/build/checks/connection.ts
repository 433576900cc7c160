/** Where the probes of a check go, and by which way (keepalived.md §17.5). */
import { familyOf, type IpAddress } from "../../../wire/address.ts";
import { checkerCodes } from "../../diagnostics/codes-checkers.ts";
import type { connectionKeywords } from "../../keywords/checks/connection.ts";
import type { Statement } from "../../language/tree.ts";
import type { CheckConnection, NetworkCheck } from "../../model/checker.ts";
import type { Judgement } from "../judgement.ts";
import type { Draft, Entry } from "../reading/values.ts";
import { endOf } from "../tracking/definition.ts";
import type { CheckerContext } from "./checker-context.ts";
import { beginning, subjectOf } from "./read-check.ts";
import { scheduleOf, type UsualSchedule } from "./schedule.ts";

/** fe80::/10 (RFC 4291 §2.5.6). */
const linkLocal = /^fe[89ab].:/;

export type ConnectionDraft = Draft<typeof connectionKeywords>;

/** Null where no probe can be sent; a diagnostic says why. */
export function networkCheckOf(
  draft: ConnectionDraft,
  usual: UsualSchedule,
  statement: Statement,
  context: CheckerContext,
  judgement: Judgement,
): NetworkCheck | null {
  const { address, bindAddress } =
    draft.bindto === undefined
      ? { address: draft.connect_ip?.value ?? context.address, bindAddress: null }
      : endsOf(draft, draft.bindto, context, judgement);
  const bindInterface = draft.bind_if?.value ?? null;
  if (bindInterface === null && linkLocal.test(address)) {
    reportLinkLocal(address, statement, context, judgement);
    return null;
  }
  return {
    ...scheduleOf(draft, usual, context),
    address,
    bindAddress,
    port: draft.connect_port?.value ?? context.port,
    bindPort: draft.bind_port?.value ?? null,
    bindInterface,
    timeoutMicros: draft.connect_timeout?.value ?? context.defaults.connectTimeoutMicros,
    mark: draft.fwmark?.value ?? 0,
  };
}

/** As keepalived, which ignores the first line that does not go with what it knows so far. */
function endsOf(
  draft: ConnectionDraft,
  source: Entry<IpAddress>,
  context: CheckerContext,
  judgement: Judgement,
): Pick<CheckConnection, "address" | "bindAddress"> {
  const target = draft.connect_ip;
  const address = target?.value ?? context.address;
  const bindAddress = source.value;
  if (familyOf(address) === familyOf(bindAddress)) return { address, bindAddress };
  const keepsSource = familyOf(bindAddress) === context.family;
  if (target !== undefined && target.order > source.order && keepsSource) {
    judgement.report(checkerCodes.familiesDiffer, target.valueSpan, {
      message: `${address} is of another family than bindto, ${bindAddress}`,
      consequence: `${context.address} is probed instead.`,
      related: [{ span: source.valueSpan, message: "the source of probes" }],
    });
    return { address: context.address, bindAddress };
  }
  judgement.report(checkerCodes.familiesDiffer, source.valueSpan, {
    message: `${bindAddress} is of another family than ${address}, which is probed`,
    consequence: "Probes leave from any address.",
  });
  return { address, bindAddress: null };
}

function reportLinkLocal(
  address: IpAddress,
  statement: Statement,
  context: CheckerContext,
  judgement: Judgement,
): void {
  judgement.report(checkerCodes.linkLocalNeedsInterface, endOf(statement), {
    message: `${address} is a link-local address, and the check names no interface`,
    help: "add bind_if",
    consequence: `${subjectOf(statement, context)} is left out.`,
    related: beginning(statement),
  });
}

/** A probe to port 0 never succeeds. */
export function judgePort(
  { port }: CheckConnection,
  statement: Statement,
  context: CheckerContext,
  judgement: Judgement,
): void {
  if (port !== 0) return;
  const [{ text, span }] = statement.words;
  judgement.report(checkerCodes.portMissing, span, {
    message: `neither this ${text} nor its real server has a port`,
    help: "add connect_port",
    consequence: `${subjectOf(statement, context)} always fails.`,
  });
}
