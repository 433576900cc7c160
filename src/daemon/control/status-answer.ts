/** Answers `status`: what every process says of itself, and which do not. */
import { success } from "../../wire/result.ts";
import { microsPerSecond } from "../../wire/units.ts";
import type { DaemonStatus, ProcessHealth } from "../status/daemon-status.ts";
import type { LvsStatus } from "../status/lvs-status.ts";
import type { RunnerStatus } from "../status/runner-status.ts";
import type { VrrpStatus } from "../status/vrrp-status.ts";
import type { ChildRole } from "../supervisor/child-programs.ts";
import type { Standing } from "../supervisor/managed-child.ts";
import type { Timers } from "../timers.ts";
import { productVersion } from "../version.ts";
import type { DaemonCounts } from "./daemon-counts.ts";
import type { ControlHandler } from "./handler.ts";
import { droppedAdverts, residentBytes } from "./process-facts.ts";
import type { AskResult } from "./questions.ts";
import type { ControlTarget } from "./target.ts";

export interface StatusParts {
  readonly supervisor: ControlTarget;
  readonly counts: DaemonCounts;
  readonly timers: Timers;
  readonly configurationFile: string;
  readonly startedAtMillis: number;
}

const roles = ["vrrp", "lvs", "runner"] as const satisfies readonly ChildRole[];

interface Asked {
  readonly role: ChildRole;
  readonly standing: Standing;
  readonly answer: AskResult;
}

/** All who ask while an answer is under way are given that one. */
export function statusHandler(parts: StatusParts): ControlHandler {
  let underWay: Promise<DaemonStatus> | null = null;
  return async () => {
    underWay ??= statusOf(parts).finally(() => {
      underWay = null;
    });
    return success(await underWay);
  };
}

async function statusOf(parts: StatusParts): Promise<DaemonStatus> {
  const { supervisor, counts, configurationFile, startedAtMillis } = parts;
  const asked = (await Promise.all(roles.map((role) => askOne(supervisor, role)))).filter(
    (each) => each !== null,
  );
  const nowMillis = Date.now();
  const answerOf = (role: ChildRole): unknown => {
    const answer = asked.find((each) => each.role === role)?.answer;
    return answer?.ok === true ? answer.value : null;
  };
  const vrrp = asked.find(({ role }) => role === "vrrp")?.standing;
  return {
    version: 1,
    atMillis: nowMillis,
    daemon: { product: "Holdfast", release: productVersion, configurationFile, startedAtMillis },
    reloads: counts.reloads,
    deaths: counts.deaths,
    processes: [
      supervisorHealth(startedAtMillis),
      ...asked.map((each) => healthOf(each, parts.timers.now(), nowMillis)),
    ],
    droppedAdverts: vrrp?.kind === "running" ? droppedAdverts(vrrp.processId) : null,
    vrrp: answerOf("vrrp") as VrrpStatus | null,
    lvs: answerOf("lvs") as LvsStatus | null,
    runner: answerOf("runner") as RunnerStatus | null,
    trackersSince: counts.trackersSince,
  };
}

/** Null for a process that the configuration does not need. */
async function askOne(supervisor: ControlTarget, role: ChildRole): Promise<Asked | null> {
  if (supervisor.standing(role) === null) return null;
  const answer = await supervisor.ask(role, { kind: "status" });
  // Of now, and not of before the wait.
  const standing = supervisor.standing(role);
  return standing === null ? null : { role, standing, answer };
}

const supervisorHealth = (sinceMillis: number): ProcessHealth => ({
  role: "supervisor",
  processId: process.pid,
  sinceMillis,
  residentBytes: residentBytes(process.pid),
  problem: null,
});

function healthOf(
  { role, standing, answer }: Asked,
  now: number,
  nowMillis: number,
): ProcessHealth {
  if (standing.kind === "dead") {
    const problem = `Not running: ${startInWords(standing.startsAt, now)}`;
    return { role, processId: null, sinceMillis: null, residentBytes: null, problem };
  }
  const { processId, sinceMicros } = standing;
  return {
    role,
    processId,
    sinceMillis: Math.round(nowMillis - (now - sinceMicros) / 1000),
    residentBytes: residentBytes(processId),
    problem: answer.ok ? null : answer.error,
  };
}

function startInWords(startsAt: number | null, now: number): string {
  if (startsAt === null) return "nothing starts it again";
  return `starts again in ${Math.max(1, Math.ceil((startsAt - now) / microsPerSecond))} s`;
}
