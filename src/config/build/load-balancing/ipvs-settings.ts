/** IPVS as a whole: timeouts of connections, what happens to its table at a stop. */
import { argumentCodes } from "../../diagnostics/codes-arguments.ts";
import { ipvsCodes } from "../../diagnostics/codes-ipvs.ts";
import { integer } from "../../keywords/arguments.ts";
import { describeArgument } from "../../keywords/describe.ts";
import type { Word } from "../../language/tree.ts";
import type { ConnectionTimeouts, FlushAtStop } from "../../model/load-balancing.ts";
import type { GlobalDraft } from "../drafts.ts";
import type { Judgement } from "../judgement.ts";

/** 31 days (ipvsadm(8)). */
const timeout = integer(0, 2_678_400, "s");

const timeoutOptions = {
  tcp: "tcpSeconds",
  tcpfin: "tcpFinSeconds",
  udp: "udpSeconds",
} as const satisfies Readonly<Record<string, keyof ConnectionTimeouts>>;

/** `[VS]`; of both spellings the later one holds. */
export function flushAtStopOf(draft: GlobalDraft): FlushAtStop {
  const given = [draft.lvs_flush_on_stop, draft.lvs_flush_onstop]
    .filter((entry) => entry !== undefined)
    .toSorted((left, right) => right.order - left.order)[0];
  if (given === undefined) return "none";
  return given.value === "VS" ? "services" : "all";
}

export function timeoutsOf(draft: GlobalDraft, judgement: Judgement): ConnectionTimeouts {
  const seconds: { -readonly [Name in keyof ConnectionTimeouts]: number | null } = {
    tcpSeconds: null,
    tcpFinSeconds: null,
    udpSeconds: null,
  };
  const given = draft.lvs_timeouts;
  if (given === undefined) return seconds;
  if (given.value.length < 2) {
    judgement.report(argumentCodes.valueMissing, given.valueSpan, {
      message: '"lvs_timeouts" sets nothing',
      help: "expected tcp, tcpfin or udp with seconds behind it",
      consequence: "The kernel's timeouts hold.",
    });
    return seconds;
  }
  const rest = given.value.values();
  for (const option of rest) {
    const name = Object.entries(timeoutOptions).find(([key]) => key === option.text)?.[1];
    const value = name === undefined ? undefined : rest.next().value;
    if (name !== undefined && value !== undefined) {
      seconds[name] = numberOf(option, value, judgement);
    } else {
      reportOption(option, name === undefined, judgement);
    }
  }
  return seconds;
}

function numberOf(option: Word, value: Word, judgement: Judgement): number | null {
  const number = /^\d{1,10}$/.test(value.text) ? Number(value.text) : Number.NaN;
  if (number <= timeout.maximum) return number;
  const code = Number.isNaN(number) ? argumentCodes.notANumber : argumentCodes.outOfRange;
  judgement.report(code, value.span, {
    message: `"${value.text}" is no timeout for ${option.text}`,
    help: `expected ${describeArgument(timeout)}`,
    consequence: "The kernel's timeout holds.",
  });
  return null;
}

function reportOption(option: Word, isUnknown: boolean, judgement: Judgement): void {
  if (!isUnknown) {
    judgement.report(argumentCodes.valueMissing, option.span, {
      message: `"${option.text}" lacks its value`,
      help: `expected ${describeArgument(timeout)}`,
      consequence: "The kernel's timeout holds.",
    });
    return;
  }
  judgement.report(ipvsCodes.optionUnknown, option.span, {
    message: `"${option.text}" is no option of lvs_timeouts`,
    help: "expected tcp, tcpfin or udp",
    consequence: "The word is skipped.",
  });
}
