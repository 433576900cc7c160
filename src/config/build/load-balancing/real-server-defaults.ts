/** What a real server takes from its virtual server, and what it says itself. */
import { inSeconds } from "../../keywords/describe.ts";
import type { CheckerDefaults } from "../checks/checker-context.ts";
import type { RealServerDraft } from "../drafts.ts";

export interface ServerDefaults {
  readonly weight: number;
  readonly inhibitOnFailure: boolean;
  readonly mailAlert: boolean;
  readonly checkers: CheckerDefaults;
}

/** The virtual server's, or a copy of it where the real server says something else. */
export function ownCheckerDefaults(
  draft: RealServerDraft,
  inherited: CheckerDefaults,
): CheckerDefaults {
  const { delay_loop, retry, delay_before_retry, warmup, connect_timeout } = draft;
  const { alpha, virtualhost } = draft;
  const own =
    delay_loop ?? retry ?? delay_before_retry ?? warmup ?? connect_timeout ?? alpha ?? virtualhost;
  if (own === undefined) return inherited;
  return {
    ...inherited,
    delayLoopMicros: delay_loop?.value ?? inherited.delayLoopMicros,
    retry: retry?.value ?? inherited.retry,
    delayBeforeRetryMicros: delay_before_retry?.value ?? inherited.delayBeforeRetryMicros,
    warmupMicros: warmup?.value ?? inherited.warmupMicros,
    connectTimeoutMicros: connect_timeout?.value ?? inherited.connectTimeoutMicros,
    alpha: alpha?.value ?? inherited.alpha,
    virtualHost: virtualhost?.value ?? inherited.virtualHost,
  };
}

/** What holds where a real server does not say `name`, where its virtual server decides that. */
export function defaultInWords(
  name: string,
  { checkers, ...server }: ServerDefaults,
): string | undefined {
  const inOwnWords = (micros: number | null): string =>
    micros === null ? "that of each check" : `${inSeconds(micros)} s`;
  switch (name) {
    case "weight":
      return String(server.weight);
    case "inhibit_on_failure":
      return String(server.inhibitOnFailure);
    case "alpha":
      return String(checkers.alpha);
    case "smtp_alert":
      return String(server.mailAlert);
    case "delay_loop":
      return inOwnWords(checkers.delayLoopMicros);
    case "connect_timeout":
      return inOwnWords(checkers.connectTimeoutMicros);
    case "delay_before_retry":
      return inOwnWords(checkers.delayBeforeRetryMicros);
    case "warmup":
      return inOwnWords(checkers.warmupMicros ?? checkers.delayLoopMicros);
    case "retry":
      return checkers.retry === null ? "that of each check" : String(checkers.retry);
    default:
      return undefined;
  }
}
