/** `UDP_CHECK`: what is sent, and what has to come back. */
import { checkerCodes } from "../../diagnostics/codes-checkers.ts";
import type { udpCheckKeywords } from "../../keywords/checks/udp-check.ts";
import type { Statement, Word } from "../../language/tree.ts";
import type { UdpCheck, UdpReply } from "../../model/checker.ts";
import type { Judgement } from "../judgement.ts";
import type { Draft, Entry } from "../reading/values.ts";
import { endOf } from "../tracking/definition.ts";
import type { CheckerContext } from "./checker-context.ts";
import { judgePort, networkCheckOf } from "./connection.ts";
import { bytesOf } from "./hexadecimal.ts";
import { commonSchedule } from "./probe-checks.ts";
import { beginning, readCheck, subjectOf } from "./read-check.ts";

const usualLongestReply = 255;

export function udpCheckOf(
  statement: Statement,
  context: CheckerContext,
  judgement: Judgement,
): UdpCheck | null {
  const section = "virtual_server/real_server/UDP_CHECK";
  const { draft } = readCheck(section, statement, commonSchedule, context, judgement);
  const check = networkCheckOf(draft, commonSchedule, statement, context, judgement);
  const payload = payloadOf(draft.payload, judgement);
  const reply = replyOf(draft, statement, context, judgement);
  if (check === null) return null;
  judgePort(check, statement, context, judgement);
  return { ...check, kind: "udp", payload, reply };
}

function payloadOf(given: Entry<readonly Word[]> | undefined, judgement: Judgement): string | null {
  if (given === undefined) return null;
  const bytes = bytesOf(given.value, false);
  if (bytes === null) {
    judgement.report(checkerCodes.badHexadecimal, given.valueSpan, {
      message: "the payload is not hexadecimal",
      help: "write bytes as 0d 0a, without 0x",
      consequence: "Random bytes are sent instead.",
    });
  }
  return bytes;
}

function replyOf(
  draft: Draft<typeof udpCheckKeywords>,
  statement: Statement,
  context: CheckerContext,
  judgement: Judgement,
): UdpReply | null {
  const minimumLength = draft.min_reply_length?.value ?? 0;
  const maximumLength = draft.max_reply_length?.value ?? usualLongestReply;
  if (minimumLength > maximumLength) {
    judgement.report(checkerCodes.replyLengthsCross, endOf(statement), {
      message: `min_reply_length ${minimumLength} is above max_reply_length ${maximumLength}`,
      help: "add or raise max_reply_length",
      consequence: `${subjectOf(statement, context)} fails with every reply.`,
      related: beginning(statement),
    });
  }
  const required = draft.require_reply;
  if (required === undefined) return null;
  const pattern = bytesOf(required.value, true);
  if (pattern === null) {
    judgement.report(checkerCodes.badHexadecimal, required.valueSpan, {
      message: "what the reply has to be is not hexadecimal",
      help: "write bytes as 80 xx 00, where x is any digit",
      consequence: "Any reply is right.",
    });
  }
  return { pattern: pattern ?? "", minimumLength, maximumLength };
}
