/** Include lines: which files they name, and how strictly. */
import type { Files } from "../files.ts";
import { limits } from "./limits.ts";

/** What `include_check` and the variants of `include` ask for. */
export interface IncludeChecks {
  /** What matches has to be a readable, regular and non-executable file. */
  readonly readable: boolean;
  /** A name without wildcard has to exist. */
  readonly match: boolean;
  /** A name with wildcards has to match something. */
  readonly wildcardMatch: boolean;
  /** Each alternative of `{a,b}` has to match something. */
  readonly braceMatch: boolean;
}

export const noChecks: IncludeChecks = {
  readable: false,
  match: false,
  wildcardMatch: false,
  braceMatch: false,
};
export const allChecks: IncludeChecks = {
  readable: true,
  match: true,
  wildcardMatch: true,
  braceMatch: true,
};
const checksOfKeyword: ReadonlyMap<string, IncludeChecks> = new Map([
  ["include", noChecks],
  ["includer", { ...noChecks, readable: true }],
  ["includem", { ...noChecks, readable: true, match: true }],
  ["includew", { ...allChecks, braceMatch: false }],
  ["includeb", { ...noChecks, readable: true, braceMatch: true }],
  ["includea", allChecks],
]);

export interface IncludeLine {
  readonly pattern: string;
  /** Where the pattern begins in the text. */
  readonly at: number;
  readonly checks: IncludeChecks;
}

const includeLine = /^(include[rmwba]?)[ \t]+(?=\S)/;

/** Whether a word is `include` or one of its variants. */
export const isIncludeKeyword = (word: string): boolean => checksOfKeyword.has(word);

/** Understands a line without surrounding white space; null when it includes nothing. */
export function includeIn(text: string): IncludeLine | null {
  const match = text.startsWith("include") ? includeLine.exec(text) : null;
  const checks = checksOfKeyword.get(match?.[1] ?? "");
  if (match === null || checks === undefined) return null;
  return { pattern: text.slice(match[0].length), at: match[0].length, checks };
}

/** Both together: a variant adds to what `include_check` asks for. */
export function strictest(one: IncludeChecks, other: IncludeChecks): IncludeChecks {
  return {
    readable: one.readable || other.readable,
    match: one.match || other.match,
    wildcardMatch: one.wildcardMatch || other.wildcardMatch,
    braceMatch: one.braceMatch || other.braceMatch,
  };
}

/** `include_check [+|-] readable match wildcard_match brace_match` on top of what holds. */
export function includeChecks(words: readonly string[], before: IncludeChecks): IncludeChecks {
  if (words.length === 0) return allChecks;
  const sign = /^[+-]/.exec(words[0] ?? "")?.[0] ?? "";
  const named = new Set(words.flatMap((word) => word.replace(/^[+-]/, "") || []));
  const chosen = (name: string, old: boolean): boolean =>
    named.has(name) ? sign !== "-" : sign !== "" && old;
  return {
    readable: chosen("readable", before.readable),
    match: chosen("match", before.match),
    wildcardMatch: chosen("wildcard_match", before.wildcardMatch),
    braceMatch: chosen("brace_match", before.braceMatch),
  };
}

export interface Alternative {
  readonly pattern: string;
  readonly isWildcard: boolean;
  /** Sorted; a name without wildcard is its own match until reading proves otherwise. */
  readonly paths: readonly string[];
}

/** What a pattern of a file in `directory` names: an entry for each alternative of its braces. */
export function alternativesOf(pattern: string, directory: string, files: Files): Alternative[] {
  return braceAlternatives(pattern).map((alternative) => {
    const isWildcard = /[*?[]/.test(alternative);
    const path = files.resolve(directory, alternative);
    return { pattern: alternative, isWildcard, paths: isWildcard ? files.glob(path) : [path] };
  });
}

/** `a{b,c{d,e}}` is `ab`, `acd`, `ace`; braces without partner or comma stay as they are. */
function braceAlternatives(pattern: string): string[] {
  const done: string[] = [];
  const waiting = [pattern];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const parts = firstBraces(next);
    const count = done.length + waiting.length + (parts?.length ?? 0);
    if (parts === null || count > limits.alternatives) done.push(next);
    else waiting.push(...parts.reverse());
  }
  return done;
}

/** The pattern once for each part of its first pair of braces, or null when there is none. */
function firstBraces(pattern: string): string[] | null {
  const open = pattern.indexOf("{");
  const parts: string[] = [];
  let depth = 0;
  let from = open + 1;
  for (let at = open; open !== -1 && at < pattern.length; at++) {
    if (pattern[at] === "{") depth++;
    if (pattern[at] === "}") depth--;
    if (depth === 0 || (depth === 1 && pattern[at] === ",")) {
      parts.push(pattern.slice(from, at));
      from = at + 1;
    }
    if (depth === 0) {
      const tail = pattern.slice(from);
      return parts.map((part) => pattern.slice(0, open) + part + tail);
    }
  }
  return null;
}
