/** What every checker that opens a connection understands. */
import { unread } from "../arguments.ts";
import type { KeywordSection } from "../keyword.ts";

export const connectionKeywords = {
  connect_ip: {
    argument: unread("IP"),
    default: "real server address",
    meaning: "address to probe",
    tier: "common",
  },
  connect_port: {
    argument: unread("1..65535"),
    default: "real server port",
    meaning: "port to probe",
    tier: "core",
  },
  bindto: {
    argument: unread("IP"),
    default: "any",
    meaning: "source address",
    tier: "rare",
  },
  bind_port: {
    argument: unread("1..65535"),
    default: "any",
    meaning: "source port",
    tier: "rare",
  },
  bind_if: {
    argument: unread("IF"),
    default: null,
    meaning: "interface, needed for link-local sources",
    tier: "rare",
  },
  connect_timeout: {
    argument: unread("seconds decimal"),
    default: "real server value (5)",
    meaning: "connect and response time limit",
    tier: "core",
  },
  fwmark: {
    argument: unread("N"),
    default: null,
    meaning: "mark on probe packets",
    tier: "rare",
  },
  retry: {
    argument: unread("0.."),
    default: "1",
    meaning: "retries before it counts as failed",
    tier: "common",
  },
  delay_before_retry: {
    argument: unread("seconds decimal"),
    default: "1",
    meaning: "wait before a retry",
    tier: "common",
  },
  warmup: {
    argument: unread("seconds decimal"),
    default: "delay_loop",
    meaning: "max random first delay",
    tier: "rare",
  },
  delay_loop: {
    argument: unread("seconds decimal"),
    default: "real server value",
    meaning: "probe period",
    tier: "common",
  },
  alpha: {
    argument: unread("[BOOL]"),
    default: "real server value",
    meaning: "start as failed",
    tier: "rare",
  },
  log_all_failures: {
    argument: unread("[BOOL]"),
    default: "global",
    meaning: "log each failed probe",
    tier: "rare",
  },
} as const satisfies KeywordSection;

/** The same for checkers that few files use: their words are rarer too. */
export const occasionalConnectionKeywords = {
  ...connectionKeywords,
  connect_ip: { ...connectionKeywords.connect_ip, tier: "rare" },
  connect_port: { ...connectionKeywords.connect_port, tier: "common" },
  connect_timeout: { ...connectionKeywords.connect_timeout, tier: "common" },
  retry: { ...connectionKeywords.retry, tier: "rare" },
  delay_before_retry: { ...connectionKeywords.delay_before_retry, tier: "rare" },
  delay_loop: { ...connectionKeywords.delay_loop, tier: "rare" },
} as const satisfies KeywordSection;
