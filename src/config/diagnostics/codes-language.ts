/** What the language layer says, `HF00`: files, lines, quotes, braces, definitions, sequences. */
import type { Code } from "./code.ts";
import { globals, holding, instance, reference, siteFile } from "./example-texts.ts";

/** The language layer's part of the table of codes. */
export const languageCodes = {
  fileNotRead: {
    code: "HF0001",
    severity: "fatal",
    title: "configuration not readable",
    explanation:
      "The configuration file itself cannot be read, so there is nothing to run. Check its path and" +
      " mode.",
    exit: 4,
    refusesReload: true,
    example: { unshown: "the file is not there, or must not be read" },
  },
  includeNotRead: {
    code: "HF0002",
    severity: "error",
    title: "included file not readable",
    explanation:
      "A file that an include names cannot be read. Included files are regular files without an" +
      " executable bit, as keepalived wants them.",
    exit: 6,
    refusesReload: true,
    example: {
      wrong: `includer /etc/keepalived/vips.conf\n${instance()}`,
      right: `includer /etc/keepalived/site.conf\n${instance()}`,
      files: { ...siteFile, "/etc/keepalived/vips.conf": null },
    },
  },
  includeUnmatched: {
    code: "HF0003",
    severity: "notice",
    title: "include matches no file",
    explanation:
      "Nothing is included here. That is fine for a directory that may be empty; write includem or" +
      " includew, or include_check in global_defs, where a file has to be there.",
    exit: 0,
    refusesReload: false,
    isMentioned: true,
    example: {
      wrong: `include conf.d/*.conf\n${instance()}`,
      right: `include site*.conf\n${instance()}`,
      files: siteFile,
    },
  },
  includeCheckFailed: {
    code: "HF0004",
    severity: "error",
    title: "include check failed",
    explanation:
      "The include asks for a match, by its variant or by include_check, and there is none.",
    exit: 6,
    refusesReload: true,
    example: {
      wrong: `includew conf.d/*.conf\n${instance()}`,
      right: `includew site*.conf\n${instance()}`,
      files: siteFile,
    },
  },
  includeLoop: {
    code: "HF0005",
    severity: "error",
    title: "includes go round or too deep",
    explanation:
      "A file includes itself, directly or through others, or includes are nested very deep. The" +
      " include is left out.",
    exit: 5,
    refusesReload: true,
    example: {
      wrong: `include loop.conf\n${instance()}`,
      right: `include site.conf\n${instance()}`,
      files: { ...siteFile, "/etc/keepalived/loop.conf": "include loop.conf\n" },
    },
  },
  tooMuch: {
    code: "HF0006",
    severity: "error",
    title: "configuration too large",
    explanation:
      "The configuration is larger, or grows larger through includes, definitions and sequences, than" +
      " any sensible one. What comes after this place is not read.",
    exit: 5,
    refusesReload: true,
    example: { unshown: "it takes a hundred megabytes, or a thousand blocks in one another" },
  },
  notUtf8: {
    code: "HF0007",
    severity: "warning",
    title: "text is not UTF-8",
    explanation:
      "The line holds bytes that are not UTF-8. They are used as they are; in a comment they do not" +
      " matter, in a name they may not be what you see.",
    exit: 0,
    refusesReload: false,
    example: { wrong: `# Z\udcfcrich\n${instance()}`, right: `# Zürich\n${instance()}` },
  },
  nulByte: {
    code: "HF0008",
    severity: "error",
    title: "NUL byte in line",
    explanation:
      "A line with a NUL byte is not text: the file is damaged or of another kind. The line is left" +
      " out.",
    exit: 5,
    refusesReload: true,
    example: { wrong: globals("router_id node-a\0"), right: globals("router_id node-a") },
  },
  lineTooLong: {
    code: "HF0009",
    severity: "warning",
    title: "line too long",
    explanation:
      "keepalived reads lines of up to 1023 bytes and cuts longer ones in two. Here the whole line" +
      " counts. Split it for a file that keepalived is to read too.",
    exit: 5,
    refusesReload: false,
    example: {
      wrong: `# ${"-".repeat(1100)}\n${instance()}`,
      right: `# ${"-".repeat(70)}\n${instance()}`,
    },
  },
  unterminatedQuote: {
    code: "HF0010",
    severity: "error",
    title: "quote not closed",
    explanation:
      "A double quote has no partner on its line. The word reaches to the end of the line, comment" +
      " included.",
    exit: 5,
    refusesReload: false,
    example: { wrong: globals('router_id "node a'), right: globals('router_id "node a"') },
  },
  unexpectedOpenBrace: {
    code: "HF0011",
    severity: "error",
    title: "unexpected {",
    explanation:
      "An opening brace follows no keyword it could belong to. The block up to its closing brace is" +
      " left out.",
    exit: 5,
    refusesReload: true,
    example: { wrong: `{\n${instance()}}\n`, right: instance() },
  },
  extraCloseBrace: {
    code: "HF0012",
    severity: "error",
    title: "extra }",
    explanation:
      "A closing brace has no opening one before it. Often the { of the block above is missing.",
    exit: 5,
    refusesReload: true,
    example: { wrong: `${instance()}}\n`, right: instance() },
  },
  missingCloseBrace: {
    code: "HF0013",
    severity: "error",
    title: "missing }",
    explanation:
      "A block is still open where the file ends, or where a block begins that belongs outside it," +
      " such as another vrrp_instance. It is taken to end there, so that what follows holds.",
    exit: 5,
    refusesReload: true,
    example: {
      wrong: `${instance().replace(/}\n$/, "")}\n${globals("router_id node-a")}`,
      right: `${instance()}\n${globals("router_id node-a")}`,
    },
  },
  includeNotAlone: {
    code: "HF0015",
    severity: "error",
    title: "include is not first on its line",
    explanation:
      "Includes are carried out before conditions, definitions and sequences, so an include works only" +
      " as the first word of a line of its own.",
    exit: 5,
    refusesReload: false,
    example: {
      wrong: "global_defs { include site.conf\n}\n",
      right: "include site.conf\n",
      files: siteFile,
    },
  },
  includeSkipped: {
    code: "HF0016",
    severity: "warning",
    title: "included file left out",
    explanation:
      "A file that matches an include cannot be read or is not a plain file. Write includer, or" +
      " include_check in global_defs, to make this an error.",
    exit: 0,
    isMentioned: true,
    refusesReload: true,
    example: {
      wrong: `include vips.conf\n${instance()}`,
      right: `include site.conf\n${instance()}`,
      files: { ...siteFile, "/etc/keepalived/vips.conf": null },
    },
  },
  nothingToRun: {
    code: "HF0017",
    severity: "notice",
    title: "nothing configured to run",
    explanation:
      "The file can be read and no block stands in it, so the daemon would start and do nothing." +
      " Check that it is the file you meant, and that its includes match.",
    exit: 0,
    refusesReload: false,
    example: {
      wrong: "# global_defs {\n#     router_id node-a\n# }\n",
      right: globals("router_id node-a"),
    },
  },
  missingOpenBrace: {
    code: "HF0018",
    severity: "error",
    title: "missing {",
    explanation:
      "A keyword that opens a block has no {, and an extra } further down shows that the lines" +
      " behind it were meant for its block. They are taken for it; keepalived takes them for" +
      " something else.",
    exit: 5,
    refusesReload: true,
    example: {
      wrong: instance().replace("virtual_ipaddress {", "virtual_ipaddress"),
      right: instance(),
    },
  },
  strayCloseBrace: {
    code: "HF0019",
    severity: "error",
    title: "} too early",
    explanation:
      "A } ends a block while more of it follows, and the } at its end has nothing to close. What" +
      " follows is taken to belong to the block; for keepalived it stands outside.",
    exit: 5,
    refusesReload: true,
    example: {
      wrong: instance("priority 90", "}", "nopreempt"),
      right: instance("priority 90", "nopreempt"),
    },
  },
  undefinedName: {
    code: "HF0020",
    severity: "error",
    title: "name not defined",
    explanation:
      "The text asks for a definition that does not exist at this place. Definitions count from their" +
      " line on, and those behind another @ID do not count here.",
    exit: 5,
    refusesReload: false,
    example: {
      wrong: instance(`priority ${reference("PRIORITY")}`),
      right: `$PRIORITY=100\n${instance(`priority ${reference("PRIORITY")}`)}`,
    },
  },
  multiLineNotLast: {
    code: "HF0021",
    severity: "error",
    title: "multi-line definition not last on its line",
    explanation: "A definition of several lines can only be put in at the end of a line.",
    exit: 5,
    refusesReload: false,
    example: {
      wrong: `$VIPS= \\\n192.0.2.10/24 \\\n192.0.2.11/24\n${holding("$VIPS dev eth0")}`,
      right: `$VIPS= \\\n192.0.2.10/24 \\\n192.0.2.11/24\n${holding("$VIPS")}`,
    },
  },
  endlessDefinition: {
    code: "HF0022",
    severity: "error",
    title: "definition without end",
    explanation:
      "The definition uses itself, directly or through others, or grows beyond any sensible line. The" +
      " line is left out.",
    exit: 5,
    refusesReload: false,
    example: {
      wrong: `$NAME=${reference("NAME")}\n${globals("router_id $NAME")}`,
      right: `$NAME=node-a\n${globals("router_id $NAME")}`,
    },
  },
  reservedName: {
    code: "HF0023",
    severity: "warning",
    title: "reserved name",
    explanation:
      "Names that begin with _ belong to predefined ones, such as _PWD. The definition is used.",
    exit: 0,
    refusesReload: false,
    example: {
      wrong: `$_NODE=a\n${globals("router_id node-$_NODE")}`,
      right: `$NODE=a\n${globals("router_id node-$NODE")}`,
    },
  },
  commentInDefinition: {
    code: "HF0024",
    severity: "warning",
    title: "comment line inside a definition",
    explanation:
      "keepalived 2.2 goes on with the definition after a comment that ends in \\, keepalived 2.4 ends" +
      " the definition there. Here it goes on. Move the comment in front of the definition.",
    exit: 5,
    refusesReload: false,
    example: {
      wrong: `$VIPS= \\\n192.0.2.10/24 \\\n# the second one \\\n192.0.2.11/24\n${holding("$VIPS")}`,
      right: `# the second one is for mail\n$VIPS= \\\n192.0.2.10/24 \\\n192.0.2.11/24\n${holding("$VIPS")}`,
    },
  },
  environmentUnset: {
    code: "HF0025",
    severity: "warning",
    title: "environment variable not set",
    explanation:
      "The variable is not in the daemon's environment; nothing is put in. systemd passes variables" +
      " through Environment= and EnvironmentFile=.",
    exit: 0,
    refusesReload: false,
    example: {
      wrong: globals(`router_id ${reference("_ENV NODE_NAME")}`),
      right: globals(`router_id ${reference("_INSTANCE")}`),
    },
  },
  invalidPredefined: {
    code: "HF0026",
    severity: "error",
    title: "predefined name used wrongly",
    explanation:
      "_RANDOM takes one or two whole numbers, the smaller first, and _ENV takes one name.",
    exit: 5,
    refusesReload: false,
    example: {
      wrong: instance(`priority ${reference("_RANDOM 200 100")}`),
      right: instance(`priority ${reference("_RANDOM 100 200")}`),
    },
  },
  unfinishedDefinition: {
    code: "HF0027",
    severity: "warning",
    title: "definition ends with the file",
    explanation:
      "The last line of the file ends in \\, so the definition would go on. It ends there.",
    exit: 0,
    refusesReload: false,
    example: {
      wrong: `${instance()}\n$VIPS= \\\n192.0.2.10/24 \\`,
      right: `${instance()}\n$VIPS= \\\n192.0.2.10/24\n`,
    },
  },
  invalidSequence: {
    code: "HF0030",
    severity: "error",
    title: "invalid sequence",
    explanation:
      "~SEQ(var,[start,[step,]]end) takes whole numbers and a step that leads from start to end," +
      " ~SEQx positive ones, ~LST(var,v1,v2) values, or ~LST({a,b},{1,2}) tuples as long as the" +
      " list of names. The line is left out.",
    exit: 5,
    refusesReload: false,
    example: {
      wrong: holding(`~SEQ(host, ten, 19) 192.0.2.${reference("host")}/24`),
      right: holding(`~SEQ(host, 10, 19) 192.0.2.${reference("host")}/24`),
    },
  },
} as const satisfies Readonly<Record<string, Code>>;
