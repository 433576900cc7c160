/** `auth_hmac`: the signed trailer (keepalived.md §7.5). */
import { choice, integer, wholeSeconds, words } from "../arguments.ts";
import type { KeywordSection } from "../keyword.ts";

export const authHmacKeywords = {
  key: {
    argument: words("ID VALUE|hex:DIGITS|file:PATH"),
    default: null,
    required: true,
    meaning: "a signing key of 32 to 64 bytes with its number, 1 to 255; one line for each",
    example: "key 1 file:/etc/keepalived/vrrp.key",
    tier: "rare",
    support: "checked",
    since: "2.4",
    isList: true,
  },
  active_key: {
    argument: integer(1, 255),
    default: "the only key",
    meaning: "number of the key that adverts are signed with",
    example: "active_key 1",
    tier: "rare",
    support: "checked",
  },
  time_window: {
    argument: wholeSeconds(1, 300),
    default: "three times advert_int, 5 s at least",
    meaning: "how old a signed advert may be where anti_replay is time",
    tier: "rare",
    support: "checked",
  },
  anti_replay: {
    argument: choice("time", "monotonic"),
    default: "time",
    meaning: "how adverts that are sent again by others are told: by the clock, or by counting",
    tier: "rare",
    support: "checked",
  },
  mode: {
    argument: choice("enforce", "permissive", "receive-only"),
    default: "enforce",
    meaning:
      "for the roll-out: permissive also accepts unsigned adverts, receive-only sends them too",
    tier: "rare",
    support: "checked",
  },
} as const satisfies KeywordSection;
