/** One `url` of a page check: what is asked for, and what has to come back. */
import { pageCheckCodes } from "../../diagnostics/codes-page-checks.ts";
import type { urlKeywords } from "../../keywords/checks/url.ts";
import type { Statement, Word } from "../../language/tree.ts";
import type { CheckedUrl } from "../../model/checker.ts";
import type { Judgement } from "../judgement.ts";
import type { Draft, Entry } from "../reading/values.ts";
import { endOf } from "../tracking/definition.ts";
import { bodyPatternOf } from "./body-pattern.ts";
import { beginning } from "./read-check.ts";
import { statusRangesOf, success } from "./status-codes.ts";

export type UrlDraft = Draft<typeof urlKeywords>;

const md5 = /^[\da-f]{32}$/i;

/** Null where it cannot be asked for. `hostHeader` is what it takes without one of its own. */
export function urlOf(
  { draft, refused }: { readonly draft: UrlDraft; readonly refused: ReadonlySet<string> },
  statement: Statement,
  hostHeader: string | null,
  judgement: Judgement,
): CheckedUrl | null {
  const digest = digestOf(draft.digest, judgement);
  const bodyPattern = bodyPatternOf(draft, judgement);
  const given = statusRangesOf(draft.status_code, judgement);
  const isJudgedByBody = digest !== null || bodyPattern !== null;
  if (draft.path === undefined) {
    if (!refused.has("path")) reportNoPath(statement, judgement);
    return null;
  }
  judgePath(draft.path, judgement);
  return {
    path: draft.path.value,
    hostHeader: draft.virtualhost?.value ?? hostHeader,
    statusCodes: given ?? (isJudgedByBody ? [] : success),
    digest,
    bodyPattern,
  };
}

const reportNoPath = (statement: Statement, judgement: Judgement): void =>
  judgement.report(pageCheckCodes.pathMissing, endOf(statement), {
    message: "this url has no path",
    help: "add path /",
    consequence: "The url is left out.",
    related: beginning(statement),
  });

function judgePath({ value, valueSpan }: Entry<string>, judgement: Judgement): void {
  if (value.startsWith("/")) return;
  judgement.report(pageCheckCodes.pathNotAbsolute, valueSpan, {
    message: `the path "${value}" does not begin with a slash`,
    help: `write "/${value}"`,
    consequence: `The request begins with GET ${value}, as it is written.`,
  });
}

function digestOf(given: Entry<readonly Word[]> | undefined, judgement: Judgement): string | null {
  const word = given?.value[0];
  if (word === undefined) return null;
  if (md5.test(word.text)) return word.text.toLowerCase();
  const { length } = word.text;
  const reason = length === 32 ? "not hexadecimal" : `${length} characters long, not 32`;
  judgement.report(pageCheckCodes.badDigest, word.span, {
    message: `"${word.text}" is not an MD5 sum: it is ${reason}`,
    help: "genhash prints the sum of a page",
    consequence: "The body is not compared.",
  });
  return null;
}
