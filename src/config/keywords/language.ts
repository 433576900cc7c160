/** What the language itself offers: carried out while the file is read. */
import { unread } from "./arguments.ts";
import type { KeywordSection } from "./keyword.ts";

export const languageKeywords = {
  "comment ! or #": {
    argument: unread("rest of line"),
    default: null,
    meaning:
      "text from an unquoted ! or # to end of line is dropped; works anywhere on a line, " +
      "not inside double quotes",
    tier: "core",
    support: "language",
  },
  "escaped comment mark \\# \\!": {
    argument: unread("inside an unquoted word"),
    default: null,
    meaning: "backslash keeps a # or ! as a literal character",
    tier: "rare",
    support: "language",
  },
  "blank lines and indentation": {
    argument: unread("-"),
    default: null,
    meaning: "leading and trailing white space is stripped, blank lines ignored",
    tier: "core",
    support: "language",
  },
  "one keyword per line": {
    argument: unread("first word = keyword, following words = arguments"),
    default: null,
    meaning: "statements end at the newline (or at a brace); no terminator character",
    tier: "core",
    support: "language",
  },
  "block { }": {
    argument: unread("braces outside quotes"),
    default: null,
    meaning:
      "opens/closes a section; brace may be on the keyword line, alone, or followed by more" +
      " text which is handled as the next line",
    tier: "core",
    support: "language",
  },
  "single-line block": {
    argument: unread("keyword { a b c }"),
    default: null,
    meaning: "a whole block incl. value lists may be written on one line",
    tier: "common",
    support: "language",
  },
  "brace error recovery": {
    argument: unread("missing {, extra }, unexpected {, missing } at end of file"),
    default: null,
    meaning:
      "each is reported as a config error; the offending block is skipped; count of missing" +
      " } at EOF is reported",
    tier: "core",
    support: "language",
  },
  "value list block": {
    argument: unread("one item per line or several on a line depending on keyword"),
    default: null,
    meaning:
      "blocks such as virtual_ipaddress, unicast_peer, track_*, group, notification_email, " +
      "static_*, interfaces hold data lines and no keywords",
    tier: "core",
    support: "language",
  },
  "anonymous trailing words": {
    argument: unread("-"),
    default: null,
    meaning: "surplus words are usually ignored with or without a warning, kept for compatibility",
    tier: "core",
    support: "language",
  },
  'quoted string "..."': {
    argument: unread("double quotes"),
    default: null,
    meaning:
      "makes white space part of one word; quotes removed; unterminated quote on a line is " +
      "an error",
    tier: "core",
    support: "language",
  },
  "quoted/escaped script string": {
    argument: unread(
      "keywords: script, notify*, *_script, quorum_up/down, misc_path, startup/shutdown, regex",
    ),
    default: null,
    meaning:
      "the line is reparsed with \" and ' quoting; the command string is then split again " +
      "into argv with ' or \\\" grouping",
    tier: "core",
    support: "language",
  },
  "escapes in quoted strings": {
    argument: unread(
      "\\a \\b \\E \\f \\n \\r \\t \\v \\ooo (1-3 octal) \\xHH (1-2 hex) \\cC; \\other = " +
        "that char",
    ),
    default: null,
    meaning: "shell-like escapes understood only by keywords that take quoted scripts or a regex",
    tier: "common",
    support: "language",
  },
  "script user suffix": {
    argument: unread("after the command: USER [[:]GROUP]"),
    default: "script_user",
    meaning:
      "runs the command with that uid/gid; leading ':' on group asks for supplementary " +
      "groups, ':' alone = user's own group plus supplementary",
    tier: "common",
    support: "language",
  },
  "boolean argument": {
    argument: unread("true|on|yes / false|off|no"),
    default: "absent = true for optional ones",
    meaning: "spelling of every <BOOL> argument; keyword alone normally means true",
    tier: "core",
    support: "language",
  },
  "integer argument": {
    argument: unread("decimal; strict trailing-garbage check"),
    default: null,
    meaning:
      "out-of-range or malformed numbers are reported; some are tolerated outside config-test",
    tier: "core",
    support: "language",
  },
  "timer argument": {
    argument: unread("decimal seconds, up to 6 decimals (us resolution); bfd uses ms"),
    default: null,
    meaning: "fractional times; excess decimals rounded with a message",
    tier: "core",
    support: "language",
  },
  "duplicate block name": {
    argument: unread("-"),
    default: null,
    meaning:
      "second vrrp_script/track_file/bfd_instance/sync group of same name is rejected or " +
      "replaced with a message; vrrp_instance duplicate name is an error",
    tier: "core",
    support: "language",
  },
  "unknown keyword": {
    argument: unread("-"),
    default: null,
    meaning: "reported with file and line and skipped (with its block); daemon still starts",
    tier: "core",
    support: "language",
  },
  "missing mandatory argument": {
    argument: unread("-"),
    default: null,
    meaning: "for positional access the process reports it and exits with the CONFIG code",
    tier: "core",
    support: "language",
  },
  "line length": {
    argument: unread(
      "1024 bytes per physical line; definitions may be longer when stored multi-line",
    ),
    default: null,
    meaning: "over-long lines or lines with NUL bytes are reported and ignored",
    tier: "common",
    support: "language",
  },
  "include FILE|GLOB": {
    argument: unread(
      "path, may hold * ? [] and {a,b} alternatives; relative to dir of the including file",
    ),
    default: null,
    meaning: "reads matching files in place; no error if nothing matches (unless include_check)",
    tier: "core",
    support: "language",
  },
  "includer GLOB": {
    argument: unread("as include"),
    default: null,
    meaning: "error when a match is unreadable, a directory or not a plain non-executable file",
    tier: "rare",
    support: "language",
  },
  "includem GLOB": {
    argument: unread("as include"),
    default: null,
    meaning: "as includer and error if a name without wildcard does not match",
    tier: "rare",
    support: "language",
  },
  "includew GLOB": {
    argument: unread("as include"),
    default: null,
    meaning: "as includem and error if a wildcard matches nothing",
    tier: "rare",
    support: "language",
  },
  "includeb GLOB": {
    argument: unread("as include"),
    default: null,
    meaning: "as includer and each {} alternative must match",
    tier: "rare",
    support: "language",
  },
  "includea GLOB": {
    argument: unread("as include"),
    default: null,
    meaning: "all include checks together",
    tier: "rare",
    support: "language",
  },
  "include limits": {
    argument: unread("-"),
    default: null,
    meaning:
      "include lines are recognised before @conditions and $ substitution, so neither works" +
      " on an include line; included files must be regular and non-executable; working " +
      "directory follows the file being read",
    tier: "common",
    support: "language",
  },
  "$NAME=VALUE": {
    argument: unread(
      "NAME [A-Za-z_][A-Za-z0-9_]*; no space before =; empty allowed; only white space may " +
        "precede $",
    ),
    default: null,
    meaning: "defines (or redefines) a text substitution; _ prefix reserved",
    tier: "common",
    support: "language",
  },
  "$NAME / ${NAME}": {
    argument: unread("bare form must be followed by white space, comma, ) or end of line"),
    default: null,
    meaning: "expands recursively at use time; undefined names are left as they are",
    tier: "common",
    support: "language",
  },
  "multi-line $NAME= \\": {
    argument: unread("each line but the last ends in \\"),
    default: null,
    meaning:
      "defines several lines at once; may only be used as last thing on a line; may nest " +
      "and contain further definitions",
    tier: "common",
    support: "language",
  },
  "line continuation \\": {
    argument: unread("trailing backslash"),
    default: null,
    meaning: "only meaningful inside a multi-line definition, not as a general continuation",
    tier: "common",
    support: "language",
  },
  "${_PWD}": {
    argument: unread("-"),
    default: null,
    meaning: "directory of the file being read",
    tier: "rare",
    support: "language",
  },
  "${_INSTANCE}": {
    argument: unread("-"),
    default: "host part of hostname or -i",
    meaning: "current config id",
    tier: "rare",
    support: "language",
  },
  "${_RANDOM [MIN [MAX]]}": {
    argument: unread("non-negative integers"),
    default: "0..32767",
    meaning: "random number on each use",
    tier: "rare",
    support: "language",
  },
  "${_ENV NAME}": {
    argument: unread("environment variable name"),
    default: null,
    meaning: "value of the environment variable",
    tier: "rare",
    support: "language",
  },
  "${_HASH}": {
    argument: unread("-"),
    default: "#",
    meaning: "a literal #",
    tier: "rare",
    support: "language",
  },
  "${_BANG}": {
    argument: unread("-"),
    default: "!",
    meaning: "a literal !",
    tier: "rare",
    support: "language",
  },
  "~SEQ(var,[start,[step,]]end) text": {
    argument: unread("integers; end alone counts from 1 or -1; step default +-1"),
    default: null,
    meaning:
      "repeats the rest of the line with $var stepping through the sequence; several per " +
      "line nest",
    tier: "rare",
    support: "language",
  },
  "~SEQx(var,...) text": {
    argument: unread("as ~SEQ, 0x input allowed, positive values only"),
    default: null,
    meaning: "same but $var is written in hexadecimal (for IPv6)",
    tier: "rare",
    support: "language",
  },
  "~LST(var,v1,v2,...) text": {
    argument: unread("list of values"),
    default: null,
    meaning: "repeats the rest of the line for every listed value",
    tier: "rare",
    support: "language",
  },
  "~LST({a,b},{1,2},{3,4}) text": {
    argument: unread("tuple lists; missing values blank, too many is an error"),
    default: null,
    meaning: "sets several variables per round; may be mixed with ~SEQ",
    tier: "rare",
    support: "language",
  },
  "@ID line": {
    argument: unread("ID directly after @"),
    default: null,
    meaning: "keeps the line only if ID equals the config id",
    tier: "common",
    support: "language",
  },
  "@^ID line": {
    argument: unread("-"),
    default: null,
    meaning: "keeps the line only if ID differs from the config id",
    tier: "common",
    support: "language",
  },
  "config id": {
    argument: unread("-i/--config-id"),
    default: "hostname up to first dot",
    meaning: "the name @ lines are compared with; works with $ definitions (also $X=@id)",
    tier: "common",
    support: "language",
  },
  "single consistent read": {
    argument: unread("-"),
    default: "memfd",
    meaning:
      "parent reads all files once into an anonymous copy; every child parses that same " +
      "copy, at start and reload",
    tier: "core",
    support: "language",
  },
  "error location prefix": {
    argument: unread("(FILE: Line N) or (Line N)"),
    default: null,
    meaning:
      "messages carry file and line; the file part is used when more than one file is involved",
    tier: "core",
    support: "language",
  },
  "root keywords per process": {
    argument: unread("-"),
    default: null,
    meaning:
      "each child only acts on the blocks it owns and skips the rest; presence of " +
      "vrrp/virtual_server/bfd blocks decides which children start",
    tier: "core",
    support: "language",
  },
} as const satisfies KeywordSection;
