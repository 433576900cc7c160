/** What is executed to run a script as somebody: itself, or setpriv(1) in front of it. */
import { programPath } from "../configuration/program-path.ts";
import type { RunnerCommand } from "../protocol/scripts.ts";
import { supervisorVariable } from "../supervisor-variable.ts";
import type { Identity } from "./identity.ts";

export interface Invocation {
  readonly program: string;
  readonly words: readonly string[];
  /** Whom the starter has to make of itself first. */
  readonly credentials: Identity;
}

/** setpriv(1) keeps what root may do until it executes something: this may be executed by anybody. */
const withoutPrivileges = ["/bin/sh", "-c", 'exec "$0" "$@"'];

/**
 * Node drops all supplementary groups, and knows no signal for the death of a parent: setpriv(1)
 * does both.
 */
export function invocationOf(
  { argv, supplementaryGroups }: RunnerCommand,
  identity: Identity,
  endsWithUs: boolean,
): Invocation {
  const [program, ...words] = argv;
  const { uid, gid } = identity;
  const withGroups = supplementaryGroups === true && uid !== undefined && gid !== undefined;
  const outlives = !endsWithUs || programPath("setpriv") === null;
  if (!withGroups && outlives) return { program, words, credentials: identity };
  const options = [
    ...(withGroups ? [`--reuid=${uid}`, `--regid=${gid}`, "--init-groups"] : []),
    ...(outlives ? [] : ["--pdeathsig=TERM"]),
  ];
  return {
    program: "setpriv",
    words: [...options, "--", ...(withGroups ? withoutPrivileges : []), program, ...words],
    credentials: withGroups ? {} : identity,
  };
}

/** Nothing has to be changed for it. */
export const isOurs = ({ uid, gid }: Identity): boolean =>
  (uid === undefined || uid === process.getuid?.()) &&
  (gid === undefined || gid === process.getgid?.());

/** Variables by which the caller could change what a privileged script does. */
const unsafeVariables = ["IFS", "LD_PRELOAD", "LD_LIBRARY_PATH", "NODE_OPTIONS", "NOTIFY_SOCKET"];

export function scriptEnvironment(): NodeJS.ProcessEnv {
  const env = { ...process.env };
  for (const name of [...unsafeVariables, supervisorVariable]) delete env[name];
  return env;
}
