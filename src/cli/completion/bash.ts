/** Completion for bash 4 and later, without bash-completion's helpers. */
import type { CompletedCommand, CompletedOption, CompletedProgram, Value } from "./words.ts";

export function bashCompletion({ options, commands }: CompletedProgram): string {
  const clauses = [
    ...commands.flatMap(valueCases),
    ...commands.map(optionCase),
    clause(":*:-*", { kind: "words", words: optionNames(options) }),
    clause(":*", { kind: "words", words: commands.map(({ name }) => name) }),
    ...commands.map(operandCase),
  ];
  return `# bash completion for holdfast, made by "holdfast completion bash"

_holdfast_words() {
  mapfile -t COMPREPLY < <(compgen -W "$1" -- "$2")
}

_holdfast_files() {
  compopt -o filenames 2>/dev/null
  mapfile -t COMPREPLY < <(compgen -f -- "$1")
}

_holdfast() {
  local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD - 1]}
  local command= index
  COMPREPLY=()
  # Bash takes --option=value apart.
  if [[ $current == = ]]; then
    current=
  elif [[ $previous == = ]]; then
    previous=\${COMP_WORDS[COMP_CWORD - 2]}
  fi
  for ((index = 1; index < COMP_CWORD; index++)); do
    if [[ \${COMP_WORDS[index]} != -* ]]; then
      command=\${COMP_WORDS[index]}
      break
    fi
  done
  case $command:$previous:$current in
${clauses.join("")}  esac
}

complete -F _holdfast holdfast
`;
}

/** What follows an option that takes a value. */
const valueCases = ({ name, options }: CompletedCommand): readonly string[] =>
  options.flatMap(({ names, value }) =>
    value === null ? [] : [clause(names.map((option) => `${name}:${option}:*`).join(" | "), value)],
  );

const optionCase = ({ name, options }: CompletedCommand): string =>
  clause(`${name}:*:-*`, { kind: "words", words: optionNames(options) });

/** Where nothing else may stand, its options. */
const operandCase = ({ name, options, operand }: CompletedCommand): string =>
  clause(`${name}:*`, operand ?? { kind: "words", words: optionNames(options) });

const clause = (pattern: string, value: Value): string => `    ${pattern}) ${offer(value)} ;;\n`;

function offer(value: Value): string {
  switch (value.kind) {
    case "words":
      return `_holdfast_words "${value.words.join(" ")}" "$current"`;
    case "files":
      return '_holdfast_files "$current"';
    case "output":
      return `_holdfast_words "$(${value.command})" "$current"`;
    case "anything":
      return ":";
  }
}

const optionNames = (options: readonly CompletedOption[]): readonly string[] =>
  options.flatMap(({ names }) => names);
