/** Reloads of a daemon in the laboratory, asked for on its control socket. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type ControlClient, openControl } from "../../src/daemon/control/client.ts";
import type { ReloadPlan } from "../../src/daemon/plan/reload-plan.ts";
import type { ReloadOutcome } from "../../src/daemon/supervisor/reload/outcome.ts";
import type { Lab } from "../lab/lab.ts";
import { daemonIn } from "./daemon-under-test.ts";

/** A child that hangs is killed after half a minute. */
const limitMillis = 90_000;

export interface Reloads {
  /** Writes the file and has it read. */
  reload(text?: string): Promise<ReloadOutcome>;
  plan(text: string): Promise<ReloadPlan>;
  close(): void;
}

export async function connectReloads(lab: Lab, name: string): Promise<Reloads> {
  const opened = await openControl([join(lab.directory, `${name}.sock`)]);
  if (!opened.ok) throw new Error(opened.error.message);
  const client: ControlClient = opened.value;
  const ask = async (command: string, parameters: object): Promise<unknown> => {
    const answer = await client.ask(command, parameters, limitMillis);
    if (!answer.ok) throw new Error(answer.error.message);
    return answer.value;
  };
  const file = join(lab.directory, `${name}.conf`);
  const planned = join(lab.directory, `${name}.planned.conf`);
  return {
    async reload(text) {
      if (text !== undefined) writeFileSync(file, text);
      return (await ask("reload", {})) as ReloadOutcome;
    },
    async plan(text) {
      writeFileSync(planned, text);
      return (await ask("plan", { file: planned })) as ReloadPlan;
    },
    close: () => client.close(),
  };
}

/** A daemon that runs, and the reloads of it. */
export async function startReloadable(lab: Lab, name: string, text: string) {
  const daemon = daemonIn(lab, name, text);
  const started = daemon.command();
  if (started.status !== 0) throw new Error(`${started.stderr}${daemon.log()}`);
  return { daemon, ...(await connectReloads(lab, name)) };
}
