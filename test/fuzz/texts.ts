/** What mutations begin with: the files of the corpus, or those of another folder. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

export const ownFiles = join(import.meta.dirname, "../corpus/files");

export interface Texts {
  readonly all: readonly string[];
  /** Without anything wrong in them, and without lines that may say anything. */
  readonly sound: readonly string[];
}

/** Of definitions, and of a list of mail addresses. */
const isStrict = (text: string): boolean => !text.includes("$");
const freeLines = /^ *notification_email \{[^}]*\}\n/gm;

export function textsIn(directory: string): Texts {
  const names = readdirSync(directory).filter((name) => name.endsWith(".conf"));
  const read = (name: string): string => readFileSync(join(directory, name), "latin1");
  const sound = names.filter((name) => name.startsWith("sound-")).map(read);
  return {
    all: names.map(read),
    sound: sound.map((text) => text.replace(freeLines, "")).filter(isStrict),
  };
}
