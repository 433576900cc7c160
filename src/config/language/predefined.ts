/** The names that the language defines itself: `${_PWD}`, `${_RANDOM 1 6}` and their kin. */
import type { Code } from "../diagnostics/code.ts";
import { languageCodes } from "../diagnostics/codes-language.ts";
import type { Environment } from "./environment.ts";
import type { Reference } from "./reference.ts";

export interface Predefined {
  readonly text: string;
  /** What there is to say about its use. */
  readonly problem: { readonly code: Code; readonly message: string } | null;
}

const defaultRandomMaximum = 32_767;

/** The value of a predefined name in a file of `directory`, or null when it is none. */
export function predefined(
  reference: Reference,
  environment: Environment,
  directory: string,
): Predefined | null {
  switch (reference.name) {
    case "_PWD":
      return plain(directory);
    case "_INSTANCE":
      return plain(environment.configId);
    case "_HASH":
      return plain("#");
    case "_BANG":
      return plain("!");
    case "_RANDOM":
      return random(reference.arguments, environment);
    case "_ENV":
      return environmentVariable(reference.arguments, environment);
    default:
      return null;
  }
}

const plain = (text: string): Predefined => ({ text, problem: null });

function random(given: string, environment: Environment): Predefined {
  const words = given === "" ? [] : given.split(/[ \t]+/);
  const [min = 0, max = defaultRandomMaximum] = words.map(Number);
  const areNumbers = words.every((word) => /^\d{1,15}$/.test(word));
  if (!areNumbers || words.length > 2 || min > max) {
    const message = `"\${_RANDOM ${given}}" does not name a range of whole numbers`;
    return { text: "0", problem: { code: languageCodes.invalidPredefined, message } };
  }
  return plain(String(environment.random(min, max)));
}

function environmentVariable(given: string, environment: Environment): Predefined {
  if (given === "" || /[ \t]/.test(given)) {
    const message = `"\${_ENV ${given}}" does not name one environment variable`;
    return { text: "", problem: { code: languageCodes.invalidPredefined, message } };
  }
  const value = environment.environmentVariable(given);
  if (value !== null) return plain(value.replaceAll(/[\0\r\n]/g, " "));
  const message = `the environment variable "${given}" is not set`;
  return { text: "", problem: { code: languageCodes.environmentUnset, message } };
}
