/** Health checks of real servers: what a check lacks, and what it cannot do (keepalived.md §17). */
import { checked } from "./checker-examples.ts";
import type { Code } from "./code.ts";

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
