/** What the runner is told of a script: its words, and whom it runs as. */
import type { GlobalDefinitions } from "../config/model/configuration.ts";
import type { ScriptCommand } from "../config/model/script-command.ts";
import type { RunnerCommand } from "./protocol/scripts.ts";

/** Whom a script without a user of its own runs as. */
export interface DefaultScriptUser {
  readonly user: string | null;
  readonly group: string | null;
  readonly supplementaryGroups?: true;
  /** `set_supplementary_groups`: every script, whosever it is, has all groups of its user. */
  readonly allWithGroups?: true;
}

export const defaultScriptUser = ({
  scriptUser,
  supplementaryGroups,
}: GlobalDefinitions): DefaultScriptUser => ({
  user: null,
  group: null,
  ...scriptUser,
  ...(supplementaryGroups ? { allWithGroups: true } : {}),
});

/** `extra`: arguments behind those that the file gives. */
export function runnerCommand(
  command: ScriptCommand,
  extra: readonly string[],
  fallback: DefaultScriptUser,
): RunnerCommand {
  const [program, ...rest] = command.argv;
  const { user, group, supplementaryGroups } = command.user === null ? fallback : command;
  const withGroups = supplementaryGroups === true || fallback.allWithGroups === true;
  return {
    argv: [program, ...rest, ...extra],
    user,
    group,
    ...(withGroups ? { supplementaryGroups: true } : {}),
  };
}
