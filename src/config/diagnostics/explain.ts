/** The long text of a code, for `holdfast explain`: why it matters, and an example of both kinds. */
import type { Source } from "../language/tree.ts";
import { faulty, isFault } from "./checked.ts";
import type { Code, CodeNumber, Example } from "./code.ts";
import { allCodes } from "./codes.ts";
import type { Diagnostic } from "./diagnostic.ts";
import { painter, type RenderOptions, renderDiagnostics, visible } from "./render.ts";

const widest = 79;
const numberPattern = /^(?:hf)?(\d{1,4})$/i;

/** Headings of the list, by the first two digits. */
const subjects: Readonly<Record<string, string>> = {
  HF00: "Files and language",
  HF01: "Keywords",
  HF02: "Arguments",
  HF03: "Global definitions",
  HF04: "Instances",
  HF05: "Addresses, routes and rules",
  HF06: "The machine",
  HF07: "Tracking and groups",
  HF08: "Load balancing",
  HF09: "A cluster of files",
};

/** `107`, `hf0107` and `HF0107` are the same; null for what is no number of a code. */
export function codeNumberOf(text: string): CodeNumber | null {
  const digits = numberPattern.exec(text)?.[1];
  return digits === undefined ? null : `HF${digits.padStart(4, "0")}`;
}

/** Every code with its severity, by number. */
export function listCodes(): string {
  const inOrder = allCodes.toSorted((left, right) => (left.code < right.code ? -1 : 1));
  const bySubject = Map.groupBy(inOrder, ({ code }) => code.slice(0, 4));
  return [...bySubject]
    .map(([start, codes]) => {
      const rows = codes.map(
        ({ code, severity, title }) => `  ${code}  ${severity.padEnd(8)} ${title}\n`,
      );
      return `${subjects[start] ?? start}\n${rows.join("")}`;
    })
    .join("\n");
}

/** The check of an example by itself; of a cluster beside the other node's file. */
type CheckOf = (
  example: Example,
  text: string,
) => { readonly diagnostics: readonly Diagnostic[]; readonly sources: readonly Source[] };

/** `checkOf` finds what is said of an example, which is shown. Ends with a newline. */
export function explainCode(code: Code, checkOf: CheckOf, options: RenderOptions = {}): string {
  const paint = painter(options.colour ?? false);
  const parts = [
    paint("1", `${code.code} ${code.severity}: ${code.title}`),
    wrapped(code.explanation),
    ...exampleParts(code, checkOf, options),
    wrapped(`${exitSentence(code)} ${reloadSentence(code)}`),
  ];
  return `${parts.join("\n\n")}\n`;
}

function exampleParts(
  { code, example }: Code,
  checkOf: CheckOf,
  options: RenderOptions,
): readonly string[] {
  if ("unshown" in example) return [wrapped(`There is no example: ${example.unshown}.`)];
  const { diagnostics, sources } = checkOf(example, example.wrong);
  const said = diagnostics.filter((diagnostic) => diagnostic.code === code);
  const files = Object.entries(example.files ?? {}).map(([path, text]) =>
    text === null ? `${path} must not be read.` : `${path}:\n\n${shown(text)}`,
  );
  const peer = example.peer === undefined ? [] : [`The other node:\n\n${shown(example.peer)}`];
  return [
    ...peer,
    `Wrong:\n\n${shown(example.wrong)}`,
    `What a check says about it:\n\n${indented(renderDiagnostics(said, sources, options))}`,
    `Right:\n\n${shown(example.right)}`,
    ...files,
  ];
}

function exitSentence(code: Code): string {
  const { exit } = code;
  if (exit !== 0) return `A check exits with ${exit} because of it, as keepalived's config test.`;
  const ours = isFault(code) ? `; a check exits with ${faulty}` : "";
  return `keepalived's config test does not fail because of it${ours}.`;
}

const reloadSentence = ({ refusesReload }: Code): string =>
  refusesReload
    ? "A reload that brings it in is refused, and the running configuration stays."
    : "A reload goes ahead.";

/** What a terminal would obey is made visible. */
const shown = (text: string): string => indented(text.split("\n").map(visible).join("\n"));

const indented = (text: string): string =>
  text
    .trimEnd()
    .split("\n")
    .map((line) => `    ${line}`.trimEnd())
    .join("\n");

function wrapped(text: string): string {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > widest) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines.join("\n");
}
