/** What a sync group tells the world: once for all its members. */
import type { LogLevel } from "../log-level.ts";
import type { GroupPhase } from "./state.ts";

export type GroupEffect =
  | {
      readonly kind: "stateChanged";
      readonly from: GroupPhase;
      readonly to: GroupPhase;
      readonly because: string;
    }
  | { readonly kind: "log"; readonly level: LogLevel; readonly message: string };
