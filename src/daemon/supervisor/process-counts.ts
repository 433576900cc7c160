import type { AskResult } from "../control/questions.ts";
import type { ProcessCounts } from "../dump/json/write-json.ts";
import type { RunnerStatus } from "../status/runner-status.ts";

/** In what the runner answered to `status`; nothing where it did not. */
export function processCounts(answer: AskResult): ProcessCounts {
  if (!answer.ok) return {};
  const { processes } = answer.value as RunnerStatus;
  return Object.fromEntries(processes.map(({ name, count }) => [name, count]));
}
