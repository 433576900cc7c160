import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Files } from "../config/files.ts";
import { success } from "../wire/result.ts";

/** What is named on the command line to read standard input. */
export const standardInputName = "-";
const standardInput = 0;

/** The same files, and under the name `-` what standard input holds: it can be read once. */
export function withStandardInput(files: Files): Files {
  const path = resolve(standardInputName);
  let bytes: Uint8Array | null = null;
  return {
    ...files,
    read: (wanted) => {
      if (wanted !== path) return files.read(wanted);
      bytes ??= readFileSync(standardInput);
      return success(bytes);
    },
  };
}
