/** One step: something happens to servers or directors, and what the client lost by it. */

import { pause } from "../../test/lab/wait.ts";
import { printStrips } from "../answer-strips.ts";
import { attempt } from "../attempt.ts";
import { lastWordsOf } from "../node-log.ts";
import { type Clients, type LvsStage, openClients } from "./stage.ts";

export interface LvsStep {
  readonly title: string;
  /** Resolves once what it sets off is through. */
  readonly act: () => Promise<unknown>;
  /** The servers that must answer afterwards, all of them and no other. */
  readonly answering: readonly string[];
  /** For how long after the step's begin requests may be lost; 0: none at all. */
  readonly lossMillis: number;
  /** In which words that is derived. */
  readonly because: string;
  /** Whether open connections may break with it. */
  readonly breaksConnections: boolean;
}

export interface LvsOutcome {
  readonly title: string;
  readonly requests: number;
  readonly lost: number;
  readonly shares: string;
  /** Empty when it went as it must. */
  readonly trouble: string;
}

/** Who answers is looked at for this long once the step is through. */
const settleMillis = 1_500;

/** Carries out one step and prints it as it happens. Never throws for what did not come. */
export async function play(stage: LvsStage, number: number, step: LvsStep): Promise<LvsOutcome> {
  const { screen } = stage;
  screen.line();
  screen.line(screen.palette.bold(`${number}  ${step.title}`));
  const fromMillis = Date.now();
  const missing = await attempt(step.act);
  const clients = stage.clients ?? (await openClients(stage));
  const settledMillis = Date.now();
  await pause(settleMillis);
  const outcome = judge(step, clients, fromMillis, settledMillis, missing);
  const untilMillis = Date.now();
  const names = stage.servers.map(({ router }) => router.name);
  printStrips(screen, clients.all(), [fromMillis, untilMillis], names);
  screen.line(verdictLine(stage, step, outcome));
  if (outcome.trouble !== "") for (const line of lastWordsOf(stage.nodes)) screen.line(line);
  return outcome;
}

function judge(
  step: LvsStep,
  clients: Clients,
  fromMillis: number,
  settledMillis: number,
  missing: string,
): LvsOutcome {
  const all = clients.all().filter((each) => each.atMillis >= fromMillis);
  const lost = all.filter((each) => each.server === null);
  const tally = clients.fresh.tally(settledMillis);
  const names = Object.keys(tally).sort();
  const shares = names.map((name) => `${name} ${tally[name]}`).join(", ");
  const counted = step.breaksConnections ? clients.fresh.lost(fromMillis) : lost;
  const tooLate = counted.filter((each) => each.atMillis > fromMillis + step.lossMillis);
  const troubles = [
    missing,
    tooLate.length === 0
      ? ""
      : `${tooLate.length} requests lost that must not be: ${tooLate[0]?.reason}`,
    names.join() === step.answering.join() ? "" : `${step.answering.join(", ")} must answer`,
  ];
  const trouble = troubles.filter(Boolean).join("; ");
  return { title: step.title, requests: all.length, lost: lost.length, shares, trouble };
}

function verdictLine(stage: LvsStage, step: LvsStep, outcome: LvsOutcome): string {
  const { good, bad, bold } = stage.screen.palette;
  const mark = outcome.trouble === "" ? good("✓") : bad("✗");
  const measured = bold(`${outcome.lost} of ${outcome.requests} requests lost`);
  const reason = outcome.trouble === "" ? "" : `\n     ${bad(outcome.trouble)}`;
  return ` ${mark} ${measured} (${step.because}); then ${outcome.shares}${reason}`;
}
