import { diagnose } from "../../diagnostics/code.ts";
import { keywordCodes } from "../../diagnostics/codes-keywords.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { writeInstead } from "../../diagnostics/fixes.ts";
import { newNameIn, remedyOfWithdrawn } from "../../keywords/former-keywords.ts";
import { homeOf, nearestKeyword, type SectionName } from "../../keywords/table.ts";
import type { Statement } from "../../language/tree.ts";
import { fixOfInvisibleBlanks, hasInvisibleBlank } from "./invisible-blanks.ts";
import { fixOfSlip } from "./slip.ts";

/** As blocks are called in messages; their subject follows where there is one. */
const blockNames: Partial<Record<SectionName, string>> = { root: "the file outside all blocks" };

/** Where the rest of a misspelt line may be a password or key. */
export const secretSections: ReadonlySet<SectionName> = new Set([
  "vrrp_instance/authentication",
  "vrrp_instance/auth_hmac",
  "SSL",
]);

/** Where a block that is skipped may hold what runs now. */
const runningSections: ReadonlySet<SectionName> = new Set(["root", "global_defs", "vrrp_instance"]);

export interface UnknownKeyword {
  readonly diagnostic: Diagnostic;
  /** The keyword of the section that was probably meant. */
  readonly meant: string | null;
}

/**
 * The error for a keyword that `section` does not know, with the nearest one that it does know or
 * the block where it belongs. `subject` names the block: the instance's name.
 */
export function unknownKeyword(
  statement: Statement,
  section: SectionName,
  subject: string | null,
): UnknownKeyword {
  const [keyword] = statement.words;
  const { text, span } = keyword;
  const block = blockNames[section] ?? section.split("/").at(-1) ?? section;
  const place = subject === null ? block : `${block} ${subject}`;
  const secret = secretSections.has(section);
  const losesBlock = statement.block !== null && runningSections.has(section);
  const home = homeOf(text);
  if (home !== null && home !== section) {
    const code = losesBlock ? keywordCodes.misplacedBlock : keywordCodes.misplacedKeyword;
    const diagnostic = diagnose(code, span, {
      message: `"${text}" does not belong in ${place}`,
      help: `it belongs in ${blockNames[home] ?? home}: is a brace missing or one too many?`,
      consequence: effectOfSkipping(statement),
      secret,
    });
    return { diagnostic, meant: null };
  }
  if (hasInvisibleBlank(text)) return { diagnostic: blanks(statement, losesBlock), meant: null };
  const renamed = newNameIn(section, text);
  const meant = renamed ?? nearestKeyword(section, text);
  const code = losesBlock ? keywordCodes.unknownBlock : keywordCodes.unknownKeyword;
  // A word that is like no keyword may be the password itself.
  const isHidden = secret && meant === null;
  const quoted = isHidden ? "" : ` "${secret ? withoutValue(text) : text}"`;
  const diagnostic = diagnose(code, span, {
    message: `unknown keyword${quoted} in ${place}`,
    help: renamed === null ? remedyOf(statement, section, meant) : `write "${renamed}"`,
    consequence: effectOfSkipping(statement),
    secret: isHidden ? "line" : secret,
    fix: renamed === null ? fixOfSlip(keyword, meant, section) : writeInstead(keyword, renamed),
  });
  return { diagnostic, meant };
}

/** `auth_pass` of `auth_pass=VALUE`. */
const withoutValue = (text: string): string => text.replace(/(?<=.)[=:].+$/s, "");

/** What such a line is, as far as it can be told. */
function remedyOf(
  { words, block }: Statement,
  section: SectionName,
  meant: string | null,
): string | undefined {
  const { text } = words[0];
  if (/^\/[/*]/.test(text)) return "comments begin with # or !";
  if (meant !== null) return `did you mean "${meant}"?`;
  if (section === "vrrp_sync_group" && block === null && words.length === 1) {
    return `instances stand in a block of their own: group { ${text} }`;
  }
  return remedyOfWithdrawn(text) ?? undefined;
}

const blanks = (statement: Statement, losesBlock: boolean): Diagnostic =>
  diagnose(
    losesBlock ? keywordCodes.unknownBlock : keywordCodes.unknownKeyword,
    statement.words[0].span,
    {
      message: "no-break or invisible blanks stand here, and are part of the word",
      help: "write ordinary blanks",
      consequence: effectOfSkipping(statement),
      fix: fixOfInvisibleBlanks(statement),
    },
  );

const effectOfSkipping = (statement: Statement): string =>
  statement.block === null ? "The line has no effect." : "The block has no effect.";
