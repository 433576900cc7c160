/** `PING_CHECK`: sends an ICMP echo request. */
import { unread } from "../arguments.ts";
import type { KeywordSection } from "../keyword.ts";
import { connectionKeywords } from "./connection.ts";

export const pingCheckKeywords = {
  ...connectionKeywords,
  connect_ip: {
    argument: unread("IP"),
    default: "real server address",
    meaning: "address to probe",
    tier: "rare",
  },
  connect_port: {
    argument: unread("1..65535"),
    default: "real server port",
    meaning: "port to probe",
    tier: "common",
  },
  connect_timeout: {
    argument: unread("seconds decimal"),
    default: "real server value (5)",
    meaning: "connect and response time limit",
    tier: "common",
  },
  retry: {
    argument: unread("0.."),
    default: "1",
    meaning: "retries before it counts as failed",
    tier: "rare",
  },
  delay_before_retry: {
    argument: unread("seconds decimal"),
    default: "1",
    meaning: "wait before a retry",
    tier: "rare",
  },
  delay_loop: {
    argument: unread("seconds decimal"),
    default: "real server value",
    meaning: "probe period",
    tier: "rare",
  },
} as const satisfies KeywordSection;
