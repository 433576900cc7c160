/** Health checks of real servers: what a check lacks, and what it cannot do (behaviours §17). */
import type { Code } from "./code.ts";

/** A real server with `check` inside it; `port` is empty where every port is balanced. */
const checked = (check: string, port = " 80"): string =>
  `virtual_server 192.0.2.1${port} {
  lb_algo wrr
  lb_kind DR
  protocol TCP${port === "" ? "\n  persistence_timeout 360" : ""}
  real_server 192.0.2.10${port} {
${indented(check)}
  }
}
`;

const indented = (lines: string): string => lines.replaceAll(/^/gm, "    ");

const load = "track_file load {\n  file /run/load\n}\n";
const router = "bfd_instance router_1 {\n  neighbor_ip 192.0.2.10\n}\n";
const secure = "global_defs {\n  enable_script_security\n  script_user root\n}\n";

export const checkerCodes = {
  linkLocalNeedsInterface: {
    code: "HF0850",
    severity: "error",
    title: "link-local address without an interface",
    explanation:
      "Link-local addresses are the same on every link, so a probe of one has to say by which " +
      "interface it leaves. Add bind_if.",
    exit: 5,
    refusesReload: false,
    example: {
      wrong: checked("TCP_CHECK {\n  connect_ip fe80::10\n}"),
      right: checked("TCP_CHECK {\n  connect_ip fe80::10\n  bind_if eth0\n}"),
    },
  },
  familiesDiffer: {
    code: "HF0851",
    severity: "error",
    title: "source and target of different families",
    explanation:
      "A probe cannot leave from an IPv4 address to an IPv6 one, or the other way round. Of " +
      "bindto and connect_ip the later line is ignored.",
    exit: 5,
    refusesReload: false,
    example: {
      wrong: checked("TCP_CHECK {\n  bindto 2001:db8::1\n}"),
      right: checked("TCP_CHECK {\n  bindto 192.0.2.7\n}"),
    },
  },
  portMissing: {
    code: "HF0852",
    severity: "warning",
    title: "check without a port",
    explanation:
      "The real server has no port of its own, because its virtual server takes every port, and " +
      "the check names none: it has nothing to connect to. Add connect_port.",
    exit: 0,
    refusesReload: false,
    example: {
      wrong: checked("TCP_CHECK {\n}", ""),
      right: checked("TCP_CHECK {\n  connect_port 80\n}", ""),
    },
  },
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
  badDomainName: {
    code: "HF0863",
    severity: "error",
    title: "not a domain name",
    explanation:
      "A domain name is made of labels of 1 to 63 characters with dots between them, 253 in all " +
      "(RFC 1035 §2.3.4).",
    exit: 5,
    refusesReload: false,
    example: {
      wrong: checked("DNS_CHECK {\n  name www..example.com\n}"),
      right: checked("DNS_CHECK {\n  name www.example.com\n}"),
    },
  },
  badHexadecimal: {
    code: "HF0864",
    severity: "error",
    title: "not hexadecimal",
    explanation:
      "Data is written as hexadecimal digits without a prefix, with blanks where one likes; x " +
      "stands for any digit of a reply.",
    exit: 5,
    refusesReload: false,
    example: {
      wrong: checked("UDP_CHECK {\n  payload 0x0d0a\n}"),
      right: checked("UDP_CHECK {\n  payload 0d0a\n}"),
    },
  },
  replyLengthsCross: {
    code: "HF0865",
    severity: "error",
    title: "no reply is long enough",
    explanation:
      "The shortest reply that is accepted is longer than the longest, which is 255 bytes where " +
      "it is not given: every reply is failure.",
    exit: 5,
    refusesReload: false,
    example: {
      wrong: checked("UDP_CHECK {\n  require_reply\n  min_reply_length 300\n}"),
      right: checked(
        "UDP_CHECK {\n  require_reply\n  min_reply_length 300\n  max_reply_length 1500\n}",
      ),
    },
  },
  scriptMissing: {
    code: "HF0866",
    severity: "error",
    title: "MISC_CHECK without a program",
    explanation:
      "A MISC_CHECK runs the program of misc_path. Without one it is left out: the real server " +
      "counts as healthy whatever it does.",
    exit: 5,
    refusesReload: false,
    example: {
      wrong: checked("MISC_CHECK {\n  misc_timeout 5\n}"),
      right: checked('MISC_CHECK {\n  misc_path "/usr/bin/check_disk 90"\n  misc_timeout 5\n}'),
    },
  },
  sessionMissing: {
    code: "HF0867",
    severity: "error",
    title: "BFD_CHECK without a session",
    explanation: "A BFD_CHECK follows one bfd_instance, and needs its name alone.",
    exit: 5,
    refusesReload: false,
    example: {
      wrong: checked("BFD_CHECK {\n}"),
      right: router + checked("BFD_CHECK {\n  name router_1\n}"),
    },
  },
  sessionUnknown: {
    code: "HF0868",
    severity: "error",
    title: "unknown BFD session",
    explanation:
      "The name is not that of a bfd_instance of this file that tells the health checker.",
    exit: 5,
    refusesReload: false,
    example: {
      wrong: router + checked("BFD_CHECK {\n  name router_2\n}"),
      right: router + checked("BFD_CHECK {\n  name router_1\n}"),
    },
  },
  sessionRepeated: {
    code: "HF0869",
    severity: "error",
    title: "BFD session checked twice",
    explanation: "A real server follows a session once; the second check says nothing new.",
    exit: 5,
    refusesReload: false,
    example: {
      wrong: router + checked("BFD_CHECK {\n  name router_1\n}\nBFD_CHECK {\n  name router_1\n}"),
      right: router + checked("BFD_CHECK {\n  name router_1\n}"),
    },
  },
  fileMissing: {
    code: "HF0870",
    severity: "error",
    title: "FILE_CHECK without a file",
    explanation: "A FILE_CHECK follows one track_file, and needs its name.",
    exit: 5,
    refusesReload: false,
    example: {
      wrong: checked("FILE_CHECK {\n  weight 2\n}"),
      right: load + checked("FILE_CHECK {\n  track_file load\n  weight 2\n}"),
    },
  },
  fileUnknown: {
    code: "HF0871",
    severity: "error",
    title: "unknown track_file",
    explanation: "The name is not that of a track_file of this file.",
    exit: 5,
    refusesReload: false,
    example: {
      wrong: load + checked("FILE_CHECK {\n  track_file lode\n}"),
      right: load + checked("FILE_CHECK {\n  track_file load\n}"),
    },
  },
  badWeightOption: {
    code: "HF0872",
    severity: "error",
    title: "unknown word behind a weight",
    explanation: "Behind the weight stands reverse, noreverse or nothing.",
    exit: 5,
    refusesReload: false,
    example: {
      wrong: load + checked("FILE_CHECK {\n  track_file load\n  weight 2 inverse\n}"),
      right: load + checked("FILE_CHECK {\n  track_file load\n  weight 2 reverse\n}"),
    },
  },
  definedLater: {
    code: "HF0873",
    severity: "error",
    title: "used before it is defined",
    explanation:
      "A check knows only what stands above its virtual server, and is left out where the " +
      "definition follows later. Move the definition up.",
    exit: 5,
    refusesReload: false,
    example: {
      wrong: checked("FILE_CHECK {\n  track_file load\n}") + load,
      right: load + checked("FILE_CHECK {\n  track_file load\n}"),
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
  scriptWithoutUser: {
    code: "HF0876",
    severity: "error",
    title: "program of a check without a user",
    explanation:
      "A MISC_CHECK runs as the user that it names, else as script_user, else as " +
      "keepalived_script. With script security it does not run as anybody else.",
    exit: 5,
    refusesReload: false,
    example: {
      wrong: secure + checked("MISC_CHECK {\n  misc_path /usr/bin/check\n  user nagios\n}"),
      right:
        secure + checked("MISC_CHECK {\n  misc_path /usr/bin/check\n  user keepalived_script\n}"),
    },
  },
  scriptUnsafe: {
    code: "HF0875",
    severity: "error",
    title: "program of a check that others may change",
    explanation:
      "With enable_script_security no program runs as root that somebody else could change: the " +
      "file, and every directory on the way to it, has to belong to root and be writable by " +
      "nobody else. Mend the permissions, or name another user in the check.",
    exit: 0,
    refusesReload: false,
    example: {
      wrong: secure + checked("MISC_CHECK {\n  misc_path /home/alice/check\n}"),
      right: secure + checked("MISC_CHECK {\n  misc_path /usr/bin/check\n}"),
    },
  },
} as const satisfies Readonly<Record<string, Code>>;
