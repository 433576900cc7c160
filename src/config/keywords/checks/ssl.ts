/** `SSL`: certificates of all SSL_GET checks. */
import { unread } from "../arguments.ts";
import type { KeywordSection } from "../keyword.ts";

export const sslKeywords = {
  password: {
    argument: unread("STR"),
    default: null,
    meaning: "key password",
    tier: "rare",
  },
  ca: {
    argument: unread("FILE"),
    default: null,
    meaning: "CA bundle loaded in the context (peer is still not verified)",
    tier: "rare",
  },
  certificate: {
    argument: unread("FILE"),
    default: null,
    meaning: "client certificate",
    tier: "rare",
  },
  key: {
    argument: unread("FILE"),
    default: null,
    meaning: "client key",
    tier: "rare",
  },
} as const satisfies KeywordSection;
