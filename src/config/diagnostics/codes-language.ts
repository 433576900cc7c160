/** What the language layer says, `HF00`: files, lines, quotes, braces, definitions, sequences. */
import type { Code, CodeNumber, ExitCode } from "./code.ts";
import type { Severity } from "./diagnostic.ts";

function entry(
  code: CodeNumber,
  severity: Severity,
  exit: ExitCode,
  title: string,
  explanation: string,
  refusesReload = false,
): Code {
  return { code, severity, title, explanation, exit, refusesReload };
}

/** The language layer's part of the table of codes. */
export const languageCodes = {
  fileNotRead: entry(
    "HF0001",
    "fatal",
    4,
    "configuration not readable",
    "The configuration file itself cannot be read, so there is nothing to run. Check its path and" +
      " mode.",
    true,
  ),
  includeNotRead: entry(
    "HF0002",
    "error",
    5,
    "included file not readable",
    "A file that an include names cannot be read. Included files are regular files without an" +
      " executable bit, as keepalived wants them.",
    true,
  ),
  includeUnmatched: {
    ...entry(
      "HF0003",
      "notice",
      0,
      "include matches no file",
      "Nothing is included here. That is fine for a directory that may be empty; write includem or" +
        " includew, or include_check in global_defs, where a file has to be there.",
    ),
    isMentioned: true,
  },
  includeCheckFailed: entry(
    "HF0004",
    "error",
    5,
    "include check failed",
    "The include asks for a match, by its variant or by include_check, and there is none.",
    true,
  ),
  includeLoop: entry(
    "HF0005",
    "error",
    5,
    "includes go round or too deep",
    "A file includes itself, directly or through others, or includes are nested very deep. The" +
      " include is left out.",
    true,
  ),
  tooMuch: entry(
    "HF0006",
    "error",
    5,
    "configuration too large",
    "The configuration is larger, or grows larger through includes, definitions and sequences, than" +
      " any sensible one. What comes after this place is not read.",
    true,
  ),
  notUtf8: entry(
    "HF0007",
    "warning",
    0,
    "text is not UTF-8",
    "The line holds bytes that are not UTF-8. They are used as they are; in a comment they do not" +
      " matter, in a name they may not be what you see.",
  ),
  nulByte: entry(
    "HF0008",
    "error",
    5,
    "NUL byte in line",
    "A line with a NUL byte is not text: the file is damaged or of another kind. The line is left" +
      " out.",
  ),
  lineTooLong: entry(
    "HF0009",
    "warning",
    5,
    "line too long",
    "keepalived reads lines of up to 1023 bytes and cuts longer ones in two. Here the whole line" +
      " counts. Split it for a file that keepalived is to read too.",
  ),
  unterminatedQuote: entry(
    "HF0010",
    "error",
    5,
    "quote not closed",
    "A double quote has no partner on its line. The word reaches to the end of the line, comment" +
      " included.",
  ),
  unexpectedOpenBrace: entry(
    "HF0011",
    "error",
    5,
    "unexpected {",
    "An opening brace follows no keyword it could belong to. The block up to its closing brace is" +
      " left out.",
    true,
  ),
  extraCloseBrace: entry(
    "HF0012",
    "error",
    5,
    "extra }",
    "A closing brace has no opening one before it. Often the { of the block above is missing.",
    true,
  ),
  missingCloseBrace: entry(
    "HF0013",
    "error",
    5,
    "missing }",
    "A block is still open where the file ends, or where a block begins that belongs outside it," +
      " such as another vrrp_instance. It is taken to end there.",
    true,
  ),
  closedHere: entry(
    "HF0014",
    "notice",
    0,
    "block taken to end here",
    "A block begins here that does not belong in the one above it, which is still open: its } is" +
      " missing. It is taken to end before this line, so that this block and those after it hold.",
  ),
  includeNotAlone: entry(
    "HF0015",
    "error",
    5,
    "include is not first on its line",
    "Includes are carried out before conditions, definitions and sequences, so an include works only" +
      " as the first word of a line of its own.",
  ),
  includeSkipped: entry(
    "HF0016",
    "warning",
    0,
    "included file left out",
    "A file that matches an include cannot be read or is not a plain file. Write includer, or" +
      " include_check in global_defs, to make this an error.",
  ),
  nothingToRun: entry(
    "HF0017",
    "notice",
    0,
    "nothing configured to run",
    "The file can be read and no block stands in it, so the daemon would start and do nothing." +
      " Check that it is the file you meant, and that its includes match.",
  ),
  undefinedName: entry(
    "HF0020",
    "error",
    5,
    "name not defined",
    "The text asks for a definition that does not exist at this place. Definitions count from their" +
      " line on, and those behind another @ID do not count here.",
  ),
  multiLineNotLast: entry(
    "HF0021",
    "error",
    5,
    "multi-line definition not last on its line",
    "A definition of several lines can only be put in at the end of a line.",
  ),
  endlessDefinition: entry(
    "HF0022",
    "error",
    5,
    "definition without end",
    "The definition uses itself, directly or through others, or grows beyond any sensible line. The" +
      " line is left out.",
  ),
  reservedName: entry(
    "HF0023",
    "warning",
    0,
    "reserved name",
    "Names that begin with _ belong to predefined ones, such as _PWD. The definition is used.",
  ),
  commentInDefinition: entry(
    "HF0024",
    "warning",
    5,
    "comment line inside a definition",
    "keepalived 2.2 goes on with the definition after a comment that ends in \\, keepalived 2.4 ends" +
      " the definition there. Here it goes on. Move the comment in front of the definition.",
  ),
  environmentUnset: entry(
    "HF0025",
    "warning",
    0,
    "environment variable not set",
    "The variable is not in the daemon's environment; nothing is put in. systemd passes variables" +
      " through Environment= and EnvironmentFile=.",
  ),
  invalidPredefined: entry(
    "HF0026",
    "error",
    5,
    "predefined name used wrongly",
    "_RANDOM takes one or two whole numbers, the smaller first, and _ENV takes one name.",
  ),
  unfinishedDefinition: entry(
    "HF0027",
    "warning",
    0,
    "definition ends with the file",
    "The last line of the file ends in \\, so the definition would go on. It ends there.",
  ),
  invalidSequence: entry(
    "HF0030",
    "error",
    5,
    "invalid sequence",
    "~SEQ(var,[start,[step,]]end) takes whole numbers and a step that leads from start to end," +
      " ~SEQx positive ones, ~LST(var,v1,v2) values, or ~LST({a,b},{1,2}) tuples as long as the" +
      " list of names. The line is left out.",
  ),
} as const satisfies Record<string, Code>;
