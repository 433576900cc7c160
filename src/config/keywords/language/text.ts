/** Lines, comments, blocks and quotes. */
import { none, words } from "../arguments.ts";
import type { KeywordSection } from "../keyword.ts";

export const textKeywords = {
  "comment ! or #": {
    argument: words("rest of line"),
    default: null,
    meaning:
      "what stands behind a ! or # is not read, up to the end of the line; within double " +
      "quotes they are ordinary characters",
    example: "priority 100 # the other one has 90",
    tier: "core",
    support: "language",
  },
  "escaped comment mark \\# \\!": {
    argument: words("inside an unquoted word"),
    default: null,
    meaning: "a backslash before a # or ! makes it an ordinary character",
    example: "notify_master /usr/local/bin/page\\#1",
    tier: "rare",
    support: "language",
  },
  "blank lines and indentation": {
    argument: none,
    default: null,
    meaning: "white space around a line, and lines of nothing else, do not count",
    tier: "core",
    support: "language",
  },
  "one keyword per line": {
    argument: words("first word = keyword, following words = arguments"),
    default: null,
    meaning:
      "a statement is one line: a keyword and what it takes, up to the end of the line or to a " +
      "brace; nothing ends it but that",
    example: "priority 100",
    tier: "core",
    support: "language",
  },
  "block { }": {
    argument: words("braces outside quotes"),
    default: null,
    meaning:
      "what belongs to a keyword stands between braces; the opening one on its line or below, and " +
      "what follows a brace on its line is read as the next line",
    example: "unicast_peer {\n    192.0.2.2\n}",
    tier: "core",
    support: "language",
  },
  "single-line block": {
    argument: words("keyword { a b c }"),
    default: null,
    meaning: "a block of one statement, or of one list, may stand on one line",
    example: "virtual_ipaddress_excluded { 192.0.2.3/24 }",
    tier: "common",
    support: "language",
  },
  "brace error recovery": {
    argument: words("missing {, extra }, unexpected {, missing } at end of file"),
    default: null,
    meaning:
      "a brace that is missing or one too many is reported where it belongs; where a block begins " +
      "that cannot stand in the open one, that one is taken to end",
    tier: "core",
    support: "language",
  },
  "value list block": {
    argument: words("one item per line or several on a line depending on keyword"),
    default: null,
    meaning:
      "blocks such as virtual_ipaddress, unicast_peer, track_script, group and " +
      "notification_email hold lines of data instead of keywords",
    example: "virtual_ipaddress_excluded {\n    192.0.2.3/24\n    192.0.2.4/24 dev eth0\n}",
    tier: "core",
    support: "language",
  },
  "anonymous trailing words": {
    argument: none,
    default: null,
    meaning: "more words than a keyword takes are named, and ignored",
    tier: "core",
    support: "language",
  },
  'quoted string "..."': {
    argument: words("double quotes"),
    default: null,
    meaning:
      "double quotes make one word of what holds blanks, braces or comment marks; both stand on " +
      "one line",
    example: 'notify_master "/usr/local/bin/page --group one"',
    tier: "core",
    support: "language",
  },
  "quoted/escaped script string": {
    argument: words(
      "keywords: script, notify*, *_script, quorum_up/down, misc_path, startup/shutdown, regex",
    ),
    default: null,
    meaning:
      "commands and regular expressions may be quoted by \" or '; what is within is split into " +
      "arguments, where ' or \\\" hold blanks together",
    example: "notify_master \"/usr/local/bin/page 'group one'\"",
    tier: "core",
    support: "language",
  },
  "escapes in quoted strings": {
    argument: words(
      "\\a \\b \\E \\f \\n \\r \\t \\v \\ooo (1-3 octal) \\xHH (1-2 hex) \\cC; \\other = " +
        "that char",
    ),
    default: null,
    meaning: "a backslash escapes as in a shell's $'', in commands and regular expressions only",
    example: 'notify_master "/usr/local/bin/page \\"group one\\""',
    tier: "common",
    support: "language",
  },
  "line length": {
    argument: words(
      "1024 bytes per physical line; definitions may be longer when stored multi-line",
    ),
    default: null,
    meaning:
      "a longer line is named, because keepalived cuts it; a line with a NUL byte is left out",
    tier: "common",
    support: "language",
  },
} as const satisfies KeywordSection;
