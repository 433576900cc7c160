/** A step that asks a node: `holdfast why`, `holdfast events`, as an operator would. */
import { ask as askRouter } from "../../test/interop/asking.ts";
import { type Name, type NginxStage, scriptName } from "./stage.ts";
import type { NginxOutcome } from "./step.ts";

export interface Question {
  readonly title: string;
  readonly node: Name;
  readonly words: readonly string[];
  /** What the answer must have in it. */
  readonly expected: readonly RegExp[];
}

const longestAnswer = 40;

/** Asks, prints the question and the answer, and judges it. */
export async function ask(
  stage: NginxStage,
  number: number,
  question: Question,
): Promise<NginxOutcome> {
  const { screen, nodes } = stage;
  const { bold, good, bad, dim } = screen.palette;
  screen.line();
  screen.line(bold(`${number}  ${question.title}`));
  screen.line(`   ${question.node.toUpperCase()}# holdfast ${question.words.join(" ")}`);
  const node = nodes.get(question.node);
  const answer = node === undefined ? null : askRouter(stage.lab, node.router, ...question.words);
  const text = answer === null ? "" : `${answer.stdout}${answer.stderr}`;
  const lines = text.trimEnd().split("\n");
  for (const line of lines.slice(0, longestAnswer)) screen.line(`   ${dim("│")} ${line}`.trimEnd());
  const trouble = troubleOf(question, answer?.status ?? null, text);
  screen.line(
    trouble === ""
      ? ` ${good("✓")} it names ${scriptName}, and what came of it`
      : ` ${bad("✗")} ${bad(trouble)}`,
  );
  return { title: question.title, holder: "", gap: "", allowed: "", trouble };
}

function troubleOf({ expected }: Question, status: number | null, text: string): string {
  if (status !== 0) return `it ended with ${status}`;
  const missing = expected.filter((pattern) => !pattern.test(text));
  return missing.map((pattern) => `the answer lacks ${pattern}`).join("; ");
}
