/** `SSL_GET`: as HTTP_GET, over TLS. */
import { flag, integer, none } from "../arguments.ts";
import type { KeywordSection } from "../keyword.ts";
import { httpGetKeywords } from "./http-get.ts";

export const sslGetKeywords = {
  ...httpGetKeywords,
  tls_compliant: {
    argument: none,
    default: null,
    meaning: "say goodbye with close_notify before the connection is closed, for all urls",
    tier: "rare",
    support: "full",
  },
  ssl_verify: {
    argument: flag,
    default: null,
    meaning:
      "the certificate has to be for the server's name (sni_name, else virtualhost, else the " +
      "address), in date, and signed by ca of SSL, else by whom the machine trusts",
    example: "virtualhost www.example.com\nenable_sni\nssl_verify",
    tier: "rare",
    own: true,
    support: "full",
  },
  ssl_expiry_warning: {
    argument: integer(1, 3650, "days"),
    default: "none",
    meaning: "log a warning when the certificate ends within so many days; the check succeeds",
    example: "ssl_expiry_warning 14",
    tier: "rare",
    own: true,
    support: "full",
  },
} as const satisfies KeywordSection;
