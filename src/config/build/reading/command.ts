import { argumentCodes } from "../../diagnostics/codes-arguments.ts";
import type { Command } from "../../keywords/argument.ts";
import type { ScriptCommand } from "../../model/vrrp-instance.ts";
import type { ArgumentLine } from "./argument-line.ts";
import { splitCommand, splitLine } from "./command-words.ts";

/**
 * `CMD [USER [[:]GROUP]]`: the command is one word of the line, quoted when it has arguments; a
 * colon before the group asks for the user's supplementary groups too.
 */
export function readCommand(argument: Command, line: ArgumentLine): ScriptCommand | undefined {
  const [word] = line.words;
  if (word === undefined) return line.missing(argument);
  const words = splitLine(line.statement.text.slice(line.keyword.length));
  const [command = "", user, group] = words ?? [];
  const [program, ...rest] = splitCommand(command) ?? [];
  if (words === null || program === undefined || program === "") {
    return line.refuse(argumentCodes.badCommand, word.span, {
      message: `the command of ${line.keyword} cannot be read`,
      help: 'close the quote that is open, as in "/usr/local/bin/notify one two"',
    });
  }
  const supplementary = group?.startsWith(":") === true;
  const groupName = supplementary ? group.slice(1) : group;
  return {
    argv: [program, ...rest],
    user: user ?? null,
    group: groupName === undefined || groupName === "" ? null : groupName,
    ...(supplementary ? { supplementaryGroups: true } : {}),
    place: word.span,
  };
}
