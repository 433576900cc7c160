import { checkAnyExample } from "../config/cluster/check-example.ts";
import { codeOf } from "../config/diagnostics/codes.ts";
import { codeNumberOf, explainCode, listCodes } from "../config/diagnostics/explain.ts";

const usageError = 1;

/** Prints to standard output; gives 1 when one of the words is no code. */
export function explain(words: readonly string[], colour: boolean): number {
  if (words.length === 0) {
    process.stdout.write(listCodes());
    return 0;
  }
  const texts: string[] = [];
  for (const word of words) {
    const number = codeNumberOf(word);
    const code = number === null ? null : codeOf(number);
    if (code === null) {
      process.stderr.write(`There is no code "${word}": \`holdfast explain\` lists them.\n`);
      return usageError;
    }
    texts.push(explainCode(code, checkAnyExample, { colour }));
  }
  process.stdout.write(texts.join("\n"));
  return 0;
}
