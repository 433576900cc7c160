/** `$NAME`, what is defined beforehand, and lines that repeat themselves. */
import { none, words } from "../arguments.ts";
import type { KeywordSection } from "../keyword.ts";

export const definitionKeywords = {
  "$NAME=VALUE": {
    argument: words(
      "NAME [A-Za-z_][A-Za-z0-9_]*; no space before =; empty allowed; only white space may " +
        "precede $",
    ),
    default: null,
    meaning:
      "defines a text that $NAME stands for from here on, or defines it anew; names with _ in " +
      "front are reserved",
    example: "$PRIORITY=150\npriority $PRIORITY",
    tier: "common",
    support: "language",
  },
  "$NAME / ${NAME}": {
    argument: words("bare form must be followed by white space, comma, ) or end of line"),
    default: null,
    meaning:
      "puts in what is defined at this place, and in that again; a name that is not defined " +
      "stays as it is",
    example: `$NET=192.0.2\nunicast_src_ip \${NET}.1\nunicast_peer {\n    \${NET}.2\n}`,
    tier: "common",
    support: "language",
  },
  "multi-line $NAME= \\": {
    argument: words("each line but the last ends in \\"),
    default: null,
    meaning:
      "defines several lines at once, which may hold definitions themselves; it is put in at the " +
      "end of a line only",
    example: "$COMMON= \\\n    advert_int 2 \\\n    preempt_delay 30\n$COMMON",
    tier: "common",
    support: "language",
  },
  "line continuation \\": {
    argument: words("trailing backslash"),
    default: null,
    meaning: "a line goes on in a definition only; elsewhere a \\ at its end is a character",
    tier: "common",
    support: "language",
  },
  "${_PWD}": {
    argument: none,
    default: null,
    meaning: "the folder of the file that is being read",
    example: `notify_master "\${_PWD}/page one"`,
    tier: "rare",
    support: "language",
  },
  "${_INSTANCE}": {
    argument: none,
    default: "host part of hostname or -i",
    meaning: "the configuration id that @ compares with",
    example: `notify_master "/usr/local/bin/page \${_INSTANCE}"`,
    tier: "rare",
    support: "language",
  },
  "${_RANDOM [MIN [MAX]]}": {
    argument: words("non-negative integers"),
    default: "0..32767",
    meaning: "a random number, another one each time",
    example: `preempt_delay \${_RANDOM 10 30}`,
    tier: "rare",
    support: "language",
  },
  "${_ENV NAME}": {
    argument: words("environment variable name"),
    default: null,
    meaning: "the value of a variable of the daemon's environment",
    example: `notify_master "/usr/local/bin/page \${_ENV SITE}"`,
    tier: "rare",
    support: "language",
  },
  "${_HASH}": {
    argument: none,
    default: "#",
    meaning: "a literal #",
    tier: "rare",
    support: "language",
  },
  "${_BANG}": {
    argument: none,
    default: "!",
    meaning: "a literal !",
    tier: "rare",
    support: "language",
  },
  "~SEQ(var,[start,[step,]]end) text": {
    argument: words("integers; end alone counts from 1 or -1; step default +-1"),
    default: null,
    meaning:
      "repeats the rest of the line, with $var counting from start to end; several on one line " +
      "nest",
    example: "virtual_ipaddress_excluded {\n    ~SEQ(N, 10, 19) 192.0.2.$N\n}",
    tier: "rare",
    support: "language",
  },
  "~SEQx(var,...) text": {
    argument: words("as ~SEQ, 0x input allowed, positive values only"),
    default: null,
    meaning: "as ~SEQ, with $var in hexadecimal as IPv6 addresses want it",
    example: "virtual_ipaddress_excluded {\n    ~SEQx(N, 1, 0x1f) 2001:db8::$N\n}",
    tier: "rare",
    support: "language",
  },
  "~LST(var,v1,v2,...) text": {
    argument: words("list of values"),
    default: null,
    meaning: "repeats the rest of the line for every listed value",
    example: "virtual_ipaddress_excluded {\n    ~LST(N, 10, 20, 40) 192.0.2.$N\n}",
    tier: "rare",
    support: "language",
  },
  "~LST({a,b},{1,2},{3,4}) text": {
    argument: words("tuple lists; missing values blank, too many is an error"),
    default: null,
    meaning: "sets several variables a round; may stand on one line with ~SEQ",
    example:
      "virtual_ipaddress_excluded {\n" +
      "    ~LST({N, IF}, {10, eth0}, {20, eth1}) 192.0.2.$N dev $IF\n}",
    tier: "rare",
    support: "language",
  },
} as const satisfies KeywordSection;
