/** Patterns of page checks, tried out with the library that is to match them: each said once. */
import { diagnose } from "../diagnostics/code.ts";
import { pageCheckCodes } from "../diagnostics/codes-page-checks.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { BodyPattern } from "../model/checker.ts";
import type { Configuration } from "../model/configuration.ts";
import type { RealServer } from "../model/load-balancing.ts";
import type { Machine } from "./machine.ts";

export function checkPatterns(
  { loadBalancing }: Configuration,
  { patternProblem }: Machine,
): readonly Diagnostic[] {
  if (patternProblem === undefined) return [];
  const tried = new Set<string>();
  const findings: Diagnostic[] = [];
  for (const { realServers } of loadBalancing.virtualServers) {
    for (const pattern of realServers.flatMap(patternsOf)) {
      // Thousands of real servers are checked alike.
      const key = JSON.stringify([pattern.pattern, pattern.options]);
      if (tried.has(key)) continue;
      tried.add(key);
      const problem = patternProblem(pattern);
      if (problem !== null) findings.push(unusable(pattern, problem));
    }
  }
  return findings;
}

const patternsOf = ({ checkers }: RealServer): readonly BodyPattern[] =>
  checkers.flatMap((checker) =>
    checker.kind === "http" || checker.kind === "ssl"
      ? checker.urls.flatMap(({ bodyPattern }) => bodyPattern ?? [])
      : [],
  );

const unusable = ({ place }: BodyPattern, problem: string): Diagnostic =>
  diagnose(pageCheckCodes.patternUnusable, place, {
    message: problem,
    consequence: "The check cannot be made: the real server stays as it is, whatever it answers.",
  });
