import type { Argument } from "./argument.ts";

/**
 * Whether a word must follow: a synopsis starts with a bracket, a brace or a dash where none has
 * to.
 */
export function needsArgument(argument: Argument): boolean {
  switch (argument.kind) {
    case "section":
      return argument.heading !== "" && !argument.heading.startsWith("[");
    case "words":
      return !/^(?:-?$|[[{])/.test(argument.syntax);
    case "none":
    case "flag":
    case "optional":
    case "lines":
      return false;
    default:
      return true;
  }
}
