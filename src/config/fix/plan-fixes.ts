/** Which of the fixes that findings carry can be carried out together without any harm. */
import type { Check } from "../build/check-configuration.ts";
import { findingKey } from "../build/verdict.ts";
import type { Diagnostic, Edit } from "../diagnostics/diagnostic.ts";
import type { SourceText } from "../language/source-text.ts";
import { type EditedLine, editLines } from "./edit-lines.ts";

export interface FileChange {
  readonly path: string;
  readonly before: string;
  readonly lines: readonly EditedLine[];
}

export interface Plan {
  /** The files that change, in the order in which they were read. */
  readonly changes: readonly FileChange[];
  readonly fixed: readonly Diagnostic[];
  readonly leftOut: readonly LeftOut[];
}

export interface LeftOut {
  readonly diagnostic: Diagnostic;
  /** What the edit would bring to light; null when it would not mend anything. */
  readonly because: Diagnostic | null;
}

/** What one place asks for: a line that a sequence repeats is found wrong in every round. */
type Candidate = readonly [Diagnostic, ...Diagnostic[]];

/** How often the file may be read again: one fix that does not fit takes a few readings. */
const mostChecks = 200;

/**
 * Every fix of `check` after which its finding is gone and no other has come. `recheck` reads the
 * same configuration with other texts at the sources' paths, and looks at no machine: what is
 * missing there is no reason to leave a misspelt word.
 */
export function planFixes(
  check: Check,
  recheck: (texts: ReadonlyMap<string, string>) => Check,
): Plan {
  const planner = new Planner(check.sources, recheck);
  const fixed = planner.accept(candidatesOf(check.diagnostics), []);
  return {
    changes: changesOf(fixed, check.sources),
    fixed: fixed.map(([diagnostic]) => diagnostic),
    leftOut: planner.leftOut,
  };
}

class Planner {
  readonly leftOut: LeftOut[] = [];
  readonly #sources: readonly SourceText[];
  readonly #recheck: (texts: ReadonlyMap<string, string>) => Check;
  readonly #before: ReadonlyMap<string, number>;
  #checksLeft = mostChecks;

  constructor(
    sources: readonly SourceText[],
    recheck: (texts: ReadonlyMap<string, string>) => Check,
  ) {
    this.#sources = sources;
    this.#recheck = recheck;
    this.#before = counted(recheck(new Map()).diagnostics);
  }

  /** Adds what fits to `accepted`: all at once if it does, else each half by itself. */
  accept(candidates: readonly Candidate[], accepted: readonly Candidate[]): readonly Candidate[] {
    const [first, ...others] = candidates;
    if (first === undefined) return accepted;
    const together = [...accepted, ...candidates];
    const harm = this.#checksLeft-- > 0 ? this.#harmOf(together) : { diagnostic: null };
    if (harm === null) return together;
    if (others.length === 0) {
      this.leftOut.push({ diagnostic: first[0], because: harm.diagnostic });
      return accepted;
    }
    const half = Math.ceil(candidates.length / 2);
    const withFirstHalf = this.accept(candidates.slice(0, half), accepted);
    return this.accept(candidates.slice(half), withFirstHalf);
  }

  /** Null when the findings after these fixes are the same as before without those fixed. */
  #harmOf(candidates: readonly Candidate[]): { readonly diagnostic: Diagnostic | null } | null {
    const changes = changesOf(candidates, this.#sources);
    const texts = new Map(changes.map(({ path, lines }) => [path, textAfter(lines)] as const));
    const allowed = new Map(this.#before);
    for (const diagnostic of candidates.flat()) take(diagnostic, allowed);
    for (const diagnostic of this.#recheck(texts).diagnostics) {
      if (diagnostic.span === null || take(diagnostic, allowed)) continue;
      const isOneOfThem = candidates
        .flat()
        .some((each) => findingKey(each) === findingKey(diagnostic));
      return { diagnostic: isOneOfThem ? null : diagnostic };
    }
    return null;
  }
}

export const textAfter = (lines: readonly EditedLine[]): string =>
  lines.map(({ after }) => after ?? "").join("");

function candidatesOf(diagnostics: readonly Diagnostic[]): readonly Candidate[] {
  const fixable = diagnostics.filter(({ fix }) => fix !== undefined);
  const byPlace = Map.groupBy(fixable, ({ fix }) => JSON.stringify(fix?.edits[0]?.span));
  return [...byPlace.values()] as unknown as readonly Candidate[];
}

/** A file that is included twice is edited once. */
function changesOf(
  candidates: readonly Candidate[],
  sources: readonly SourceText[],
): readonly FileChange[] {
  const edits = candidates.flat().flatMap(({ fix }) => fix?.edits ?? []);
  const pathOf = ({ span }: Edit): string => sources[span.source]?.path ?? "";
  return [...Map.groupBy(edits, pathOf)].map(([path, own]) => {
    const before = sources.find((source) => source.path === path)?.text ?? "";
    return { path, before, lines: editLines(before, own) };
  });
}

function counted(diagnostics: readonly Diagnostic[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const diagnostic of diagnostics) {
    const key = findingKey(diagnostic);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

/** Counts it off; false when there is none left. */
function take(diagnostic: Diagnostic, counts: Map<string, number>): boolean {
  const key = findingKey(diagnostic);
  const left = counts.get(key) ?? 0;
  counts.set(key, left - 1);
  return left > 0;
}
