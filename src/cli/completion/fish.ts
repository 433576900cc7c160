/** Completion for fish. */
import type { CompletedCommand, CompletedOption, CompletedProgram, Value } from "./words.ts";

const noCommand = "__fish_use_subcommand";

export function fishCompletion({ options, commands }: CompletedProgram): string {
  const lines = [
    "complete -c holdfast -f",
    ...options.map((option) => optionLine(noCommand, option)),
    ...commands.flatMap(commandLines),
  ];
  return `# fish completion for holdfast, made by "holdfast completion fish"\n${lines.join("\n")}\n`;
}

function commandLines({ name, description, options, operand }: CompletedCommand): string[] {
  const inCommand = `__fish_seen_subcommand_from ${name}`;
  const lines = [`complete -c holdfast -n ${noCommand} -a ${name} -d ${quoted(description)}`];
  lines.push(...options.map((option) => optionLine(inCommand, option)));
  const given = operand === null ? "" : offer(operand);
  if (given !== "") lines.push(`complete -c holdfast -n ${quoted(inCommand)} ${given}`);
  return lines;
}

function optionLine(condition: string, { names, description, value }: CompletedOption): string {
  const written = names.map((name) =>
    name.startsWith("--") ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`,
  );
  const taken = value === null ? [] : [`-r ${offer(value)}`.trimEnd()];
  return [
    `complete -c holdfast -n ${quoted(condition)}`,
    ...written,
    ...taken,
    `-d ${quoted(description)}`,
  ].join(" ");
}

function offer(value: Value): string {
  switch (value.kind) {
    case "words":
      return `-a ${quoted(value.words.join(" "))}`;
    case "files":
      return "-F";
    case "output":
      return `-a ${quoted(`(${value.command})`)}`;
    case "anything":
      return "";
  }
}

const quoted = (text: string): string =>
  `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
