/** Changes of servers as the journal has them. */
import type { VirtualServer } from "../../config/model/load-balancing.ts";
import type { BalancingEffect } from "../../core/balancing/effects.ts";
import { serverName } from "../../core/balancing/names.ts";
import type { BalancingState } from "../../core/balancing/state.ts";
import type { JournalEvent } from "../../core/journal/event.ts";

type ServerEvent = Extract<JournalEvent, { kind: "server" }>;
export type RecordedChange = Extract<BalancingEffect, { kind: "serverChanged" | "quorumChanged" }>;

/** `because`: what brought it about; a quorum says so itself. Null for what is not in the model. */
export function serverEvent(
  model: VirtualServer,
  { liveWeight }: Pick<BalancingState, "liveWeight">,
  change: RecordedChange,
  because: string,
): ServerEvent | null {
  const about = { kind: "server", virtualServer: model.name, up: change.up } as const;
  if (change.kind === "quorumChanged") {
    const sum = `a weight of ${liveWeight} is alive, the quorum is ${model.quorum.weight}`;
    return { ...about, realServer: null, because: sum };
  }
  const server = model.realServers[change.server];
  return server === undefined ? null : { ...about, realServer: serverName(model, server), because };
}
