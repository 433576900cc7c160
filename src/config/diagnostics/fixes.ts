/** Fixes in the words that they are about; `writeInstead(word, "priority")`. */
import type { Word } from "../language/tree.ts";
import type { Edit, Fix } from "./diagnostic.ts";

/** Puts `text` where the word stands; a word in quotes loses them. */
export const writeInstead = (word: Word, text: string): Fix => ({
  title: `write "${text}"`,
  edits: [{ span: word.span, replaces: written(word), text }],
});

/** Takes the words out, and the line where nothing else stands on it. */
export const remove = (words: readonly Word[], title: string): Fix => ({
  title,
  edits: words.map((word): Edit => ({ span: word.span, replaces: written(word), text: "" })),
});

/** Keeps what stands from the word to the end of the line, for people. */
export const turnIntoComment = (word: Word): Fix => ({
  title: "make a comment of the surplus words",
  edits: [{ span: word.span, replaces: written(word), text: `# ${written(word)}` }],
});

const written = ({ text, quoted }: Word): string => (quoted ? `"${text}"` : text);
