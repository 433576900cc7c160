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
    support: "checked",
  },
  ca: {
    argument: text(),
    default: null,
    missingValue: "named",
    repetition: "named",
    meaning: "file of certificate authorities; real servers are not verified all the same",
    example: "ca /etc/keepalived/ca.pem",
    tier: "rare",
    support: "checked",
  },
  certificate: {
    argument: text(),
    default: null,
    missingValue: "named",
    repetition: "named",
    meaning: "file of the certificate that the checks show to real servers",
    example: "certificate /etc/keepalived/client.pem",
    tier: "rare",
    support: "checked",
  },
  key: {
    argument: text(),
    default: null,
    missingValue: "named",
    repetition: "named",
    meaning: "file of the key that belongs to the certificate",
    example: "key /etc/keepalived/client.key",
    tier: "rare",
    support: "checked",
  },
} as const satisfies KeywordSection;
