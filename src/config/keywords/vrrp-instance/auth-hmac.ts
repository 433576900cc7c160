/** `auth_hmac`: the signed trailer. */
import { unread } from "../arguments.ts";
import type { KeywordSection } from "../keyword.ts";

export const authHmacKeywords = {
  key: {
    argument: unread("ID 1..255, VALUE | hex:HEX | file:PATH; 32..64 bytes; repeatable"),
    default: null,
    required: true,
    meaning: "a signing key (new since 2.4)",
    tier: "rare",
    since: "2.4",
  },
  active_key: {
    argument: unread("ID"),
    default: "the only key",
    meaning: "key used when sending",
    tier: "rare",
  },
  time_window: {
    argument: unread("1..300 s"),
    default: "max(3 x advert_int, 5)",
    meaning: "freshness window in time mode",
    tier: "rare",
  },
  anti_replay: {
    argument: unread("time|monotonic"),
    default: "time",
    meaning: "replay protection scheme",
    tier: "rare",
  },
  mode: {
    argument: unread("enforce|permissive|receive-only"),
    default: "enforce",
    meaning: "roll-out mode",
    tier: "rare",
  },
} as const satisfies KeywordSection;
