import type { Span } from "../language/tree.ts";

/** Who it is without `script_user`; only without script security the daemon's own user may be it. */
export const usualScriptUser = "keepalived_script";

/** Whom scripts run as that do not say it. */
export interface ScriptUser {
  readonly user: string;
  readonly group: string | null;
  /** `:GROUP`: with the user's supplementary groups. */
  readonly supplementaryGroups?: true;
}

/** A command line split into argv, with whom to run it as. */
export interface ScriptCommand {
  readonly argv: readonly [string, ...string[]];
  readonly user: string | null;
  readonly group: string | null;
  /** `:GROUP`: with the user's supplementary groups. */
  readonly supplementaryGroups?: true;
  readonly place: Span;
  /** Where another line names the user. */
  readonly userPlace?: Span;
}
