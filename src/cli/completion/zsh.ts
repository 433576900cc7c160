/** Completion for zsh: a function `_holdfast` for a folder of its `fpath`. */
import type { CompletedCommand, CompletedOption, CompletedProgram, Value } from "./words.ts";

export function zshCompletion({ options, commands }: CompletedProgram): string {
  return `#compdef holdfast
# zsh completion for holdfast, made by "holdfast completion zsh"

_holdfast() {
  local context state state_descr line
  typeset -A opt_args
  local -a commands
  commands=(
${commands.map(({ name, description }) => `    ${quoted(`${name}:${description}`)}\n`).join("")}  )
  _arguments -C \\
${options.map(optionLine).join("")}    '1:command:->command' \\
    '*::argument:->argument'
  case $state in
    command) _describe command commands ;;
    argument)
      case $words[1] in
${commands.map(commandCase).join("")}      esac
      ;;
  esac
}

_holdfast "$@"
`;
}

function commandCase({ name, options, operand }: CompletedCommand): string {
  const operands = operand === null ? "" : `    ${quoted(`*:argument:${action(operand)}`)}`;
  const lines = `${options.map(optionLine).join("")}${operands}`.replace(/ \\\n$/, "");
  const inner = lines.replaceAll(/^ {4}/gm, "            ");
  return `        ${name})\n          _arguments \\\n${inner}\n          ;;\n`;
}

/** `'(-f --file)'{-f,--file}'[what it does]:value:_files'`. */
function optionLine({ names, description, value }: CompletedOption): string {
  const text = quoted(`[${description.replaceAll(/[[\]]/g, "\\$&")}]${valuePart(value)}`);
  // The value may be a word of its own or stand behind an equals sign.
  const written = names.map((name) =>
    value !== null && name.startsWith("--") ? `${name}=` : name,
  );
  if (names.length === 1) return `    ${written}${text} \\\n`;
  return `    '(${names.join(" ")})'{${written.join(",")}}${text} \\\n`;
}

const valuePart = (value: Value | null): string =>
  value === null ? "" : `:value:${action(value)}`;

function action(value: Value): string {
  switch (value.kind) {
    case "words":
      return `(${value.words.join(" ")})`;
    case "files":
      return "_files";
    case "output":
      return `{compadd -- \${(f)"$(${value.command})"}}`;
    case "anything":
      return "";
  }
}

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
