/** `holdfast check --cluster`: after each file the cluster that they make up. */
import type { Check } from "../config/build/check-configuration.ts";
import { checkCluster } from "../config/cluster/check-cluster.ts";
import { type Checked, checkExitCode } from "../config/diagnostics/checked.ts";

export interface LookedAt {
  readonly path: string;
  readonly check: Check;
}

/** What is found about all of them together, as one more file. */
export function clusterChecked(files: readonly LookedAt[]): Checked {
  const { diagnostics, sources } = checkCluster(files);
  return {
    path: `cluster of ${files.map(({ path }) => path).join(", ")}`,
    diagnostics,
    sources,
    // keepalived looks at one file at a time.
    exitCode: checkExitCode(0, diagnostics),
    notLookedAt: [],
    trouble: null,
    isCluster: true,
  };
}
