/** The block of one check: read by its table, with who and where for what is said about it. */
import { inSeconds } from "../../keywords/describe.ts";
import type { Span, Statement } from "../../language/tree.ts";
import type { Judgement } from "../judgement.ts";
import { readSection, type SectionContext, type SectionReading } from "../reading/read-section.ts";
import type { CheckerContext } from "./checker-context.ts";
import type { UsualSchedule } from "./schedule.ts";

export type CheckSection =
  | `virtual_server/real_server/${"TCP" | "UDP" | "SMTP" | "DNS" | "MISC" | "PING" | "BFD" | "FILE"}_CHECK`
  | `virtual_server/real_server/${"HTTP" | "SSL"}_GET`
  | `virtual_server/real_server/${"HTTP" | "SSL"}_GET/url`
  | "virtual_server/real_server/SMTP_CHECK/host";

/** Reads `statement`, a block of `section`; what is wrong inside goes to `judgement`. */
export function readCheck<Name extends CheckSection>(
  section: Name,
  statement: Statement,
  usual: UsualSchedule | null,
  context: CheckerContext,
  judgement: Judgement,
): SectionReading<Name> {
  const { block } = statement;
  const sectionContext: SectionContext<Name> = {
    section,
    subject: subjectOf(statement, context),
    title: `of ${context.subject}`,
    defaultOf: (name) => defaultInWords(name, usual, context),
  };
  const reading =
    block === null || context.familiar === null
      ? readSection(block?.statements ?? [], sectionContext)
      : context.familiar.read(block, sectionContext);
  judgement.take(reading.diagnostics);
  return reading;
}

/** "The TCP_CHECK of [192.0.2.10]:80": who consequences speak of. */
export const subjectOf = (statement: Statement, { subject }: CheckerContext): string =>
  `The ${statement.words[0].text} of ${subject}`;

/** For what is said where a block ends: its first line. */
export const beginning = (statement: Statement): { span: Span; message: string }[] => [
  { span: statement.words[0].span, message: "it begins here" },
];

/** What holds where `name` is not given, where it depends on more than the table knows. */
function defaultInWords(
  name: string,
  usual: UsualSchedule | null,
  { address, port, defaults }: CheckerContext,
): string | undefined {
  switch (name) {
    case "connect_ip":
      return address;
    case "connect_port":
      return String(port);
    case "connect_timeout":
      return spanOf(defaults.connectTimeoutMicros);
    case "retry":
      return usual === null ? undefined : String(defaults.retry ?? usual.retry);
    case "delay_loop":
    case "misc_timeout":
      return spanOf(defaults.delayLoopMicros);
    case "warmup":
      return spanOf(defaults.warmupMicros ?? defaults.delayLoopMicros);
    case "delay_before_retry":
      return spanOf(
        defaults.delayBeforeRetryMicros ??
          usual?.delayBeforeRetryMicros ??
          defaults.delayLoopMicros,
      );
    case "alpha":
      return String(defaults.alpha);
    default:
      return undefined;
  }
}

const spanOf = (micros: number): string => `${inSeconds(micros)} s`;
