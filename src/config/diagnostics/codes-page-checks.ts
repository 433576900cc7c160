/** HTTP_GET, SSL_GET and the SSL block (keepalived.md §17). */
import { checked } from "./checker-examples.ts";
import type { Code } from "./code.ts";

export const pageCheckCodes = {
  urlsMissing: {
    code: "HF0853",
    severity: "error",
    title: "page check without a url",
    explanation:
      "HTTP_GET and SSL_GET ask for pages. Without a usable url there is nothing to ask for, " +
      "and the check is left out: the real server counts as healthy whatever it does.",
    exit: 5,
    refusesReload: false,
    example: {
      wrong: checked("HTTP_GET {\n  connect_timeout 3\n}"),
      right: checked("HTTP_GET {\n  connect_timeout 3\n  url {\n    path /\n  }\n}"),
    },
  },
  pathMissing: {
    code: "HF0854",
    severity: "error",
    title: "url without a path",
    explanation: "A url needs the path to ask for; it is / for the front page.",
    exit: 5,
    refusesReload: false,
    example: {
      wrong: checked("HTTP_GET {\n  url {\n    status_code 200\n  }\n}"),
      right: checked("HTTP_GET {\n  url {\n    path /\n    status_code 200\n  }\n}"),
    },
  },
  pathNotAbsolute: {
    code: "HF0855",
    severity: "warning",
    title: "path without a slash",
    explanation:
      "What follows GET in a request has to begin with a slash (RFC 9112 §3.2.1); most servers " +
      "answer anything else with 400. It is sent as it is written.",
    exit: 0,
    refusesReload: false,
    example: {
      wrong: checked("HTTP_GET {\n  url {\n    path health\n  }\n}"),
      right: checked("HTTP_GET {\n  url {\n    path /health\n  }\n}"),
    },
  },
  badDigest: {
    code: "HF0856",
    severity: "error",
    title: "not an MD5 sum",
    explanation:
      "The digest is the MD5 sum of the body, as genhash prints it: 32 hexadecimal digits.",
    exit: 5,
    refusesReload: false,
    example: {
      wrong: checked("HTTP_GET {\n  url {\n    path /\n    digest 9b3a0c85a887a256\n  }\n}"),
      right: checked(
        "HTTP_GET {\n  url {\n    path /\n    digest 9b3a0c85a887a256d6939da88aabd8cd\n  }\n}",
      ),
    },
  },
  badStatusCode: {
    code: "HF0857",
    severity: "error",
    title: "not a status code",
    explanation:
      "A status code is a number from 100 to 599, and a range has its smaller end first: " +
      "200-299. The codes beside it count.",
    exit: 5,
    refusesReload: false,
    example: {
      wrong: checked("HTTP_GET {\n  url {\n    path /\n    status_code 200,204\n  }\n}"),
      right: checked("HTTP_GET {\n  url {\n    path /\n    status_code 200 204\n  }\n}"),
    },
  },
  patternUnusable: {
    code: "HF0858",
    severity: "error",
    title: "pattern that cannot be matched",
    explanation:
      "PCRE2 does not understand the pattern, or its library, libpcre2-8-0, is not installed. " +
      "A backslash has to be written twice, and brackets that are meant need one.",
    exit: 0,
    refusesReload: true,
    example: {
      wrong: checked('HTTP_GET {\n  url {\n    path /\n    regex "status: (ok"\n  }\n}'),
      right: checked('HTTP_GET {\n  url {\n    path /\n    regex "status: (ok|fine)"\n  }\n}'),
    },
  },
  patternMissing: {
    code: "HF0859",
    severity: "notice",
    title: "pattern option without a pattern",
    explanation: "The keyword says how a regex is matched, and the url has none.",
    exit: 0,
    refusesReload: false,
    example: {
      wrong: checked("HTTP_GET {\n  url {\n    path /\n    regex_no_match\n  }\n}"),
      right: checked(
        "HTTP_GET {\n  url {\n    path /\n    regex error\n    regex_no_match\n  }\n}",
      ),
    },
  },
  badPatternOption: {
    code: "HF0860",
    severity: "warning",
    title: "unusable pattern option",
    explanation:
      "The options are those of PCRE2, in small letters and without PCRE2_ before them; a stack is " +
      "given by two sizes, the smaller one first. What is not understood is skipped.",
    exit: 0,
    refusesReload: false,
    example: {
      wrong: checked(
        "HTTP_GET {\n  url {\n    path /\n    regex ok\n    regex_options nocase\n  }\n}",
      ),
      right: checked(
        "HTTP_GET {\n  url {\n    path /\n    regex ok\n    regex_options caseless\n  }\n}",
      ),
    },
  },
  emptySearch: {
    code: "HF0861",
    severity: "warning",
    title: "no place for a match",
    explanation:
      "The search begins behind the last place where a match may begin, so the pattern never " +
      "matches.",
    exit: 0,
    refusesReload: false,
    example: {
      wrong: checked(
        "HTTP_GET {\n  url {\n    path /\n    regex ok\n    regex_min_offset 100\n    regex_max_offset 50\n  }\n}",
      ),
      right: checked(
        "HTTP_GET {\n  url {\n    path /\n    regex ok\n    regex_min_offset 50\n    regex_max_offset 100\n  }\n}",
      ),
    },
  },
  onlyWithTls: {
    code: "HF0862",
    severity: "notice",
    title: "TLS keyword in a check without TLS",
    explanation: "Only SSL_GET speaks TLS. In an HTTP_GET the keyword has no effect.",
    exit: 0,
    refusesReload: false,
    example: {
      wrong: checked("HTTP_GET {\n  enable_sni\n  url {\n    path /\n  }\n}"),
      right: checked(
        "SSL_GET {\n  enable_sni\n  virtualhost www.example.com\n  url {\n    path /\n  }\n}",
      ),
    },
  },
  serverNameMissing: {
    code: "HF0877",
    severity: "notice",
    title: "no server name to send",
    explanation:
      "The TLS hello is to name the server, and there is no name: neither sni_name nor a " +
      "virtualhost of the url, the check, the real server or the virtual server. A server with " +
      "several certificates answers with its first one.",
    exit: 0,
    refusesReload: false,
    example: {
      wrong: checked("SSL_GET {\n  enable_sni\n  url {\n    path /\n  }\n}"),
      right: checked(
        "SSL_GET {\n  enable_sni\n  sni_name www.example.com\n  url {\n    path /\n  }\n}",
      ),
    },
  },
  sslRepeated: {
    code: "HF0874",
    severity: "warning",
    title: "second SSL block",
    explanation:
      "All SSL_GET checks share one set of certificates. The last block holds, and nothing of " +
      "the others.",
    exit: 5,
    refusesReload: false,
    example: {
      wrong: "SSL {\n  ca /etc/keepalived/ca.pem\n}\nSSL {\n  key /etc/keepalived/client.key\n}\n",
      right: "SSL {\n  ca /etc/keepalived/ca.pem\n  key /etc/keepalived/client.key\n}\n",
    },
  },
} as const satisfies Readonly<Record<string, Code>>;
