/** The health checks of one real server, with what its virtual server gives them. */
import type { Family, IpAddress } from "../../../wire/address.ts";
import type { Micros } from "../../../wire/units.ts";
import type { Checker } from "../../model/checker.ts";
import type { RealServerDraft } from "../drafts.ts";
import type { Judgement } from "../judgement.ts";

export interface CheckerContext {
  /** Who consequences speak of: "[192.0.2.10]:80 of [192.0.2.1]:tcp:80". */
  readonly subject: string;
  /** The real server's, where checks go unless they say otherwise. */
  readonly address: IpAddress;
  readonly port: number;
  readonly family: Family;
  readonly defaults: CheckerDefaults;
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
}

const noCheckers: readonly Checker[] = [];

export function completeCheckers(
  _draft: RealServerDraft,
  _context: CheckerContext,
  _judgement: Judgement,
): readonly Checker[] {
  return noCheckers;
}
