/** What can be completed, read from the program's own description of its command line. */
import type { Argument, Command, Option } from "commander";

/** What may stand in a place: one of some words, a file, the output of a command, or anything. */
export type Value =
  | { readonly kind: "words"; readonly words: readonly string[] }
  | { readonly kind: "files" }
  | { readonly kind: "output"; readonly command: string }
  | { readonly kind: "anything" };

export interface CompletedOption {
  /** `-f` and `--file`, as they are written. */
  readonly names: readonly string[];
  readonly description: string;
  /** Null where no value follows. */
  readonly value: Value | null;
}

export interface CompletedCommand {
  readonly name: string;
  readonly description: string;
  readonly options: readonly CompletedOption[];
  /** Null where nothing but options follows. */
  readonly operand: Value | null;
}

export interface CompletedProgram {
  readonly options: readonly CompletedOption[];
  readonly commands: readonly CompletedCommand[];
}

export function wordsOf(program: Command): CompletedProgram {
  return {
    options: optionsOf(program),
    commands: program.commands.map((command) => ({
      name: command.name(),
      description: command.description(),
      options: optionsWithParts(command),
      operand: partsOf(command) ?? operandOf(command.registeredArguments),
    })),
  };
}

/** The parts of a command such as `ipvs show`. */
function partsOf({ commands }: Command): Value | null {
  return commands.length === 0
    ? null
    : { kind: "words", words: commands.map((part) => part.name()) };
}

/** Those of all its parts too, each once. */
function optionsWithParts(command: Command): readonly CompletedOption[] {
  const byName = new Map<string, CompletedOption>();
  for (const part of [command, ...command.commands]) {
    for (const option of optionsOf(part)) {
      const name = option.names.join(" ");
      if (!byName.has(name)) byName.set(name, option);
    }
  }
  return [...byName.values()];
}

const optionsOf = (command: Command): readonly CompletedOption[] =>
  command
    .createHelp()
    .visibleOptions(command)
    .map((option) => ({
      names: [option.short, option.long].filter((name) => name != null),
      description: option.description,
      value: valueOfOption(option),
    }));

function valueOfOption(option: Option): Value | null {
  if (!option.required && !option.optional) return null;
  if (option.argChoices !== undefined) return { kind: "words", words: option.argChoices };
  return /<file>/.test(option.flags) ? { kind: "files" } : { kind: "anything" };
}

function operandOf([first]: readonly Argument[]): Value | null {
  if (first === undefined) return null;
  if (first.argChoices !== undefined) return { kind: "words", words: first.argChoices };
  return operands[first.name()] ?? { kind: "anything" };
}

/** By what commands call their operands. */
const operands: Readonly<Record<string, Value>> = {
  files: { kind: "files" },
  instance: { kind: "output", command: "holdfast status --names 2>/dev/null" },
  name: { kind: "output", command: "holdfast keywords --names 2>/dev/null" },
  codes: { kind: "output", command: "holdfast explain 2>/dev/null | grep -o 'HF[0-9]*'" },
};
