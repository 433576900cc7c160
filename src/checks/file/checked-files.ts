/** Which tracked files health checks follow. */
import type { Configuration } from "../../config/model/configuration.ts";
import type { TrackFile } from "../../config/model/tracking.ts";

export function checkedFiles({ loadBalancing, tracking }: Configuration): TrackFile[] {
  const names = new Set<string>();
  for (const { realServers } of loadBalancing.virtualServers) {
    for (const { checkers } of realServers) {
      for (const checker of checkers) if (checker.kind === "file") names.add(checker.file);
    }
  }
  return tracking.files.filter(({ name }) => names.has(name));
}
