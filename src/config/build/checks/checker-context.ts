/** What a real server gives its checks. */
import type { Family, IpAddress } from "../../../wire/address.ts";
import type { Micros } from "../../../wire/units.ts";
import type { BfdInstance, TrackFile } from "../../model/tracking.ts";
import type { FamiliarBlocks } from "../reading/familiar-blocks.ts";

export interface CheckerContext {
  /** Who consequences speak of: "[192.0.2.10]:80 of [192.0.2.1]:tcp:80". */
  readonly subject: string;
  /** The real server's, where checks go unless they say otherwise. */
  readonly address: IpAddress;
  readonly port: number;
  readonly family: Family;
  readonly defaults: CheckerDefaults;
  readonly targets: CheckTargets;
  /** Null where every place has to be right. */
  readonly familiar: FamiliarBlocks | null;
}

/** Of the real server, else of its virtual server; null leaves it to each kind of check. */
export interface CheckerDefaults {
  readonly delayLoopMicros: Micros;
  readonly retry: number | null;
  readonly delayBeforeRetryMicros: Micros | null;
  /** Null is as long as the delay loop. */
  readonly warmupMicros: Micros | null;
  readonly connectTimeoutMicros: Micros;
  readonly alpha: boolean;
  readonly virtualHost: string | null;
  /** `checker_log_all_failures` of global_defs. */
  readonly logAllFailures: boolean;
}

/** What FILE_CHECK and BFD_CHECK may name, by name. */
export interface CheckTargets {
  readonly trackFiles: ReadonlyMap<string, TrackFile>;
  readonly bfdInstances: ReadonlyMap<string, BfdInstance>;
}
