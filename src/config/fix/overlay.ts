import { success } from "../../wire/result.ts";
import type { Files } from "../files.ts";
import { encodeText } from "../language/text.ts";

/** The same files with other texts at some absolute paths: as they would be after an edit. */
export const withTexts = (files: Files, texts: ReadonlyMap<string, string>): Files => ({
  ...files,
  read: (path) => {
    const text = texts.get(path);
    return text === undefined ? files.read(path) : success(encodeText(text));
  },
});
