/** The steps: start, nginx killed on the holder, why, nginx back, what happened. */
import { waitForHolders } from "../../test/lab/holder.ts";
import { ask, type Question } from "./question.ts";
import { address, instanceName, moveMillis, type NginxStage, openClient } from "./stage.ts";
import { type NginxOutcome, type NginxStep, play } from "./step.ts";

const startLimitMillis = 20_000;
/** The one that gives the address back serves until the other has it. */
const handOverMillis = 50;

/** Plays all steps in order; the later ones too when an earlier one failed. */
export async function tellNginxStory(stage: NginxStage): Promise<NginxOutcome[]> {
  const outcomes: NginxOutcome[] = [];
  for (const [index, step] of steps(stage).entries()) {
    const next = "words" in step ? ask(stage, index + 1, step) : play(stage, index + 1, step);
    outcomes.push(await next);
  }
  return outcomes;
}

function steps(stage: NginxStage): (NginxStep | Question)[] {
  const { tell, web } = stage;
  return [
    {
      title: "Start: both nodes start, A has the higher priority",
      act: () => start(stage),
      expected: "a",
      allowedMillis: null,
      because: "",
    },
    {
      title: "nginx dies on A: kill -9; Holdfast itself is well there",
      act: async () => {
        tell(Date.now(), "nginx of A is killed");
        await web.a.kill();
      },
      expected: "b",
      allowedMillis: moveMillis,
      because: "2 s until the script runs, 3 adverts, and B's skew",
    },
    {
      title: "Why does A not hold the address?",
      node: "a",
      words: ["why", instanceName],
      expected: [/BACKUP/, /chk_nginx/, /101/],
    },
    {
      title: "nginx is back on A, and A takes its address back",
      act: async () => {
        await web.a.start();
        tell(Date.now(), "nginx of A runs again");
      },
      expected: "a",
      allowedMillis: handOverMillis,
      because: "B serves until A does",
    },
    {
      title: "What happened on A?",
      node: "a",
      words: ["events"],
      expected: [/MASTER.*BACKUP.*MASTER/s, /chk_nginx/],
    },
  ];
}

async function start(stage: NginxStage): Promise<void> {
  const nodes = [stage.startHoldfast("a"), stage.startHoldfast("b")];
  for (const node of nodes) await node.waitForLog("Entering BACKUP STATE", startLimitMillis);
  await waitForHolders(stage.lab, address, ["a"], startLimitMillis);
  await openClient(stage).more(10);
}

/** The closing table, a row a step. */
export function summaryRows(outcomes: readonly NginxOutcome[]): string[][] {
  const rows = outcomes.map((outcome, index) => [
    `${index + 1}`,
    outcome.title.split(/[:,]/)[0] ?? "",
    outcome.holder,
    outcome.gap,
    outcome.allowed,
    outcome.trouble === "" ? "as it must" : "FAILED",
  ]);
  return [["", "step", "holder", "without an answer", "allowed", ""], ...rows];
}
