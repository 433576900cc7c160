/** `authentication` of VRRPv2 (RFC 2338 §5.3.6). */
import { choice, secret } from "../arguments.ts";
import type { KeywordSection } from "../keyword.ts";

export const authenticationKeywords = {
  auth_type: {
    argument: choice("PASS", "AH"),
    default: null,
    meaning:
      "PASS sends the password as it is, which keeps mistakes out and no attacker; AH signs " +
      "adverts by IPsec",
    example: "auth_type PASS\nauth_pass secret",
    tier: "core",
    support: "full",
  },
  auth_pass: {
    argument: secret(8),
    default: null,
    meaning: "the password, the same on all machines; eight characters count",
    example: "auth_type PASS\nauth_pass secret",
    tier: "core",
    support: "full",
  },
} as const satisfies KeywordSection;
