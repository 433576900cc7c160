/** The health checks of one real server, with what its virtual server gives them. */
import type { Statement } from "../../language/tree.ts";
import type { Checker } from "../../model/checker.ts";
import { append } from "../append.ts";
import type { RealServerDraft } from "../drafts.ts";
import type { Judgement } from "../judgement.ts";
import { bfdCheckOf } from "./bfd-check.ts";
import type { CheckerContext } from "./checker-context.ts";
import { dnsCheckOf } from "./dns-check.ts";
import { fileCheckOf } from "./file-check.ts";
import { httpCheckOf, sslCheckOf } from "./http-check.ts";
import { miscCheckOf } from "./misc-check.ts";
import { pingCheckOf, tcpCheckOf } from "./probe-checks.ts";
import { smtpChecksOf } from "./smtp-check.ts";
import { udpCheckOf } from "./udp-check.ts";

/** `earlier` are the checks that stand above; null is a check that cannot run. */
type CheckBuilder = (
  statement: Statement,
  context: CheckerContext,
  judgement: Judgement,
  earlier: readonly Checker[],
) => Checker | readonly Checker[] | null;

const builders: ReadonlyMap<string, CheckBuilder> = new Map<CheckKeyword, CheckBuilder>([
  ["TCP_CHECK", tcpCheckOf],
  ["HTTP_GET", httpCheckOf],
  ["SSL_GET", sslCheckOf],
  ["MISC_CHECK", miscCheckOf],
  ["PING_CHECK", pingCheckOf],
  ["UDP_CHECK", udpCheckOf],
  ["DNS_CHECK", dnsCheckOf],
  ["SMTP_CHECK", smtpChecksOf],
  ["FILE_CHECK", fileCheckOf],
  ["BFD_CHECK", bfdCheckOf],
]);

type CheckKeyword = Extract<keyof RealServerDraft, `${string}_CHECK` | `${string}_GET`>;

/** Kind by kind, as the file names the first one of each, and those of a kind in its order. */
export function completeCheckers(
  draft: RealServerDraft,
  context: CheckerContext,
  judgement: Judgement,
): readonly Checker[] {
  const checkers: Checker[] = [];
  // Only what was given: most of tens of thousands of servers have one kind of check.
  for (const keyword of Object.keys(draft)) {
    const build = builders.get(keyword);
    if (build === undefined) continue;
    for (const statement of draft[keyword as CheckKeyword]?.value ?? []) {
      const built = build(statement, context, judgement, checkers);
      if (built === null) continue;
      if ("kind" in built) checkers.push(built);
      else append(checkers, built);
    }
  }
  return checkers;
}
