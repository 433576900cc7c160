/** Blanks that look like blanks and are parts of words: text processors and web pages bring them. */
import type { Fix } from "../../diagnostics/diagnostic.ts";
import type { Statement } from "../../language/tree.ts";

/** No-break and other wide blanks of Unicode. */
const wide = /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/g;
/** What takes no room at all. */
const empty = /[\u200b-\u200d\u2060\ufeff]/g;

export const hasInvisibleBlank = (text: string): boolean =>
  text.search(wide) !== -1 || text.search(empty) !== -1;

/** Writes ordinary blanks in all words of a line. */
export const fixOfInvisibleBlanks = ({ words }: Statement): Fix => ({
  title: "write ordinary blanks",
  edits: words
    .filter(({ text, quoted }) => !quoted && hasInvisibleBlank(text))
    .map(({ text, span }) => ({
      span,
      replaces: text,
      text: text.replaceAll(wide, " ").replaceAll(empty, ""),
    })),
});
