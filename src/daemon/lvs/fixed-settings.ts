/** What a running process cannot change about itself: a reload says so, and goes on without it. */
import type { LoadBalancing } from "../../config/model/load-balancing.ts";
import type { Logger } from "../log/logger.ts";

const names = {
  dataplane: "lvs_dataplane",
  maximumProbes: "checker_max_probes",
} as const satisfies Partial<Record<keyof LoadBalancing, string>>;

export function warnOfFixedSettings(
  before: LoadBalancing,
  after: LoadBalancing,
  log: Pick<Logger, "warning">,
): void {
  for (const [field, keyword] of Object.entries(names)) {
    const key = field as keyof typeof names;
    if (JSON.stringify(before[key]) === JSON.stringify(after[key])) continue;
    log.warning(`${keyword} is another one: it holds from the next start of the daemon`);
  }
}
