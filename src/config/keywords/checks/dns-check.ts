/** `DNS_CHECK`: asks a name server. */
import { caselessChoice, text } from "../arguments.ts";
import type { KeywordSection } from "../keyword.ts";
import { occasionalConnectionKeywords } from "./connection.ts";

export const dnsCheckKeywords = {
  ...occasionalConnectionKeywords,
  retry: { ...occasionalConnectionKeywords.retry, default: "3" },
  delay_before_retry: { ...occasionalConnectionKeywords.delay_before_retry, default: "delay_loop" },
  type: {
    argument: caselessChoice("A", "NS", "CNAME", "SOA", "MX", "TXT", "AAAA", "RRSIG", "DNSKEY"),
    default: "SOA",
    meaning: "record type to ask for",
    tier: "common",
    support: "full",
  },
  name: {
    argument: text(),
    default: ". (root)",
    meaning: "domain name to ask for",
    example: "name www.example.com",
    tier: "common",
    support: "full",
  },
} as const satisfies KeywordSection;
