/** Fixes a text, with files that it includes, and shows what that did. */
import { checkExample, checkExampleFile } from "../../../../src/config/build/example-check.ts";
import { type Plan, planFixes, textAfter } from "../../../../src/config/fix/plan-fixes.ts";

export const mainFile = "keepalived.conf";

export type Texts = Readonly<Record<string, string | null>>;

export function planOf(text: string, included: Texts = {}): Plan {
  return planFixes(checkExample(text, included), (texts) => {
    const { [mainFile]: main = text, ...others } = Object.fromEntries(texts);
    return checkExample(main, { ...included, ...others });
  });
}

/** The main file after its fixes. */
export function fixed(text: string, included: Texts = {}): string {
  const change = planOf(text, included).changes.find(({ path }) => path === mainFile);
  return change === undefined ? text : textAfter(change.lines);
}

/** Code and message of each finding, without what moves when lines go. */
export const findingsOf = (text: string, included: Texts = {}): string[] =>
  checkExampleFile(mainFile, { ...included, [`/etc/keepalived/${mainFile}`]: text })
    .diagnostics.filter(({ span }) => span !== null)
    .map(({ code, message }) => `${code} ${message.replaceAll(/\bline \d+/g, "line")}`);
