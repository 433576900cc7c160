/** A file of a configuration laid out, unless that could change what it means. */
import { failure, type Result, success } from "../../wire/result.ts";
import { languageCodes } from "../diagnostics/codes-language.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Files } from "../files.ts";
import { withTexts } from "../fix/overlay.ts";
import { blockNames } from "../keywords/block-names.ts";
import {
  type Environment,
  type Reading,
  readConfiguration,
} from "../language/read-configuration.ts";
import { encodeText } from "../language/text.ts";
import { layOut } from "./lay-out.ts";
import { meansTheSame } from "./same-meaning.ts";

export interface Formatted {
  readonly before: Uint8Array;
  readonly after: Uint8Array;
}

export type NotFormatted =
  /** What has to be mended first. */
  | {
      readonly code: "unsound";
      readonly findings: readonly Diagnostic[];
      readonly reading: Reading;
    }
  /** A definition brings in quotes or braces, or a block that was within a line would stand alone. */
  | { readonly code: "meaning" };

/** Reads the file with all it includes, as the daemon does, and again when it is laid out. */
export function formatFile(
  path: string,
  files: Files,
  environment: Environment,
): Result<Formatted, NotFormatted> {
  const steady = { ...environment, random: (minimum: number) => minimum };
  const reading = readConfiguration(path, files, steady, blockNames);
  const [source] = reading.sources;
  const findings = reading.diagnostics.filter(isUnsound);
  if (source === undefined || findings.length > 0) {
    return failure({ code: "unsound", findings, reading });
  }
  const after = layOut(source.text);
  const overlay = new Map([[files.resolve(steady.workingDirectory, path), after]]);
  const again = readConfiguration(path, withTexts(files, overlay), steady, blockNames);
  if (!meansTheSame(reading, again)) return failure({ code: "meaning" });
  return success({ before: encodeText(source.text), after: encodeText(after) });
}

const structuralCodes: ReadonlySet<string> = new Set(
  [
    languageCodes.fileNotRead,
    languageCodes.tooMuch,
    languageCodes.unexpectedOpenBrace,
    languageCodes.extraCloseBrace,
    languageCodes.missingCloseBrace,
    languageCodes.missingOpenBrace,
    languageCodes.strayCloseBrace,
  ].map(({ code }) => code),
);

/** It is in this file, and where its blocks begin and end is a guess. */
const isUnsound = ({ code, span }: Diagnostic): boolean =>
  structuralCodes.has(code) && (span === null || span.source === 0);
