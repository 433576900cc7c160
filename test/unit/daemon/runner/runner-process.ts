/** The runner as a process of its own, with the test at the other ends of its channels. */
import { type ChildProcess, spawn } from "node:child_process";
import type { Socket } from "node:net";
import { join } from "node:path";
import { type Channel, channelOnSocket } from "../../../../src/daemon/channel.ts";
import type { ChildOptions } from "../../../../src/daemon/options.ts";
import type {
  RunnerToSupervisor,
  ScriptRules,
  SupervisorToRunner,
} from "../../../../src/daemon/protocol/runner.ts";
import type {
  FromRunner,
  ToRunner,
  WatchedTrackers,
} from "../../../../src/daemon/protocol/scripts.ts";
import { seconds } from "../../../../src/wire/units.ts";

const program = join(import.meta.dirname, "../../../../src/daemon/runner/main.ts");
const flags = ["--single-threaded-gc", "--max-semi-space-size=1", "--max-old-space-size=128"];

export const noRules: ScriptRules = {
  scriptUser: { user: null, group: null },
  scriptSecurity: false,
  notifyFifos: null,
  alerts: { routerId: null, mail: null, webhooks: [] },
  processMonitor: { bytes: null, force: false },
};

export class RunnerProcess {
  readonly child: ChildProcess;
  readonly toVrrp: FromRunner[] = [];
  readonly toSupervisor: RunnerToSupervisor[] = [];
  readonly #vrrp: Channel<ToRunner>;
  readonly #supervisor: Channel<SupervisorToRunner>;

  constructor(options: ChildOptions, rules: ScriptRules = noRules) {
    this.child = spawn(process.execPath, [...flags, program, "keepalived"], {
      stdio: ["ignore", "inherit", "inherit", "pipe", "pipe", "pipe"],
      cwd: "/",
    });
    // Node makes socket pairs for pipes of a child, whatever its type says.
    const socket = (descriptor: number): Socket => this.child.stdio[descriptor] as Socket;
    this.#supervisor = channelOnSocket<RunnerToSupervisor, SupervisorToRunner>(
      socket(3),
      { receive: (message) => this.toSupervisor.push(message) },
      2 ** 20,
    );
    this.#vrrp = channelOnSocket<FromRunner, ToRunner>(
      socket(4),
      { receive: (message) => this.toVrrp.push(message) },
      2 ** 20,
    );
    this.#supervisor.send({ kind: "configure", options, pipesMade: [], ...rules });
  }

  reload(rules: ScriptRules): void {
    this.#supervisor.send({ kind: "reload", ...rules });
  }

  track(trackers: Partial<WatchedTrackers>): void {
    const none = { scripts: [], files: [], processes: [], known: [] };
    this.#vrrp.send({ kind: "track", ...none, ...trackers });
  }

  ask(id: number): void {
    this.#supervisor.send({ kind: "ask", id, question: { kind: "status" } });
  }

  get logged(): string[] {
    return this.toSupervisor.flatMap((said) => (said.kind === "log" ? [said.text] : []));
  }

  /** Resolves when it has ended. */
  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.child.once("exit", resolve));
    this.#supervisor.send({ kind: "stop", limitMicros: seconds(1) });
    await ended;
  }
}
