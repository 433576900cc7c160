/** Where a program is that is given by its path, or by its name along PATH. */
import { accessSync, constants, statSync } from "node:fs";
import { delimiter, join } from "node:path";

/** Null when there is none that can be executed. */
export function programPath(program: string): string | null {
  if (program.includes("/")) return canExecute(program) ? program : null;
  const folders = (process.env.PATH ?? "").split(delimiter);
  const paths = folders.filter((folder) => folder !== "").map((folder) => join(folder, program));
  return paths.find(canExecute) ?? null;
}

function canExecute(path: string): boolean {
  try {
    // Most folders of PATH do not have it, and an exception costs more than the question.
    if (statSync(path, { throwIfNoEntry: false })?.isFile() !== true) return false;
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
