/** `DNS_CHECK`: asks a name server. */
import { unread } from "../arguments.ts";
import type { KeywordSection } from "../keyword.ts";
import { connectionKeywords } from "./connection.ts";

export const dnsCheckKeywords = {
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
    default: "3",
    meaning: "retries before it counts as failed",
    tier: "rare",
  },
  delay_before_retry: {
    argument: unread("seconds decimal"),
    default: "delay_loop",
    meaning: "wait before a retry",
    tier: "rare",
  },
  delay_loop: {
    argument: unread("seconds decimal"),
    default: "real server value",
    meaning: "probe period",
    tier: "rare",
  },
  type: {
    argument: unread("A NS CNAME SOA MX TXT AAAA RRSIG DNSKEY"),
    default: "SOA",
    meaning: "query type",
    tier: "common",
  },
  name: {
    argument: unread("domain"),
    default: ". (root)",
    meaning: "query name",
    tier: "common",
  },
} as const satisfies KeywordSection;
