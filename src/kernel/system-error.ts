/** Error numbers out of what Node's file functions throw. */

/** The positive error number of a thrown system error; anything else is thrown on. */
export function systemErrorNumber(problem: unknown): number {
  if (problem instanceof Error && "errno" in problem && typeof problem.errno === "number") {
    return Math.abs(problem.errno);
  }
  throw problem;
}
