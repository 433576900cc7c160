/** `docs/cluster.md`: what a check of a cluster finds, from the table of codes. */
import { addressCodes } from "../diagnostics/cluster/address-codes.ts";
import { scriptExample } from "../diagnostics/cluster/example.ts";
import { protocolCodes } from "../diagnostics/cluster/protocol-codes.ts";
import { roleCodes } from "../diagnostics/cluster/role-codes.ts";
import { serviceCodes } from "../diagnostics/cluster/service-codes.ts";
import type { Code, Example } from "../diagnostics/code.ts";
import { renderDiagnostics } from "../diagnostics/render.ts";
import { wrap } from "../keywords/reference/wrap.ts";
import { renderPriorities } from "../priorities/render.ts";
import { checkAnyExample, nodeFiles } from "./check-example.ts";
import { priorityTables } from "./priority-tables.ts";

const width = 120;

type ClusterCode = Code & { readonly example: Example };

const chapters: readonly (readonly [string, Readonly<Record<string, ClusterCode>>])[] = [
  ["Adverts that are not understood", protocolCodes],
  ["Who is master, and what may change that", roleCodes],
  ["Addresses and virtual routers", addressCodes],
  ["Virtual servers and global_defs", serviceCodes],
];

export const clusterReference = (): string =>
  [
    preamble,
    priorities(),
    "## What a check of a cluster finds",
    paragraph("`holdfast explain HF0923` shows a wrong and a right example of each."),
    ...chapters.flatMap(([title, codes]) => [
      `## ${title}`,
      ...Object.values(codes).flatMap(codePage),
    ]),
  ]
    .map((part) => `${part.trimEnd()}\n`)
    .join("\n");

const paragraph = (text: string): string => wrap(text, width).join("\n");

const preamble = `# Files of a cluster

Made from the table of codes by \`scripts/generate.ts\`: change the table, not this page.

${paragraph(
  "`holdfast check --cluster node-a.conf node-b.conf ...` first says what is wrong with each " +
    "file, as `holdfast check` does, and then what no single file shows: what keeps the nodes " +
    "from backing each other up. The nodes are other machines than this one, so the files are " +
    "checked as with `--offline`. `--format json` and `--format sarif` have the cluster as one " +
    "more file.",
)}

${paragraph(
  "Instances of different files belong together when they have the same virtual_router_id and " +
    "an address in common; else an address; else the same number and name; else the same name. " +
    "So a mistake in one of these is found, and not taken for another virtual router. " +
    "Interfaces may have different names.",
)}

${paragraph(
  "The exit code is 5 where the cluster has an error, and otherwise the largest one of the " +
    "files. An unequal setting is shown at the file that deviates from most of the others; of " +
    "two files that is the second one.",
)}
`;

function priorities(): string {
  const texts = [
    scriptExample("weight -20", "priority 110"),
    scriptExample("weight -20", "priority 100"),
  ];
  return `## Which failure moves the addresses

${paragraph(
  "`holdfast check --priorities FILE...` prints for each instance its priority, everything " +
    "that it follows, and what each single failure does to the priority. With several files it " +
    "also says who holds the addresses while all is well and where they go: until what failed " +
    "is well again, or for good. Files that cannot be read are left out.",
)}

\`\`\`console
$ holdfast check --priorities node-a.conf node-b.conf
${renderPriorities(priorityTables(nodeFiles(texts)))}\`\`\`
`;
}

function codePage({ code, severity, title, explanation, example }: ClusterCode): readonly string[] {
  const { diagnostics, sources } = checkAnyExample(example, example.wrong);
  const said = diagnostics.filter((diagnostic) => diagnostic.code === code);
  return [
    `### ${code}: ${title}`,
    paragraph(`(${severity}) ${explanation}`),
    `\`\`\`\n${renderDiagnostics(said, sources)}\n\`\`\``,
  ];
}
