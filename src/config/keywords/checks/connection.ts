/** What the checks of a real server have in common. */
import { address, duration, flag, integer, interfaceName, longDuration } from "../arguments.ts";
import type { KeywordSection } from "../keyword.ts";

/** When a check runs, and how many failures it takes. */
export const scheduleKeywords = {
  retry: {
    argument: integer(0),
    default: "1",
    meaning: "how often a failed probe is repeated before the check counts as failed",
    tier: "common",
    support: "full",
  },
  delay_before_retry: {
    argument: longDuration(),
    default: "1",
    meaning: "wait before a failed probe is repeated",
    tier: "common",
    support: "full",
  },
  warmup: {
    argument: longDuration(),
    default: "delay_loop",
    meaning:
      "the first probe is sent after a random wait of at most this, so that not all start at once",
    tier: "rare",
    support: "full",
  },
  delay_loop: {
    argument: longDuration(0.000001),
    default: "real server value",
    meaning: "wait from the end of a probe to the next one",
    tier: "common",
    support: "full",
  },
  alpha: {
    argument: flag,
    default: "real server value",
    meaning: "count as failed until the first probe has succeeded",
    tier: "rare",
    support: "full",
  },
  log_all_failures: {
    argument: flag,
    default: "global",
    meaning: "log every failed probe of a server that is up, those that are repeated too",
    tier: "rare",
    support: "full",
  },
} as const satisfies KeywordSection;

/** Every check that sends packets. */
export const connectionKeywords = {
  connect_ip: {
    argument: address(),
    default: "real server address",
    meaning: "address to probe, where it is not the one that takes the traffic",
    tier: "common",
    support: "full",
  },
  connect_port: {
    argument: integer(1, 65535),
    default: "real server port",
    meaning: "port to probe",
    tier: "core",
    support: "full",
  },
  bindto: {
    argument: address(),
    default: "any",
    meaning: "source address of probes",
    tier: "rare",
    support: "full",
  },
  bind_port: {
    argument: integer(1, 65535),
    default: "any",
    meaning: "source port of probes",
    tier: "rare",
    support: "full",
  },
  bind_if: {
    argument: interfaceName,
    default: null,
    meaning: "interface that probes leave by; needed for link-local addresses",
    tier: "rare",
    support: "full",
  },
  connect_timeout: {
    argument: duration(0.000001),
    default: "real server value (5)",
    meaning: "time limit of the connection and of the response",
    tier: "core",
    support: "full",
  },
  fwmark: {
    argument: integer(0),
    default: null,
    meaning: "firewall mark on the packets of the probe, for rules and routes of its own",
    tier: "rare",
    support: "full",
  },
  ...scheduleKeywords,
} as const satisfies KeywordSection;

/** The same for checks that few files use: their words are rarer too. */
export const occasionalConnectionKeywords = {
  ...connectionKeywords,
  connect_ip: { ...connectionKeywords.connect_ip, tier: "rare" },
  connect_port: { ...connectionKeywords.connect_port, tier: "common" },
  connect_timeout: { ...connectionKeywords.connect_timeout, tier: "common" },
  retry: { ...connectionKeywords.retry, tier: "rare" },
  delay_before_retry: { ...connectionKeywords.delay_before_retry, tier: "rare" },
  delay_loop: { ...connectionKeywords.delay_loop, tier: "rare" },
} as const satisfies KeywordSection;
