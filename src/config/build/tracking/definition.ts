/** What all named blocks have in common: a heading, one name each, and a place to be found at. */
import { type Code, diagnose } from "../../diagnostics/code.ts";
import { argumentCodes } from "../../diagnostics/codes-arguments.ts";
import { trackingCodes } from "../../diagnostics/codes-tracking.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Span, Statement, Word } from "../../language/tree.ts";
import { append } from "../append.ts";
import { Judgement } from "../judgement.ts";

/** One block whose name nobody had before. */
export interface Definition<Value> {
  readonly name: string;
  readonly block: Statement;
  /** Null when it cannot be used; a diagnostic says why. */
  readonly value: Value | null;
}

export interface Definitions<Value> {
  readonly definitions: readonly Definition<Value>[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Completes one block; null where it cannot be used, with the reason in `judgement`. */
export type Complete<Value> = (name: Word, block: Statement, judgement: Judgement) => Value | null;

/** Of two blocks with one name the first holds; the later one is looked at all the same. */
export function readDefinitions<Value>(
  blocks: readonly Statement[],
  complete: Complete<Value>,
  nameless: Code = argumentCodes.argumentMissing,
): Definitions<Value> {
  const found = new Map<string, Definition<Value>>();
  const diagnostics: Diagnostic[] = [];
  for (const block of blocks) {
    const [keyword, name] = block.words;
    if (name === undefined) {
      diagnostics.push(reportNameless(keyword, nameless));
      continue;
    }
    const judgement = new Judgement(name.text);
    const value = complete(name, block, judgement);
    const first = found.get(name.text);
    if (first === undefined) {
      found.set(name.text, { name: name.text, block, value: judgement.disabled ? null : value });
    } else {
      reportDuplicate(name, block, first.block, judgement);
    }
    append(diagnostics, judgement.diagnostics);
  }
  return { definitions: [...found.values()], diagnostics };
}

/** What is found lacking when a block ends is said there. */
export const endOf = ({ words, block }: Statement): Span => block?.close ?? words[0].span;

export const innerOf = ({ block }: Statement): readonly Statement[] => block?.statements ?? [];

const reportNameless = ({ text, span }: Word, code: Code): Diagnostic =>
  diagnose(code, span, {
    message: `this ${text} has no name`,
    help: `write ${text} NAME { ... }`,
    consequence: "The block has no effect.",
  });

function reportDuplicate(
  name: Word,
  block: Statement,
  first: Statement,
  judgement: Judgement,
): void {
  const [{ text: keyword }] = block.words;
  const firstName = first.words[1] ?? first.words[0];
  judgement.report(trackingCodes.duplicateDefinition, name.span, {
    message: `there is a ${keyword} "${name.text}" already, on line ${firstName.span.line}`,
    help: "give it a name of its own",
    consequence: "The earlier one holds.",
    related: [{ span: firstName.span, message: "the one that holds" }],
  });
}
