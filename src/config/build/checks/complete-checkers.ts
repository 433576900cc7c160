/** The health checks of one real server, with what its virtual server gives them. */
import type { Statement } from "../../language/tree.ts";
import type { Checker } from "../../model/checker.ts";
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

const builders = {
  TCP_CHECK: tcpCheckOf,
  HTTP_GET: httpCheckOf,
  SSL_GET: sslCheckOf,
  MISC_CHECK: miscCheckOf,
  PING_CHECK: pingCheckOf,
  UDP_CHECK: udpCheckOf,
  DNS_CHECK: dnsCheckOf,
  SMTP_CHECK: smtpChecksOf,
  FILE_CHECK: fileCheckOf,
  BFD_CHECK: bfdCheckOf,
} as const satisfies Readonly<Record<string, CheckBuilder>>;

/** Kind by kind, those of a kind in the file's order. */
export function completeCheckers(
  draft: RealServerDraft,
  context: CheckerContext,
  judgement: Judgement,
): readonly Checker[] {
  const checkers: Checker[] = [];
  for (const kind of kinds) {
    const build: CheckBuilder = builders[kind];
    for (const statement of draft[kind]?.value ?? []) {
      const built = build(statement, context, judgement, checkers);
      if (built !== null) checkers.push(...(isOne(built) ? [built] : built));
    }
  }
  return checkers;
}

const kinds = Object.keys(builders) as (keyof typeof builders)[];

const isOne = (built: Checker | readonly Checker[]): built is Checker => "kind" in built;
