/** What stands behind `virtual_server`: an address and port, a firewall mark or a group. */
import { argumentCodes } from "../../diagnostics/codes-arguments.ts";
import { keywordCodes } from "../../diagnostics/codes-keywords.ts";
import type { Statement, Word } from "../../language/tree.ts";
import type { Judgement } from "../judgement.ts";
import { type Endpoint, readEndpoint } from "./endpoint.ts";

export type Heading =
  | ({ readonly kind: "address" } & Endpoint)
  | { readonly kind: "fwmark"; readonly mark: number }
  | { readonly kind: "group"; readonly group: string };

const largestMark = 0xffff_ffff;
const disabled = "The virtual server is therefore disabled.";

/** As it is written, for messages: `192.0.2.1 80`, `fwmark 1`, `group web`. */
export const titleOf = ({ words }: Statement): string =>
  words
    .slice(1, 3)
    .map(({ text }) => text)
    .join(" ");

/** Null when it is of no use, which is reported. */
export function readHeading(statement: Statement, judgement: Judgement): Heading | null {
  const [keyword, first, second, third] = statement.words;
  if (first === undefined) {
    judgement.report(argumentCodes.argumentMissing, keyword.span, {
      message: '"virtual_server" does not say what it serves',
      help: "expected an address and a port, fwmark and a number, or group and a name",
      consequence: disabled,
    });
    return null;
  }
  if (third !== undefined) reportSurplus(third, judgement);
  if (first.text === "fwmark") {
    const mark = readMark(first, second, disabled, judgement);
    return mark === null ? null : { kind: "fwmark", mark };
  }
  if (first.text === "group") return readGroup(first, second, judgement);
  const endpoint = readEndpoint(first, second, disabled, judgement);
  return endpoint === null ? null : { kind: "address", ...endpoint };
}

/** 1..4294967295: 0 is what packets without a mark have. */
export function readMark(
  keyword: Word,
  word: Word | undefined,
  consequence: string,
  judgement: Judgement,
): number | null {
  const help = `expected a whole number from 1 to ${largestMark}`;
  if (word === undefined) {
    judgement.report(argumentCodes.argumentMissing, keyword.span, {
      message: '"fwmark" lacks its number',
      help,
      consequence,
    });
    return null;
  }
  const mark = /^\d{1,10}$/.test(word.text) ? Number(word.text) : Number.NaN;
  if (mark >= 1 && mark <= largestMark) return mark;
  const code = Number.isNaN(mark) ? argumentCodes.notANumber : argumentCodes.outOfRange;
  judgement.report(code, word.span, {
    message: `"${word.text}" is no firewall mark`,
    help,
    consequence,
  });
  return null;
}

function readGroup(keyword: Word, name: Word | undefined, judgement: Judgement): Heading | null {
  if (name !== undefined) return { kind: "group", group: name.text };
  judgement.report(argumentCodes.argumentMissing, keyword.span, {
    message: '"group" lacks its name',
    help: "expected the name of a virtual_server_group",
    consequence: disabled,
  });
  return null;
}

function reportSurplus(word: Word, judgement: Judgement): void {
  judgement.report(keywordCodes.surplusWords, word.span, {
    message: `"${word.text}" is more than "virtual_server" takes`,
    help: "remove it",
  });
}
