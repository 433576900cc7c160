/** `UDP_CHECK`: sends a datagram. */
import { unread } from "../arguments.ts";
import type { KeywordSection } from "../keyword.ts";
import { occasionalConnectionKeywords } from "./connection.ts";

export const udpCheckKeywords = {
  ...occasionalConnectionKeywords,
  payload: {
    argument: unread("HEX (free spacing)"),
    default: "random bytes",
    meaning: "data to send",
    tier: "rare",
  },
  require_reply: {
    argument: unread("[HEX with x wildcards]"),
    default: null,
    meaning: "a reply is needed, optionally matching",
    tier: "rare",
  },
  min_reply_length: {
    argument: unread("0..65535"),
    default: "0",
    meaning: "shortest reply",
    tier: "rare",
  },
  max_reply_length: {
    argument: unread("0..65535"),
    default: "255",
    meaning: "longest reply",
    tier: "rare",
  },
} as const satisfies KeywordSection;
