/** What a virtual server gives to each of its real servers. */
import { type Micros, seconds } from "../../../wire/units.ts";
import type { Forwarding } from "../../model/load-balancing.ts";
import type { CheckerDefaults, CheckTargets } from "../checks/checker-context.ts";
import type { VirtualServerDraft } from "../drafts.ts";
import type { FamiliarBlocks } from "../reading/familiar-blocks.ts";
import type { ServerDefaults } from "./real-server-defaults.ts";
import type { Target } from "./service.ts";

export interface RealServerContext extends ServerDefaults {
  /** The virtual server's, as it is written: `192.0.2.1 80`. */
  readonly title: string;
  readonly target: Target;
  readonly forwarding: Forwarding;
  readonly targets: CheckTargets;
  readonly familiar: FamiliarBlocks;
  /** A keyword's default in words, as `readSection` asks for it. */
  readonly defaultOf: (name: string) => string | undefined;
}

const defaultDelayLoopMicros: Micros = seconds(60);
const defaultConnectTimeoutMicros: Micros = seconds(5);

export function checkerDefaultsOf(
  draft: VirtualServerDraft,
  logAllFailures: boolean,
): CheckerDefaults {
  return {
    delayLoopMicros: draft.delay_loop?.value ?? defaultDelayLoopMicros,
    retry: draft.retry?.value ?? null,
    delayBeforeRetryMicros: draft.delay_before_retry?.value ?? null,
    warmupMicros: draft.warmup?.value ?? null,
    connectTimeoutMicros: draft.connect_timeout?.value ?? defaultConnectTimeoutMicros,
    alpha: draft.alpha !== undefined,
    virtualHost: draft.virtualhost?.value ?? null,
    logAllFailures,
  };
}
