/** One step of the demo: an action, who must hold the address after it, and the verdict. */
import { holdersOf } from "../test/lab/holder.ts";
import { pause, waitFor } from "../test/lab/wait.ts";
import { attempt } from "./attempt.ts";
import { formatMillis, paintStrip } from "./screen.ts";
import type { Stage } from "./stage.ts";
import { serviceStrip } from "./strip.ts";

export interface Step {
  readonly title: string;
  /** What happens; a moment returned, in epoch milliseconds, is where the measurement begins. */
  readonly act: () => Promise<number | undefined>;
  readonly expected: "A" | "B";
  /** The longest time without service that the protocol's timers give. */
  readonly allowedMillis: number;
  /** In which words that is derived. */
  readonly because: string;
  /** What Holdfast promises beyond the protocol, or null. */
  readonly aimMillis: number | null;
}

export interface Outcome {
  readonly title: string;
  readonly holder: string;
  readonly gapMillis: number;
  readonly allowedMillis: number;
  readonly aimMillis: number | null;
  readonly verdict: "passed" | "slow" | "failed";
  readonly reason: string;
}

/** How far a measurement may exceed the protocol's figure: pings, scheduling, start of a process. */
export const toleranceMillis = 300;
/** How long to wait for the address beyond what is allowed before giving up. */
const patienceMillis = 4_000;
/** Service is watched a little longer than the move takes, so that a relapse would be seen. */
const settleMillis = 400;

/** Carries out one step and prints it as it happens. Never throws for a move that did not come. */
export async function play(stage: Stage, number: number, step: Step): Promise<Outcome> {
  const { screen, pinger } = stage;
  screen.line();
  screen.line(screen.palette.bold(`${number}  ${step.title}`));
  const actedMillis = Date.now();
  const fromMillis = (await step.act()) ?? actedMillis;
  const missing = await attempt(() => arrival(stage, step, fromMillis));
  await pause(settleMillis);
  const untilMillis = Date.now();
  const gap = pinger.largestGap(fromMillis, untilMillis);
  const outcome = judge(step, gap.millis, missing, holdersOf(stage.lab, stage.address));
  const span = [actedMillis - 300, untilMillis] as const;
  const strip = serviceStrip(pinger.replies, stage.letters, span);
  const tail = strip.length > 72 ? strip.slice(-72) : strip;
  screen.line(`   service   ${paintStrip(tail, screen.palette)}`);
  screen.line(verdictLine(stage, step, outcome));
  if (outcome.verdict === "failed") for (const line of stage.lastWords()) screen.line(line);
  return outcome;
}

/** Waits for the expected holder alone to hold the address and to answer. */
async function arrival(stage: Stage, step: Step, fromMillis: number): Promise<void> {
  const limitMillis = step.allowedMillis + patienceMillis;
  const router = step.expected === "A" ? stage.first.router : stage.second.router;
  await waitFor(`${step.expected} alone to hold the address`, { limitMillis }, () => {
    const holders = holdersOf(stage.lab, stage.address);
    return holders.length === 1 && holders[0] === router.name;
  });
  await stage.pinger.waitForAnswerFrom(router, fromMillis, patienceMillis);
}

/** The verdict, from what was measured. */
export function judge(
  step: Pick<Step, "title" | "expected" | "allowedMillis" | "aimMillis">,
  gapMillis: number,
  missing: string,
  holders: readonly string[],
): Outcome {
  const { title, allowedMillis, aimMillis } = step;
  const holder = holders.map((name) => name.toUpperCase()).join(" and ") || "nobody";
  const base = { title, holder, gapMillis, allowedMillis, aimMillis };
  if (missing !== "") return { ...base, verdict: "failed", reason: missing };
  if (holder !== step.expected) {
    return { ...base, verdict: "failed", reason: `${holder} holds the address` };
  }
  if (gapMillis > allowedMillis + toleranceMillis) {
    return { ...base, verdict: "failed", reason: "longer than the protocol allows" };
  }
  if (aimMillis !== null && gapMillis > aimMillis) {
    return { ...base, verdict: "slow", reason: "within the protocol, above Holdfast's aim" };
  }
  return { ...base, verdict: "passed", reason: "" };
}

function verdictLine(stage: Stage, step: Step, outcome: Outcome): string {
  const { palette } = stage.screen;
  const measured = `${formatMillis(outcome.gapMillis)} without service`;
  const aim = step.aimMillis === null ? "" : `, Holdfast aims at ${formatMillis(step.aimMillis)}`;
  const allowed = `the protocol allows ${formatMillis(step.allowedMillis)} (${step.because})${aim}`;
  const mark = {
    passed: palette.good("✓"),
    slow: palette.doubtful("~"),
    failed: palette.bad("✗"),
  }[outcome.verdict];
  const reason = outcome.reason === "" ? "" : `\n     ${palette.bad(outcome.reason)}`;
  return ` ${mark} ${outcome.holder} holds the address: ${palette.bold(measured)}; ${allowed}${reason}`;
}
