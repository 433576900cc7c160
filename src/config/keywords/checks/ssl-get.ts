/** `SSL_GET`: as HTTP_GET, over TLS. */
import { none } from "../arguments.ts";
import type { KeywordSection } from "../keyword.ts";
import { httpGetKeywords } from "./http-get.ts";

export const sslGetKeywords = {
  ...httpGetKeywords,
  tls_compliant: {
    argument: none,
    default: null,
    meaning: "send close_notify on shutdown",
    tier: "rare",
  },
} as const satisfies KeywordSection;
