/** Starts scripts as behaviours §14.4 say, each in a process group of its own, and ends them. */
import { type ChildProcess, spawn } from "node:child_process";
import type { Readable } from "node:stream";
import { type Micros, seconds } from "../../wire/units.ts";
import { programPath } from "../configuration/program-path.ts";
import type { RunnerCommand } from "../protocol.ts";
import { supervisorVariable } from "../supervisor-variable.ts";
import type { Timers } from "../timers.ts";
import type { Identity, IdentityTable } from "./identity.ts";
import { whyUnsafeForRoot } from "./script-security.ts";

export type ScriptEnd =
  /** `passing`: another time it may start. */
  | { readonly kind: "notStarted"; readonly reason: string; readonly passing: boolean }
  | {
      readonly kind: "ended";
      readonly status: number | null;
      readonly signal: NodeJS.Signals | null;
      readonly timedOut: boolean;
    };

export interface StartOptions {
  /** Then the group is ended; null is never. */
  readonly limitMicros: Micros | null;
  /** It gets SIGTERM when this process is gone, however that ended. */
  readonly endsWithUs?: true;
  /** The limit has passed. */
  timedOut?(): void;
  /** Is given what it writes to its standard output and standard error, else /dev/null is. */
  writes?(output: Readable): void;
}

export interface StartedScript {
  /** Resolves when it was reaped, or could not be started. */
  readonly ended: Promise<ScriptEnd>;
  /** SIGTERM for its group, and SIGKILL when that does not help. */
  end(): void;
}

/** Variables by which the caller could change what a privileged script does. */
const unsafeVariables = ["IFS", "LD_PRELOAD", "LD_LIBRARY_PATH", "NODE_OPTIONS", "NOTIFY_SOCKET"];
/** Between SIGTERM and SIGKILL. */
export const endMicros = seconds(2);

export class ScriptStarter {
  readonly #identities: IdentityTable;
  readonly #timers: Timers;
  readonly #endMicros: Micros;
  readonly #running = new Set<ChildProcess>();
  /** `enable_script_security`: what runs as root must be root's alone. */
  secure = false;

  constructor(identities: IdentityTable, timers: Timers, limitMicros = endMicros) {
    this.#identities = identities;
    this.#timers = timers;
    this.#endMicros = limitMicros;
  }

  start(command: RunnerCommand, options: StartOptions): StartedScript {
    const identity = this.#identities.find(command.user, command.group);
    const refusal = identity.ok ? this.#refusal(command, identity.value) : identity.error;
    if (!identity.ok || refusal !== null) return notStarted(refusal ?? "");
    const [program, rest, credentials] = invocation(command, identity.value, options);
    // Of what setpriv(1) cannot start only its exit status would tell.
    if (program !== command.argv[0] && programPath(command.argv[0]) === null) {
      return notStarted("there is no such file, or it is not executable");
    }
    const output = options.writes === undefined ? "ignore" : "pipe";
    const child = spawn(program, rest, {
      stdio: ["ignore", output, output],
      detached: true,
      cwd: "/",
      env: scriptEnvironment(),
      ...credentials,
    });
    for (const stream of [child.stdout, child.stderr]) if (stream) options.writes?.(stream);
    return this.#watch(child, options);
  }

  /** SIGKILL to the groups of all scripts that still run. */
  killAll(): void {
    for (const child of this.#running) signalGroup(child, "SIGKILL");
  }

  #refusal({ argv }: RunnerCommand, { uid }: Identity): string | null {
    const asRoot = (uid ?? process.getuid?.()) === 0;
    return this.secure && asRoot ? whyUnsafeForRoot(argv[0]) : null;
  }

  #watch(child: ChildProcess, { limitMicros, timedOut }: StartOptions): StartedScript {
    const { promise, resolve } = Promise.withResolvers<ScriptEnd>();
    let cancel = (): void => undefined;
    let tookTooLong = false;
    const end = (): void => {
      if (!this.#running.has(child)) return;
      cancel();
      signalGroup(child, "SIGTERM");
      cancel = this.#timers.after(this.#endMicros, () => signalGroup(child, "SIGKILL"));
    };
    if (limitMicros !== null) {
      cancel = this.#timers.after(limitMicros, () => {
        tookTooLong = true;
        timedOut?.();
        end();
      });
    }
    const finish = (how: ScriptEnd): void => {
      cancel();
      this.#running.delete(child);
      resolve(how);
    };
    this.#running.add(child);
    child.once("error", (error: NodeJS.ErrnoException) => {
      if (child.pid !== undefined) return;
      finish({ kind: "notStarted", ...startFailure(error) });
    });
    child.once("exit", (status, signal) => {
      // What it started and left behind in its group had the same limit.
      if (tookTooLong) signalGroup(child, "SIGKILL");
      finish({ kind: "ended", status, signal, timedOut: tookTooLong });
    });
    return { ended: promise, end };
  }
}

const notStarted = (reason: string): StartedScript => ({
  ended: Promise.resolve({ kind: "notStarted", reason, passing: false }),
  end: () => undefined,
});

/**
 * Node drops all supplementary groups, and knows no signal for the death of a parent: setpriv(1)
 * does both.
 */
function invocation(
  { argv, supplementaryGroups }: RunnerCommand,
  identity: Identity,
  { endsWithUs }: StartOptions,
): [string, string[], Identity] {
  const [program, ...rest] = argv;
  const { uid, gid } = identity;
  const withGroups = supplementaryGroups === true && uid !== undefined && gid !== undefined;
  const outlives = endsWithUs !== true || programPath("setpriv") === null;
  if (!withGroups && outlives) return [program, rest, identity];
  const words = [
    ...(withGroups ? [`--reuid=${uid}`, `--regid=${gid}`, "--init-groups"] : []),
    ...(outlives ? [] : ["--pdeathsig=TERM"]),
  ];
  return ["setpriv", [...words, "--", program, ...rest], withGroups ? {} : identity];
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The group is gone already.
  }
}

function scriptEnvironment(): NodeJS.ProcessEnv {
  const env = { ...process.env };
  for (const name of [...unsafeVariables, supervisorVariable]) delete env[name];
  return env;
}

const startFailures: ReadonlyMap<string | undefined, string> = new Map([
  ["ENOENT", "there is no such file, or its interpreter is missing"],
  ["EACCES", "it is not executable for the user it runs as"],
  ["EPERM", "this daemon may not change to the user it runs as"],
]);

function startFailure({ code, message }: NodeJS.ErrnoException) {
  const reason = startFailures.get(code);
  return { reason: reason ?? message, passing: reason === undefined };
}
