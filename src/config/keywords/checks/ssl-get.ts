/** `SSL_GET`: as HTTP_GET, over TLS. */
import { none } from "../arguments.ts";
import type { KeywordSection } from "../keyword.ts";
import { httpGetKeywords } from "./http-get.ts";

export const sslGetKeywords = {
  ...httpGetKeywords,
  tls_compliant: {
    argument: none,
    default: null,
    meaning: "say goodbye with close_notify before the connection is closed, for all urls",
    tier: "rare",
    support: "checked",
  },
} as const satisfies KeywordSection;
