/** `SSL`: certificates of all SSL_GET checks. */
import { secret, text } from "../arguments.ts";
import type { KeywordSection } from "../keyword.ts";

export const sslKeywords = {
  password: {
    argument: secret(Number.POSITIVE_INFINITY),
    default: null,
    missingValue: "named",
    repetition: "named",
    meaning: "password that the key file is locked with",
    tier: "rare",
    support: "full",
  },
  ca: {
    argument: text(),
    default: null,
    missingValue: "named",
    repetition: "named",
    meaning:
      "file of certificate authorities that ssl_verify trusts; no other check verifies real servers",
    example: "ca /etc/keepalived/ca.pem",
    tier: "rare",
    support: "full",
  },
  certificate: {
    argument: text(),
    default: null,
    missingValue: "named",
    repetition: "named",
    meaning: "file of the certificate that the checks show to real servers",
    example: "certificate /etc/keepalived/client.pem",
    tier: "rare",
    support: "full",
  },
  key: {
    argument: text(),
    default: null,
    missingValue: "named",
    repetition: "named",
    meaning: "file of the key that belongs to the certificate",
    example: "key /etc/keepalived/client.key",
    tier: "rare",
    support: "full",
  },
} as const satisfies KeywordSection;
