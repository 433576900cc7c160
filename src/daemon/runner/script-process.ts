/** Starts scripts as keepalived.md §14.4 say, each in a process group of its own, and ends them. */
import { type ChildProcess, spawn } from "node:child_process";
import { openSync } from "node:fs";
import { constants } from "node:os";
import type { Readable } from "node:stream";
import { usualScriptUser } from "../../config/model/script-command.ts";
import { ChildProcesses } from "../../kernel/child-processes.ts";
import { errnoName } from "../../kernel/errno.ts";
import { systemCalls } from "../../kernel/libc.ts";
import { spawnLibrary } from "../../kernel/spawn-library.ts";
import { failure, type Result, success } from "../../wire/result.ts";
import { type Micros, seconds } from "../../wire/units.ts";
import { programPath } from "../configuration/program-path.ts";
import type { RunnerCommand } from "../protocol/scripts.ts";
import type { Timers } from "../timers.ts";
import type { Identity, IdentityTable } from "./identity.ts";
import { type Invocation, invocationOf, isOurs, scriptEnvironment } from "./script-invocation.ts";
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

/** One whose time its caller keeps. */
export interface LaunchedScript {
  /** To its whole group. */
  signal(signal: NodeJS.Signals): void;
}

export type LaunchEnd =
  | Extract<ScriptEnd, { kind: "notStarted" }>
  | { readonly kind: "ended"; readonly status: number | null; readonly signal: number | null };

/** Between SIGTERM and SIGKILL. */
export const endMicros = seconds(2);

export class ScriptStarter {
  readonly #identities: IdentityTable;
  readonly #timers: Timers;
  readonly #endMicros: Micros;
  /** Process ids, which are those of their groups. */
  readonly #running = new Set<number>();
  /** Made with the first of them: its listener is the process's. */
  #children: ChildProcesses | null = null;
  #nowhere: number | null = null;
  #environment: readonly string[] | null = null;
  /** `enable_script_security`: what runs as root must be root's alone. */
  #secure = false;
  /** Told once where there is no account for scripts that name nobody. */
  #noUsualUser: () => void = () => undefined;

  constructor(identities: IdentityTable, timers: Timers, limitMicros = endMicros) {
    this.#identities = identities;
    this.#timers = timers;
    this.#endMicros = limitMicros;
  }

  /** From now on; `noUsualUser` is called with the first script that would need that account. */
  follow(secure: boolean, noUsualUser: () => void): void {
    this.#secure = secure;
    this.#noUsualUser = noUsualUser;
  }

  start(command: RunnerCommand, options: StartOptions): StartedScript {
    const prepared = this.#prepare(command, options.endsWithUs === true);
    if (!prepared.ok) return neverRuns(prepared.error);
    const { program, words, credentials } = prepared.value;
    const output = options.writes === undefined ? "ignore" : "pipe";
    const child = spawnScript(program, words, credentials, output);
    for (const stream of [child.stdout, child.stderr]) if (stream) options.writes?.(stream);
    return this.#watch(child, options);
  }

  /**
   * Starts one of many that run each second. It writes to `output`, a descriptor that stays open;
   * `ended` is called once, never from within this call.
   */
  launch(
    command: RunnerCommand,
    output: number,
    ended: (end: LaunchEnd) => void,
  ): Result<LaunchedScript, NotStarted> {
    const prepared = this.#prepare(command, false);
    if (!prepared.ok) return failure(refused(prepared.error));
    const { program, words, credentials } = prepared.value;
    return isOurs(credentials)
      ? this.#launchAsUs([program, ...words], output, ended)
      : this.#launchAs(spawnScript(program, words, credentials, output), ended);
  }

  /** SIGKILL to the groups of all scripts that still run. */
  killAll(): void {
    for (const group of this.#running) signalGroup(group, "SIGKILL");
  }

  #prepare(command: RunnerCommand, endsWithUs: boolean): Result<Invocation, string> {
    const identity = this.#identityOf(command);
    if (!identity.ok) return identity;
    const refusal = this.#refusal(command, identity.value);
    if (refusal !== null) return failure(refusal);
    const prepared = invocationOf(command, identity.value, endsWithUs);
    // Of what setpriv(1) cannot start only its exit status would tell.
    const isMissing = prepared.program !== command.argv[0] && programPath(command.argv[0]) === null;
    if (isMissing) return failure("there is no such file, or it is not executable");
    return success(prepared);
  }

  /** Only without script security is the daemon's own user as good as the usual one. */
  #identityOf({ user, group }: RunnerCommand): Result<Identity, string> {
    if (user !== null) return this.#identities.find(user, group);
    const usual = this.#identities.find(usualScriptUser, group);
    if (usual.ok) return usual;
    this.#noUsualUser();
    this.#noUsualUser = (): void => undefined;
    return this.#secure ? usual : this.#identities.find(null, group);
  }

  #refusal({ argv }: RunnerCommand, { uid }: Identity): string | null {
    const asRoot = (uid ?? process.getuid?.()) === 0;
    return this.#secure && asRoot ? whyUnsafeForRoot(argv[0]) : null;
  }

  #launchAsUs(
    argv: readonly [string, ...string[]],
    output: number,
    ended: (end: LaunchEnd) => void,
  ): Result<LaunchedScript, NotStarted> {
    this.#children ??= new ChildProcesses(systemCalls(), spawnLibrary());
    this.#nowhere ??= openSync("/dev/null", "r");
    this.#environment ??= Object.entries(scriptEnvironment()).map(
      ([name, value]) => `${name}=${value ?? ""}`,
    );
    const stdio = [this.#nowhere, output, output] as const;
    const id = this.#children.start({ argv, environment: this.#environment, stdio }, (end) => {
      this.#running.delete(id);
      ended({ kind: "ended", ...end });
    });
    if (id < 0) return failure(startFailure(errnoName(id)));
    this.#running.add(id);
    return success({ signal: (signal) => signalGroup(id, signal) });
  }

  #launchAs(
    child: ChildProcess,
    ended: (end: LaunchEnd) => void,
  ): Result<LaunchedScript, NotStarted> {
    const { pid } = child;
    if (pid !== undefined) this.#running.add(pid);
    child.once("error", ({ code, message }: NodeJS.ErrnoException) => {
      if (pid === undefined) ended(startFailure(code, message));
    });
    child.once("exit", (status, signal) => {
      if (pid !== undefined) this.#running.delete(pid);
      const number = signal === null ? null : constants.signals[signal];
      ended({ kind: "ended", status, signal: number });
    });
    return success({ signal: (signal) => signalGroup(pid, signal) });
  }

  #watch(child: ChildProcess, { limitMicros, timedOut }: StartOptions): StartedScript {
    const { promise, resolve } = Promise.withResolvers<ScriptEnd>();
    const { pid } = child;
    let cancel = (): void => undefined;
    let tookTooLong = false;
    const end = (): void => {
      if (pid === undefined || !this.#running.has(pid)) return;
      cancel();
      signalGroup(pid, "SIGTERM");
      cancel = this.#timers.after(this.#endMicros, () => signalGroup(pid, "SIGKILL"));
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
      if (pid !== undefined) this.#running.delete(pid);
      resolve(how);
    };
    if (pid !== undefined) this.#running.add(pid);
    child.once("error", ({ code, message }: NodeJS.ErrnoException) => {
      if (pid === undefined) finish(startFailure(code, message));
    });
    child.once("exit", (status, signal) => {
      // What it started and left behind in its group had the same limit.
      if (tookTooLong) signalGroup(pid, "SIGKILL");
      finish({ kind: "ended", status, signal, timedOut: tookTooLong });
    });
    return { ended: promise, end };
  }
}

export type NotStarted = Extract<ScriptEnd, { kind: "notStarted" }>;

const refused = (reason: string): NotStarted => ({ kind: "notStarted", reason, passing: false });

const neverRuns = (reason: string): StartedScript => ({
  ended: Promise.resolve(refused(reason)),
  end: () => undefined,
});

/** `output`: a descriptor for both, or one pipe for each. */
const spawnScript = (
  program: string,
  words: readonly string[],
  credentials: Identity,
  output: number | "ignore" | "pipe",
): ChildProcess =>
  spawn(program, [...words], {
    stdio: ["ignore", output, output],
    detached: true,
    cwd: "/",
    env: scriptEnvironment(),
    ...credentials,
  });

function signalGroup(group: number | undefined, signal: NodeJS.Signals): void {
  if (group === undefined) return;
  try {
    process.kill(-group, signal);
  } catch {
    // The group is gone already.
  }
}

const startFailures: ReadonlyMap<string | undefined, string> = new Map([
  ["ENOENT", "there is no such file, or its interpreter is missing"],
  ["EACCES", "it is not executable for the user it runs as"],
  ["EPERM", "this daemon may not change to the user it runs as"],
]);

function startFailure(code: string | undefined, message = `${code}`): NotStarted {
  const reason = startFailures.get(code);
  return { kind: "notStarted", reason: reason ?? message, passing: reason === undefined };
}
