/** Whether a process is one that a `vrrp_track_process` counts (keepalived.md §9.5). */
import type { TrackProcess } from "../../config/model/tracking.ts";

export interface ProcessImage {
  /** Its name, cut to 15 bytes as the kernel does. */
  readonly name: string;
  /** The words of its command line; empty for one of the kernel, and where nobody asked. */
  readonly words: readonly string[];
}

export type ProcessPattern = Pick<
  TrackProcess,
  "process" | "parameters" | "parameterMatch" | "fullCommand"
>;

/** Else the name is enough, which costs less to find out. */
export const needsWords = ({ parameterMatch, fullCommand }: ProcessPattern): boolean =>
  fullCommand || parameterMatch !== "none";

export function matchesProcess(pattern: ProcessPattern, { name, words }: ProcessImage): boolean {
  if (!needsWords(pattern)) return pattern.process === name;
  const [program, ...parameters] = words;
  return pattern.process === program && matchesParameters(pattern, parameters);
}

function matchesParameters(
  { parameters: wanted, parameterMatch }: ProcessPattern,
  parameters: readonly string[],
): boolean {
  switch (parameterMatch) {
    case "none":
      return true;
    case "exact":
      return parameters.length === wanted.length && startWith(parameters, wanted);
    case "partial":
      return startWith(parameters, wanted);
    case "initial": {
      const last = wanted.at(-1);
      if (last === undefined) return true;
      const before = wanted.slice(0, -1);
      return startWith(parameters, before) && parameters[before.length]?.startsWith(last) === true;
    }
  }
}

const startWith = (words: readonly string[], beginning: readonly string[]): boolean =>
  beginning.every((word, index) => words[index] === word);
