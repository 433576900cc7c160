/** Whether two readings came to the same, whatever the layout of their files. */
import { languageCodes } from "../diagnostics/codes-language.ts";
import type { Reading } from "../language/read-configuration.ts";
import type { Statement } from "../language/tree.ts";
import { evenlySpaced } from "./pieces.ts";

export const meansTheSame = (one: Reading, other: Reading): boolean =>
  isSame(findingsOf(one), findingsOf(other)) && areSameStatements(one.statements, other.statements);

/** Indentation counts for a line's length: what was too long may fit now. */
const findingsOf = ({ diagnostics }: Reading): readonly string[] =>
  diagnostics.map(({ code }) => code).filter((code) => code !== languageCodes.lineTooLong.code);

function areSameStatements(one: readonly Statement[], other: readonly Statement[]): boolean {
  return (
    one.length === other.length &&
    one.every((statement, index) => isSameStatement(statement, other[index]))
  );
}

function isSameStatement(one: Statement, other: Statement | undefined): boolean {
  if (other === undefined || (one.block === null) !== (other.block === null)) return false;
  return (
    isSame(wordsOf(one), wordsOf(other)) &&
    evenlySpaced(one.text) === evenlySpaced(other.text) &&
    areSameStatements(one.block?.statements ?? [], other.block?.statements ?? [])
  );
}

const wordsOf = ({ words }: Statement): readonly string[] =>
  words.map(({ text, quoted }) => (quoted ? `"${text}"` : text));

const isSame = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((text, index) => text === other[index]);
