/** What is executed to run a script as somebody: itself, or setpriv(1) in front of it. */
import { programPath } from "../configuration/program-path.ts";
import type { RunnerCommand } from "../protocol.ts";
import { supervisorVariable } from "../supervisor-variable.ts";
import type { Identity } from "./identity.ts";

export interface Invocation {
  readonly program: string;
  readonly words: readonly string[];
  /** Whom the starter has to make of itself first. */
  readonly credentials: Identity;
}

export interface Wishes {
  /** It gets SIGTERM when this process is gone, however that ended. */
  readonly endsWithUs: boolean;
  /** The starter cannot change the user itself. */
  readonly asUs: boolean;
}

/**
 * Node drops all supplementary groups, and knows no signal for the death of a parent; posix_spawn(3)
 * knows no users either: setpriv(1) does all of it. Where it is not installed, what it would do
 * for `wishes` stays undone.
 */
export function invocationOf(
  { argv, supplementaryGroups }: RunnerCommand,
  identity: Identity,
  wishes: Wishes,
): Invocation {
  const [program, ...words] = argv;
  const { uid, gid } = identity;
  const withGroups = supplementaryGroups === true;
  const changes =
    uid !== undefined && gid !== undefined && (withGroups || (wishes.asUs && !isOurs(identity)));
  if (!changes && !wishes.endsWithUs) return { program, words, credentials: identity };
  if (!withGroups && programPath("setpriv") === null) {
    return { program, words, credentials: identity };
  }
  const groups = withGroups ? "--init-groups" : "--clear-groups";
  const options = [
    ...(changes ? [`--reuid=${uid}`, `--regid=${gid}`, groups] : []),
    ...(wishes.endsWithUs ? ["--pdeathsig=TERM"] : []),
  ];
  return {
    program: "setpriv",
    words: [...options, "--", program, ...words],
    credentials: changes ? {} : identity,
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
