/** The commands that ask and order a running router of the laboratory. */

import { join } from "node:path";
import { type CommandResult, run } from "../lab/command.ts";
import type { Lab, Router } from "../lab/lab.ts";

const program = join(import.meta.dirname, "../../bin/holdfast");

export const socketOf = (lab: Lab, { name }: Router): string => join(lab.directory, `${name}.sock`);

/** The command line of `holdfast WORDS` for this router's daemon. */
export const askingArgv = (lab: Lab, router: Router, words: readonly string[]): string[] => [
  program,
  ...words,
  "--socket",
  socketOf(lab, router),
];

export const ask = (lab: Lab, router: Router, ...words: readonly string[]): CommandResult =>
  run(askingArgv(lab, router, words), { limitMillis: 60_000 });
