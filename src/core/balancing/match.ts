/** Which virtual servers, real servers and checkers of a new file are the ones that run. */
import type { VirtualServer } from "../../config/model/load-balancing.ts";

/** Everything goes by its index in the model, `before` by that in the old one. */
export interface LoadBalancingMatch {
  /** By the new model's virtual servers. */
  readonly virtualServers: readonly VirtualServerMatch[];
  /** Old virtual servers that are gone. */
  readonly removed: readonly number[];
}

export interface VirtualServerMatch {
  /** Null is new. */
  readonly before: number | null;
  readonly servers: readonly ServerMatch[];
  /** Old real servers that are gone. */
  readonly removed: readonly number[];
}

export interface ServerMatch {
  readonly before: number | null;
  readonly checkers: readonly CheckerMatch[];
}

/** `kept` has equal settings, and its state goes on; `changed` is of the same kind. */
export type CheckerMatch =
  | { readonly kind: "kept" | "changed"; readonly before: number }
  | { readonly kind: "new" };

export function matchLoadBalancing(
  _before: readonly VirtualServer[],
  _after: readonly VirtualServer[],
): LoadBalancingMatch {
  return { virtualServers: [], removed: [] };
}
