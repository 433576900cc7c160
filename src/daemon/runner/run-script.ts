/** Runs one script as behaviours §14.4 say, with a time limit, in a process group of its own. */
import { type ChildProcess, spawn } from "node:child_process";
import { type Micros, seconds } from "../../wire/units.ts";
import type { Logger } from "../log/logger.ts";
import { supervisorVariable } from "../supervisor-variable.ts";
import type { Timers } from "../timers.ts";
import type { Identity, IdentityTable } from "./identity.ts";
import type { Script } from "./script-queue.ts";
import { whyUnsafeForRoot } from "./script-security.ts";

export interface ScriptLimits {
  /** Then the group gets SIGTERM. */
  readonly runMicros: Micros;
  /** Then SIGKILL. */
  readonly endMicros: Micros;
}

/** Long enough for anything sensible; a script that hangs must not hold up its instance for ever. */
export const defaultScriptLimits: ScriptLimits = { runMicros: seconds(60), endMicros: seconds(2) };

/** Variables by which the caller could change what a privileged script does. */
const unsafeVariables = ["IFS", "LD_PRELOAD", "LD_LIBRARY_PATH", "NODE_OPTIONS", "NOTIFY_SOCKET"];

export class ScriptRunner {
  readonly #identities: IdentityTable;
  readonly #logger: Logger;
  readonly #timers: Timers;
  readonly #limits: ScriptLimits;
  readonly #running = new Set<ChildProcess>();
  /** `enable_script_security`: what runs as root must be root's alone. */
  secure = false;

  constructor(
    identities: IdentityTable,
    logger: Logger,
    timers: Timers,
    limits: ScriptLimits = defaultScriptLimits,
  ) {
    this.#identities = identities;
    this.#logger = logger;
    this.#timers = timers;
    this.#limits = limits;
  }

  /** Resolves when the script was reaped, or could not be started. */
  run(script: Script): Promise<void> {
    const [name] = script.argv;
    const identity = this.#identities.find(script.user, script.group);
    const refusal = identity.ok ? this.#refusal(name, identity.value) : identity.error;
    if (!identity.ok || refusal !== null) {
      this.#logger.error(`(${script.queue}) script ${name} not run: ${refusal}`);
      return Promise.resolve();
    }
    const [command, rest, credentials] = invocation(script, identity.value);
    return new Promise((resolve) => {
      const child = spawn(command, rest, {
        stdio: "ignore",
        detached: true,
        cwd: "/",
        env: scriptEnvironment(),
        ...credentials,
      });
      this.#watch(child, script, resolve);
    });
  }

  /** SIGKILL to the groups of all scripts that still run. */
  killAll(): void {
    for (const child of this.#running) signalGroup(child, "SIGKILL");
  }

  #refusal(program: string, { uid }: Identity): string | null {
    const asRoot = (uid ?? process.getuid?.()) === 0;
    return this.secure && asRoot ? whyUnsafeForRoot(program) : null;
  }

  #watch(child: ChildProcess, script: Script, done: () => void): void {
    const name = `(${script.queue}) script ${script.argv[0]}`;
    let cancel = this.#timers.after(this.#limits.runMicros, () => {
      this.#logger.warning(`${name} runs for too long: terminating it`);
      signalGroup(child, "SIGTERM");
      cancel = this.#timers.after(this.#limits.endMicros, () => signalGroup(child, "SIGKILL"));
    });
    const finish = (): void => {
      cancel();
      this.#running.delete(child);
      done();
    };
    this.#running.add(child);
    child.once("error", (error: NodeJS.ErrnoException) => {
      if (child.pid !== undefined) return;
      this.#logger.error(`${name} not run: ${startFailure(error)}`);
      finish();
    });
    child.once("exit", (code, signal) => {
      if (signal !== null) this.#logger.info(`${name} ended by ${signal}`);
      else if (code !== 0) this.#logger.detail(`${name} exited with status ${code}`);
      finish();
    });
  }
}

/** Node drops all supplementary groups; setpriv(1) can set those of the user. */
function invocation(script: Script, identity: Identity): [string, string[], Identity] {
  const [command, ...rest] = script.argv;
  const { uid, gid } = identity;
  if (script.supplementaryGroups === undefined || uid === undefined || gid === undefined) {
    return [command, rest, identity];
  }
  const credentials = [`--reuid=${uid}`, `--regid=${gid}`, "--init-groups", "--"];
  return ["setpriv", [...credentials, command, ...rest], {}];
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

function startFailure(error: NodeJS.ErrnoException): string {
  switch (error.code) {
    case "ENOENT":
      return "there is no such file, or its interpreter is missing";
    case "EACCES":
      return "it is not executable for the user it runs as";
    case "EPERM":
      return "this daemon may not change to the user it runs as";
    default:
      return error.message;
  }
}
