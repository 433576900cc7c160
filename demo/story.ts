/** The steps: election, planned stop, return, crash, repair, link cut. */
import { cutLink, mendLink } from "../test/lab/link.ts";
import { type Node, nameOf } from "../test/lab/router.ts";
import { formatMillis } from "./screen.ts";
import { painted, type Stage } from "./stage.ts";
import { type Outcome, play, type Step } from "./step.ts";
import { masterDownMillis, skewMillis } from "./timing.ts";

const advertIntervalMillis = 1_000;
/** What Holdfast promises where nobody has to wait for a timer. */
const handOverAimMillis = 50;
const startLimitMillis = 10_000;

/** Plays all steps in order; the later ones too when an earlier one failed. */
export async function tellStory(stage: Stage): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const [index, step] of steps(stage).entries()) {
    outcomes.push(await play(stage, index + 1, step));
  }
  return outcomes;
}

function steps(stage: Stage): Step[] {
  const { lab, first, second, tell } = stage;
  const letter = painted(first, stage.screen);
  const isHoldfast = nameOf(first.product) === "Holdfast";
  const aimMillis = isHoldfast ? handOverAimMillis : null;
  const takeOver = {
    expected: "B" as const,
    allowedMillis: masterDownMillis(second.priority, advertIntervalMillis),
    because: "3 adverts and B's skew",
    aimMillis: null,
  };
  const preemption = {
    expected: "A" as const,
    allowedMillis: advertIntervalMillis,
    because: "one advert",
    aimMillis,
  };
  let node: Node | null = null;
  return [
    {
      title: "Election: both nodes start, the higher priority wins",
      act: async () => {
        node = stage.start(first);
        // The protocol's timers run from here; how long a program takes to start is its own affair.
        const line = await node.waitForLog("Entering BACKUP STATE", startLimitMillis);
        stage.start(second);
        return line.atMillis;
      },
      expected: "A",
      allowedMillis: masterDownMillis(first.priority, advertIntervalMillis),
      because: "3 adverts and A's skew, once A is up",
      aimMillis: null,
    },
    {
      title: "Planned stop: A is told to end (SIGTERM)",
      act: async () => {
        tell(Date.now(), `${letter} is told to stop`);
        await node?.stop();
        return undefined;
      },
      expected: "B",
      allowedMillis: skewMillis(second.priority),
      because: "B's skew",
      aimMillis,
    },
    {
      title: "Return: A starts again and takes its address back",
      act: async () => {
        node = stage.start(first);
        return undefined;
      },
      ...preemption,
    },
    {
      title: "Crash: kill -9 of all of A's processes, and the machine is gone from the LAN",
      act: async () => {
        const count = node?.pids().length ?? 0;
        tell(Date.now(), `${letter} crashes: ${count} processes killed, its cable is dead`);
        await node?.crashMachine([stage.address]);
        return undefined;
      },
      ...takeOver,
    },
    {
      title: "Repair: the cable is back, A starts and takes its address back",
      act: async () => {
        mendLink(lab, first.router);
        node = stage.start(first);
        return undefined;
      },
      ...preemption,
    },
    {
      title: "Link cut: A runs on, without its cable",
      act: async () => {
        tell(Date.now(), `${letter}'s cable is pulled`);
        cutLink(lab, first.router);
        return undefined;
      },
      ...takeOver,
    },
  ];
}

/** The closing table, a row a step. */
export function summaryRows(outcomes: readonly Outcome[]): string[][] {
  const words = { passed: "as it must", slow: "slower than the aim", failed: "FAILED" };
  const rows = outcomes.map((outcome, index) => [
    `${index + 1}`,
    outcome.title.split(":")[0] ?? "",
    outcome.holder,
    formatMillis(outcome.gapMillis),
    formatMillis(outcome.allowedMillis),
    outcome.aimMillis === null ? "" : formatMillis(outcome.aimMillis),
    words[outcome.verdict],
  ]);
  return [["", "step", "holder", "no service", "allowed", "aim", ""], ...rows];
}
