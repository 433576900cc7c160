/** `authentication` of VRRPv2 (RFC 2338 §5.3.6). */
import { choice, secret } from "../arguments.ts";
import type { KeywordSection } from "../keyword.ts";

export const authenticationKeywords = {
  auth_type: {
    argument: choice("PASS", "AH"),
    default: null,
    meaning: "v2 IPv4 only; AH = IPsec AH with HMAC-MD5-96",
    tier: "core",
    support: "full",
  },
  auth_pass: {
    argument: secret(8),
    default: null,
    meaning: "shared secret",
    tier: "core",
    support: "full",
  },
} as const satisfies KeywordSection;
