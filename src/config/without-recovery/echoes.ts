/**
 * What keepalived makes of a file whose braces or names are wrong. We say one thing for one cause;
 * it complains about every line that follows from it, and its config test has to be answered alike.
 */

import { codeOf } from "../diagnostics/codes.ts";
import { keywordCodes } from "../diagnostics/codes-keywords.ts";
import { languageCodes } from "../diagnostics/codes-language.ts";
import { machineCodes } from "../diagnostics/codes-machine.ts";
import type { Diagnostic, Verdict } from "../diagnostics/diagnostic.ts";
import { isSaidByKeepalived } from "../diagnostics/said-by-keepalived.ts";
import type { LineSink } from "../language/line-sink.ts";
import type { CommentsInDefinitions } from "../language/physical-lines.ts";
import type { Span } from "../language/tree.ts";
import { Causes } from "./causes.ts";
import { type LineKey, lineKey } from "./line-key.ts";
import { processes } from "./processes.ts";
import { Walk } from "./walk.ts";
import { Walks } from "./walks.ts";

/** Reads the configuration again, into another sink. */
export type ReadAgain = (sink: LineSink, comments: CommentsInDefinitions) => void;

const codesOf = (codes: readonly { readonly code: string }[]): ReadonlySet<string> =>
  new Set(codes.map(({ code }) => code));

/** What keepalived may take differently, without a word about it. */
const silentCodes = codesOf([
  languageCodes.unexpectedOpenBrace,
  languageCodes.extraCloseBrace,
  languageCodes.missingCloseBrace,
  languageCodes.missingOpenBrace,
  languageCodes.strayCloseBrace,
  keywordCodes.blockMissing,
  keywordCodes.blockUnexpected,
  languageCodes.commentInDefinition,
]);
const otherCauses = codesOf([
  languageCodes.unterminatedQuote,
  languageCodes.undefinedName,
  languageCodes.multiLineNotLast,
  languageCodes.endlessDefinition,
  languageCodes.includeNotAlone,
  keywordCodes.surplusBeforeBlock,
  keywordCodes.unknownKeyword,
  keywordCodes.unknownBlock,
  keywordCodes.misplacedKeyword,
  keywordCodes.misplacedBlock,
]);

/** What keepalived says while it reads lines, before it looks at keywords. */
const lineCodes: ReadonlySet<string> = new Set(
  Object.values(languageCodes)
    .map(({ code }) => code)
    .filter((code) => !silentCodes.has(code) && code !== languageCodes.undefinedName.code),
);

const isCause = ({ code, span }: Diagnostic): boolean =>
  span !== null && (silentCodes.has(code) || otherCauses.has(code));

/**
 * The same diagnostics, in the order of the file: each cause with the further places that
 * keepalived complains about because of it, and with its exit code where that is another one.
 */
export function withEchoes(
  diagnostics: readonly Diagnostic[],
  readAgain: ReadAgain,
): readonly Diagnostic[] {
  const found = diagnostics.filter(isCause);
  if (found.length === 0) return diagnostics;
  const causes = new Causes(found);
  const heard = heardFrom(walk(readAgain));
  const echoes = echoesOf(diagnostics, causes, heard.complaints);
  const killer = heard.fatal === null ? null : causes.of(heard.fatal);
  return diagnostics.map((each) => {
    const own = echoes.get(each);
    if (own === undefined && each !== killer) return judged(each, heard);
    const isSaid = each.span !== null && heard.said.has(lineKey(each.span));
    const verdict: Verdict = { exit: each === killer ? 2 : 5, isSaid };
    return { ...each, echoes: [...(each.echoes ?? []), ...(own ?? [])], verdict };
  });
}

/** What the processes say together, up to the first that stops. */
interface Heard {
  readonly complaints: readonly Span[];
  readonly said: ReadonlySet<LineKey>;
  readonly understood: ReadonlySet<LineKey>;
  /** Lines that are understood, and whose scripts it goes on to look at. */
  readonly examined: ReadonlySet<LineKey>;
  /** Braces are open at the end. */
  readonly isOpen: boolean;
  readonly fatal: Span | null;
}

function heardFrom(walks: readonly Walk[]): Heard {
  const stopped = walks.findIndex(({ fatal }) => fatal !== null);
  const heard = stopped === -1 ? walks : walks.slice(0, stopped + 1);
  const complaints = heard.flatMap((each) => each.complaints);
  const hasInstance = heard.some((each) => each.hasInstance);
  return {
    complaints,
    said: new Set(complaints.map(lineKey)),
    understood: understoodBy(heard),
    examined: examinedBy(heard.filter(({ process }) => hasInstance || process === "checker")),
    isOpen: heard.some((each) => each.isOpen),
    fatal: walks[stopped]?.fatal ?? null,
  };
}

/** Scripts of virtual servers that are left out do not run. */
function examinedBy(walks: readonly Walk[]): ReadonlySet<LineKey> {
  const examined = new Set(understoodBy(walks));
  for (const line of walks.flatMap((each) => [...each.unserved])) examined.delete(line);
  return examined;
}

const understoodBy = (walks: readonly Walk[]): ReadonlySet<LineKey> =>
  new Set(walks.flatMap((each) => [...each.understood]));

/** A diagnostic without echoes: keepalived may not come to its line, or not mind. */
function judged(diagnostic: Diagnostic, heard: Heard): Diagnostic {
  const { span, code, leavesNoAddress } = diagnostic;
  if (code === machineCodes.scriptsInsecure.code) return insecure(diagnostic, heard);
  if (span === null || lineCodes.has(code)) return diagnostic;
  const isSaid = heard.said.has(lineKey(span));
  const isUnderstood = heard.understood.has(lineKey(span));
  if (isSaid) {
    const isFatal = codeOf(code)?.exit === 2 && !isUnderstood;
    return isFatal ? { ...diagnostic, verdict: { exit: 5, isSaid } } : diagnostic;
  }
  if (code === languageCodes.missingCloseBrace.code && heard.isOpen) {
    return { ...diagnostic, verdict: { exit: 5, isSaid } };
  }
  const isMinded = isUnderstood && !silentCodes.has(code);
  if (isMinded || leavesNoAddress === true) return diagnostic;
  return { ...diagnostic, verdict: { exit: 0, isSaid } };
}

/** Scripts that it does not come to do not run, nor do those of instances without any. */
function insecure(diagnostic: Diagnostic, { examined }: Heard): Diagnostic {
  const { related = [] } = diagnostic;
  if (related.some(({ span }) => examined.has(lineKey(span)))) return diagnostic;
  return { ...diagnostic, verdict: { exit: 0, isSaid: false } };
}

/** The parent reads the files, its children a copy without comments. */
function walk(readAgain: ReadAgain): readonly Walk[] {
  const [parent, ...children] = processes.map((process) => new Walk(process));
  if (parent === undefined) return [];
  readAgain(new Walks([parent]), "goOn");
  if (parent.fatal === null) readAgain(new Walks(children), "end");
  return [parent, ...children];
}

/** Complaints about lines that no diagnostic of ours is about, by what caused them. */
function echoesOf(
  diagnostics: readonly Diagnostic[],
  causes: Causes,
  complaints: readonly Span[],
): ReadonlyMap<Diagnostic, readonly Span[]> {
  const seen = new Set(
    diagnostics
      .filter(isSaidByKeepalived)
      .flatMap(({ span }) => (span === null ? [] : [lineKey(span)])),
  );
  const echoes = new Map<Diagnostic, Span[]>();
  for (const complaint of complaints) {
    const line = lineKey(complaint);
    if (seen.has(line)) continue;
    seen.add(line);
    const cause = causes.of(complaint);
    if (cause === null) continue;
    const own = echoes.get(cause);
    if (own === undefined) echoes.set(cause, [complaint]);
    else own.push(complaint);
  }
  return echoes;
}
