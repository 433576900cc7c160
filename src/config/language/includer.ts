/** Carries out include lines: opens what they name and says what they miss. */
import { languageCodes } from "../diagnostics/codes-language.ts";
import { type FileError, type Files, reasonOf } from "../files.ts";
import type { FileFrame } from "./frames.ts";
import {
  type Alternative,
  alternativesOf,
  type IncludeChecks,
  type IncludeLine,
  strictest,
} from "./include.ts";
import { limits } from "./limits.ts";
import type { Report } from "./report.ts";
import type { SourceText } from "./source-text.ts";
import type { Sources } from "./sources.ts";
import type { Span } from "./tree.ts";

export class Includer {
  readonly #files: Files;
  readonly #sources: Sources;
  readonly #report: Report;

  constructor(files: Files, sources: Sources, report: Report) {
    this.#files = files;
    this.#sources = sources;
    this.#report = report;
  }

  /**
   * The files that an include line brings in, in order. `open` are those it stands in, the
   * innermost last; `span` is its pattern's place.
   */
  files(include: IncludeLine, open: readonly FileFrame[], span: Span): FileFrame[] {
    const parent = open.at(-1);
    if (parent === undefined) return [];
    const checks = strictest(include.checks, parent.checks);
    const alternatives = alternativesOf(include.pattern, parent.directory, this.#files);
    const frames: FileFrame[] = [];
    const absent: string[] = [];
    let someMatched = false;
    for (const alternative of alternatives) {
      let matches = 0;
      for (const path of alternative.paths) {
        const frame = this.#open(path, open, checks, span, alternative.isWildcard);
        if (frame !== "absent") matches++;
        if (typeof frame === "object") frames.push(frame);
      }
      if (matches > 0) someMatched = true;
      else this.#checkMatch(alternative, alternatives.length > 1, checks, span);
      if (matches === 0 && !alternative.isWildcard) absent.push(alternative.pattern);
    }
    if (!someMatched) this.#unmatched([include.pattern], checks, span);
    else this.#unmatched(absent, checks, span);
    return frames;
  }

  #open(
    path: string,
    open: readonly FileFrame[],
    checks: IncludeChecks,
    span: Span,
    isWildcard: boolean,
  ): FileFrame | "absent" | "leftOut" {
    const isLoop = open.some((frame) => frame.path === path);
    if (isLoop || open.length >= limits.includeDepth) {
      const message = isLoop
        ? `"${path}" includes itself`
        : `includes are nested more than ${limits.includeDepth} deep`;
      this.#report.say(languageCodes.includeLoop, span, { message, consequence: leftOut(path) });
      return "leftOut";
    }
    const opened = this.#sources.open(path, path);
    if (opened.ok) return this.frame(opened.value, path, open.at(-1)?.checks ?? checks);
    if (opened.error.code === "notFound" && !isWildcard) return "absent";
    this.#notRead(path, opened.error, checks, span);
    return "leftOut";
  }

  /** The frame that reads an opened source from its first line. */
  frame(source: SourceText, path: string, checks: IncludeChecks): FileFrame {
    const directory = this.#files.directoryOf(path);
    const hasNul = source.text.includes("\0");
    return { kind: "file", source, path, directory, hasNul, line: 0, offset: 0, checks };
  }

  #notRead(path: string, error: FileError, checks: IncludeChecks, span: Span): void {
    const isError = checks.readable || error.code === "tooLarge";
    const code = isError ? languageCodes.includeNotRead : languageCodes.includeSkipped;
    const message = `cannot include "${path}": ${reasonOf(error)}`;
    this.#report.say(code, span, { message, consequence: leftOut(path) });
  }

  #checkMatch(alternative: Alternative, braces: boolean, checks: IncludeChecks, span: Span): void {
    const { pattern, isWildcard } = alternative;
    const wanted = isWildcard ? checks.wildcardMatch : checks.match;
    if (!wanted && !(braces && checks.braceMatch)) return;
    const message = `no file matches "${pattern}"`;
    this.#report.say(languageCodes.includeCheckFailed, span, { message });
  }

  #unmatched(patterns: readonly string[], checks: IncludeChecks, span: Span): void {
    if (checks.match || checks.wildcardMatch || checks.braceMatch) return;
    for (const pattern of patterns) {
      const message = `no file matches "${pattern}"`;
      const lacksFile = !wildcards.test(pattern);
      this.#report.say(languageCodes.includeUnmatched, span, { message, lacksFile });
    }
  }
}

/** glob(7), and braces. */
const wildcards = /[*?[{]/;

const leftOut = (path: string): string => `${path} is left out.`;
