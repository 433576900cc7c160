/** `PING_CHECK`: sends an ICMP echo request. */
import type { KeywordSection } from "../keyword.ts";
import { occasionalConnectionKeywords } from "./connection.ts";

export const pingCheckKeywords = {
  ...occasionalConnectionKeywords,
} as const satisfies KeywordSection;
