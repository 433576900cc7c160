/** `keepalived.data`: what the vrrp process runs, knows and sees. */
import { globalLines } from "./global.ts";
import { instanceLines } from "./instance.ts";
import { heading } from "./labels.ts";
import { linkLines } from "./links.ts";
import type { DumpSnapshot } from "./snapshot.ts";
import { staticLines } from "./statics.ts";
import { groupLines } from "./sync-groups.ts";
import { trackingLines } from "./tracking.ts";

/** The whole text, with a line end at its end. Shows no secret. */
export function writeData(snapshot: DumpSnapshot): string {
  const { global, networkNamespace, instances, links, wallClockOffsetMicros } = snapshot;
  const { groups, tracking, results } = snapshot;
  return [
    ...globalLines(global, networkNamespace),
    ...staticLines(snapshot.statics, snapshot.trackGroups),
    heading("VRRP Topology"),
    ...instances.flatMap((instance) => instanceLines(instance, wallClockOffsetMicros)),
    ...groupLines(groups),
    ...trackingLines({ tracking, results, instances: instances.map(({ instance }) => instance) }),
    ...linkLines(links),
    "",
  ].join("\n");
}
