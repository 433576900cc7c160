/** `holdfast keywords`: the reference of the configuration language, from the keyword table. */
import { completionNames, nearestName } from "../config/keywords/reference/entries.ts";
import { keywordList, keywordPage } from "../config/keywords/reference/terminal.ts";

export interface KeywordFlags {
  /** Only the names, for completion. */
  readonly names?: boolean;
}

export interface KeywordOutput {
  readonly out: (text: string) => void;
  readonly aside: (text: string) => void;
}

const unknown = 2;

const standardStreams: KeywordOutput = {
  out: (text) => process.stdout.write(text),
  aside: (text) => process.stderr.write(text),
};

/** Gives 2 for a name that is no keyword. */
export function printKeywords(
  name: string | undefined,
  flags: KeywordFlags,
  { out, aside }: KeywordOutput = standardStreams,
): number {
  if (flags.names === true) {
    out(`${completionNames().join("\n")}\n`);
    return 0;
  }
  const text = name === undefined ? keywordList() : keywordPage(name);
  if (text !== null) {
    out(`${text}\n`);
    return 0;
  }
  const near = nearestName(name ?? "");
  const hint = near === null ? "holdfast keywords lists all" : `did you mean "${near}"?`;
  aside(`unknown keyword "${name}": ${hint}\n`);
  return unknown;
}
