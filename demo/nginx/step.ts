/** One step: something happens, a node's nginx has to answer then, and what the client lost by it. */
import { snapshotHoldersOf } from "../../test/lab/holder.ts";
import { type Gap, largestGap } from "../../test/lab/pinger.ts";
import type { Answered } from "../../test/lab/requests.ts";
import { pause, waitFor } from "../../test/lab/wait.ts";
import { printStrips } from "../answer-strips.ts";
import { attempt } from "../attempt.ts";
import { lastWordsOf } from "../node-log.ts";
import { formatMillis } from "../screen.ts";
import { address, type Name, type NginxStage, openClient } from "./stage.ts";

export interface NginxStep {
  readonly title: string;
  /** Resolves once what it sets off has begun. */
  readonly act: () => Promise<unknown>;
  /** Who must hold the address and answer afterwards. */
  readonly expected: Name;
  /** The longest time without an answer; null where there was no service before. */
  readonly allowedMillis: number | null;
  /** In which words that is derived. */
  readonly because: string;
}

export interface NginxOutcome {
  readonly title: string;
  readonly holder: string;
  readonly gap: string;
  readonly allowed: string;
  /** Empty when it went as it must. */
  readonly trouble: string;
}

/** How far a measurement may exceed what is allowed: the script's run, requests, a busy machine. */
const toleranceMillis = 600;
/** How long the move may take before nobody waits for it any more. */
const patienceMillis = 12_000;
/** The service is watched a little longer than the move takes, so that a relapse would be seen. */
const settleMillis = 500;

/** Carries out one step and prints it as it happens. Never throws for what did not come. */
export async function play(
  stage: NginxStage,
  number: number,
  step: NginxStep,
): Promise<NginxOutcome> {
  const { screen } = stage;
  screen.line();
  screen.line(screen.palette.bold(`${number}  ${step.title}`));
  const fromMillis = Date.now();
  const missing = await attempt(async () => {
    await step.act();
    await arrival(stage, step.expected, fromMillis);
  });
  const client = openClient(stage);
  await pause(settleMillis);
  const untilMillis = Date.now();
  const lost = client.lost(fromMillis).length;
  const gap = gapOf(client.all, fromMillis, untilMillis);
  const holder = snapshotHoldersOf(stage.lab, address).join(" and ") || "nobody";
  const trouble = missing || troubleOf(step, holder, gap.millis);
  printStrips(screen, client.all, [fromMillis, untilMillis], ["a", "b"]);
  screen.line(verdictLine(stage, step, { holder, lost, gapMillis: gap.millis, trouble }));
  if (trouble !== "") for (const line of lastWordsOf(stage.nodes)) screen.line(line);
  return {
    title: step.title,
    holder: holder.toUpperCase(),
    gap: step.allowedMillis === null ? "" : `${formatMillis(gap.millis)}, ${lost} requests`,
    allowed: step.allowedMillis === null ? "" : formatMillis(step.allowedMillis),
    trouble,
  };
}

/** Waits until the node alone holds the address and its nginx answers at it. */
async function arrival(stage: NginxStage, expected: Name, fromMillis: number): Promise<void> {
  const client = openClient(stage);
  await waitFor(
    `the nginx of ${expected.toUpperCase()} to answer at ${address}`,
    { limitMillis: patienceMillis },
    () => {
      const holders = stage.lab.routers.filter((router) => router.addresses.has(address));
      const isHeld = holders.length === 1 && holders[0]?.name === expected;
      const last = client.all.at(-1);
      return isHeld && last?.server === expected && last.atMillis > fromMillis;
    },
  );
}

/** The longest time between answered requests. */
export function gapOf(all: readonly Answered[], fromMillis: number, untilMillis: number): Gap {
  return largestGap(
    all.filter((each) => each.server !== null),
    fromMillis,
    untilMillis,
  );
}

function troubleOf(step: NginxStep, holder: string, gapMillis: number): string {
  if (holder !== step.expected) return `${holder} holds the address`;
  if (step.allowedMillis === null || gapMillis <= step.allowedMillis + toleranceMillis) return "";
  return "longer than it may take";
}

function verdictLine(
  stage: NginxStage,
  step: NginxStep,
  taken: { holder: string; lost: number; gapMillis: number; trouble: string },
): string {
  const { good, bad, bold } = stage.screen.palette;
  const mark = taken.trouble === "" ? good("✓") : bad("✗");
  const gap = `${formatMillis(taken.gapMillis)} without an answer, ${taken.lost} requests lost`;
  const measured =
    step.allowedMillis === null
      ? ""
      : `: ${bold(gap)}; allowed are ${formatMillis(step.allowedMillis)} (${step.because})`;
  const reason = taken.trouble === "" ? "" : `\n     ${bad(taken.trouble)}`;
  return ` ${mark} ${taken.holder.toUpperCase()} holds the address${measured}${reason}`;
}
