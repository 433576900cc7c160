/** Keywords: which there are, where they belong, what stands around them. */
import type { Code } from "./code.ts";
import { addresses, bareInstance, block, globals, holding, instance } from "./example-texts.ts";

export const keywordCodes = {
  notSupportedYet: {
    code: "HF0102",
    severity: "notice",
    title: "not acted on yet",
    explanation:
      "keepalived knows these keywords, and Holdfast checks them and does not act on them yet. " +
      "The rest of the file runs; see whether you can do without them before you rely on this " +
      "machine.",
    exit: 0,
    refusesReload: false,
    example: { unshown: "it becomes less with every version" },
  },
  surplusWords: {
    code: "HF0103",
    severity: "notice",
    title: "surplus words",
    explanation:
      "The keyword takes fewer words than stand behind it, and the rest is ignored, as " +
      "keepalived does. Often a value meant for another line.",
    exit: 0,
    refusesReload: false,
    example: { wrong: instance("priority 100 150"), right: instance("priority 100") },
  },
  blockMissing: {
    code: "HF0104",
    severity: "error",
    title: "block missing",
    explanation:
      "The keyword opens a block, and no { follows. Everything that was meant for the block" +
      " is read as something else.",
    exit: 5,
    refusesReload: true,
    example: {
      wrong: instance("unicast_peer 192.0.2.2"),
      right: instance(block("unicast_peer", "192.0.2.2")),
    },
  },
  blockUnexpected: {
    code: "HF0105",
    severity: "error",
    title: "unexpected block",
    explanation:
      "A { follows a keyword that has no block. What stands between the braces is not read.",
    exit: 5,
    refusesReload: false,
    example: { wrong: instance(block("priority", "100")), right: instance("priority 100") },
  },
  oldName: {
    code: "HF0106",
    severity: "notice",
    title: "old name",
    explanation: "The keyword is an old name that still works. Write the new one.",
    exit: 0,
    refusesReload: false,
    example: { wrong: globals("enable_snmp_keepalived"), right: globals("enable_snmp_vrrp") },
  },
  deprecatedName: {
    code: "HF0116",
    severity: "warning",
    title: "deprecated name",
    explanation:
      "The keyword is an old name that still works, and a config test fails because of it. " +
      "Write the new one.",
    exit: 5,
    refusesReload: false,
    example: {
      wrong: instance("vmac_garp_intvl 60"),
      right: instance("garp_extra_if 60"),
    },
  },
  unknownKeyword: {
    code: "HF0107",
    severity: "error",
    title: "unknown keyword",
    explanation:
      "No such keyword in this kind of block. It is skipped with its block, and everything " +
      "else runs: a misspelt keyword means that its default holds.",
    exit: 5,
    refusesReload: false,
    example: { wrong: instance("prioriy 150"), right: instance("priority 150") },
  },
  repeated: {
    code: "HF0108",
    severity: "notice",
    title: "given again",
    explanation: "The keyword was given before in this block. The last one holds.",
    exit: 0,
    refusesReload: false,
    example: { wrong: instance("priority 100", "priority 150"), right: instance("priority 150") },
  },
  repeatedAndNamed: {
    code: "HF0115",
    severity: "warning",
    title: "given again where once is enough",
    explanation:
      "The keyword was given before in this block, and a config test fails because of it. The " +
      "last one holds: remove the others.",
    exit: 5,
    refusesReload: false,
    example: {
      wrong: "SSL {\n  key /etc/keepalived/old.key\n  key /etc/keepalived/new.key\n}\n",
      right: "SSL {\n  key /etc/keepalived/new.key\n}\n",
    },
  },
  surplusBeforeBlock: {
    code: "HF0109",
    severity: "warning",
    title: "surplus words before a block",
    explanation:
      "Words stand between the keyword and its {. They are not read: put them inside the braces.",
    exit: 5,
    refusesReload: false,
    example: {
      wrong: bareInstance(block("virtual_ipaddress 192.0.2.10/24", "192.0.2.11/24")),
      right: holding("192.0.2.10/24", "192.0.2.11/24"),
    },
  },
  valueWithoutEffect: {
    code: "HF0110",
    severity: "warning",
    title: "value without effect",
    explanation:
      "The keyword takes no value: it is on because it is there. To turn it off, remove the line.",
    exit: 0,
    refusesReload: false,
    example: { wrong: instance("accept off"), right: instance() },
  },
  misplacedKeyword: {
    code: "HF0111",
    severity: "error",
    title: "keyword in the wrong block",
    explanation:
      "The keyword exists, but belongs in another kind of block: often a brace is missing " +
      "or one too many.",
    exit: 5,
    refusesReload: false,
    example: { wrong: globals("priority 150"), right: instance("priority 150") },
  },
  unknownBlock: {
    code: "HF0113",
    severity: "error",
    title: "unknown block",
    explanation:
      "No such keyword in this kind of block, and it opens a block of its own, which is skipped " +
      "whole. Addresses or instances that were meant to run may stand in it, so a reload is " +
      "refused.",
    exit: 5,
    refusesReload: true,
    example: { wrong: bareInstance(block("virtual_ipadress", "192.0.2.10/24")), right: instance() },
  },
  misplacedBlock: {
    code: "HF0114",
    severity: "error",
    title: "block in the wrong block",
    explanation:
      "The block exists, but belongs elsewhere: often a brace is missing or one too many. It is " +
      "skipped whole, so a reload is refused.",
    exit: 5,
    refusesReload: true,
    example: {
      wrong: `${instance()}${addresses("192.0.2.11/24")}`,
      right: holding("192.0.2.10/24", "192.0.2.11/24"),
    },
  },
  emptyBlock: {
    code: "HF0112",
    severity: "warning",
    title: "empty block",
    explanation: "The block holds nothing, so it has no effect.",
    exit: 5,
    refusesReload: false,
    example: {
      wrong: globals(block("notification_email")),
      right: globals(block("notification_email", "ops@example.org")),
    },
  },
} as const satisfies Readonly<Record<string, Code>>;
