/** `UDP_CHECK`: sends a datagram. */
import { integer, words } from "../arguments.ts";
import type { KeywordSection } from "../keyword.ts";
import { occasionalConnectionKeywords } from "./connection.ts";

export const udpCheckKeywords = {
  ...occasionalConnectionKeywords,
  payload: {
    argument: words("HEX (free spacing)"),
    default: "random bytes",
    missingValue: "named",
    meaning: "data to send, in hexadecimal; a digit that is left alone is a byte",
    example: "payload 0d 0a 0d0a",
    tier: "rare",
    support: "full",
  },
  require_reply: {
    argument: words("[HEX with x wildcards]"),
    default: null,
    meaning:
      "silence is failure; with hexadecimal data the reply has to begin like that, where x is any" +
      " digit",
    example: "require_reply 80 xx 00",
    tier: "rare",
    support: "full",
  },
  min_reply_length: {
    argument: integer(0, 65535, "bytes"),
    default: "0",
    meaning: "a shorter reply is failure",
    tier: "rare",
    support: "full",
  },
  max_reply_length: {
    argument: integer(0, 65535, "bytes"),
    default: "255",
    meaning: "a longer reply is failure",
    tier: "rare",
    support: "full",
  },
} as const satisfies KeywordSection;
