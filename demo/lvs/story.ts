/** The steps: start, a server's death and return, a server's drain, a director's death. */
import { gateway, virtualAddress } from "../../test/lab/director-lab.ts";
import { waitForHolders } from "../../test/lab/holder.ts";
import { waitFor } from "../../test/lab/wait.ts";
import { type LvsStage, openClients, takeOverMillis } from "./stage.ts";
import { type LvsOutcome, type LvsStep, play } from "./step.ts";

const startLimitMillis = 20_000;
const limitMillis = 10_000;
/** A probe every second, and as long again for what a busy machine adds. */
const noticeMillis = 2_000;
/** What starts of processes and a busy machine add to the protocol's figure. */
const toleranceMillis = 1_500;
const servers = ["r1", "r2", "r3"];

/** Plays all steps in order; the later ones too when an earlier one failed. */
export async function tellLvsStory(stage: LvsStage): Promise<LvsOutcome[]> {
  const outcomes: LvsOutcome[] = [];
  for (const [index, step] of steps(stage).entries()) {
    outcomes.push(await play(stage, index + 1, step));
  }
  return outcomes;
}

function steps(stage: LvsStage): LvsStep[] {
  const calm = { lossMillis: 0, because: "none may be", breaksConnections: false };
  return [
    {
      ...calm,
      title: "Start: both directors start, A holds the address, requests are balanced",
      act: () => start(stage),
      answering: servers,
    },
    {
      title: "Crash of a server: kill -9 of nginx on r2",
      act: async () => {
        const fromMillis = Date.now();
        await stage.server("r2").kill();
        await logged(stage, "Removing service", fromMillis);
      },
      answering: ["r1", "r3"],
      lossMillis: noticeMillis,
      because: "until the probe of each second notices",
      breaksConnections: true,
    },
    {
      ...calm,
      title: "Return: nginx on r2 starts again",
      act: async () => {
        const fromMillis = Date.now();
        await stage.server("r2").start();
        await logged(stage, "Adding service", fromMillis);
      },
      answering: servers,
    },
    {
      ...calm,
      title: "Drain: r3 gets weight 0 by reload; its open connections go on",
      act: () => reloaded(stage, [1, 1, 0]),
      answering: ["r1", "r2"],
    },
    {
      ...calm,
      title: "Back to work: r3 gets its weight again by reload",
      act: () => reloaded(stage, [1, 1, 1]),
      answering: servers,
    },
    {
      title: "Crash of a director: kill -9 of all of A's processes, and it is gone from the LAN",
      act: async () => {
        const holders = waitForHolders(stage.lab, gateway, ["b"], limitMillis);
        stage.tell(Date.now(), "A crashes");
        await stage.nodes.get("a")?.crashMachine([virtualAddress, gateway]);
        await holders;
        await answered(stage);
      },
      answering: servers,
      lossMillis: takeOverMillis + toleranceMillis,
      because: "until B takes over: 3 adverts and its skew",
      // IPVS tells the other director of its connections; nftables does not.
      breaksConnections: stage.plane === "nftables",
    },
  ];
}

async function start(stage: LvsStage): Promise<void> {
  const nodes = [stage.startDirector("a"), stage.startDirector("b")];
  for (const node of nodes) await node.waitForLog("Startup complete", startLimitMillis);
  await waitForHolders(stage.lab, gateway, ["a"], startLimitMillis);
  await openClients(stage);
  await answered(stage);
}

/** Waits until requests of every client have been answered from now on. */
async function answered({ clients }: LvsStage): Promise<void> {
  const all = clients === null ? [] : [clients.fresh, ...clients.kept];
  await Promise.all(all.map((client) => client.more(10)));
}

/** Waits until every director that runs has logged it. */
async function logged({ nodes }: LvsStage, text: string, sinceMillis: number): Promise<void> {
  const waits = [...nodes.values()].map((node) => node.waitForLog(text, limitMillis, sinceMillis));
  await Promise.all(waits);
}

async function reloaded(stage: LvsStage, weights: readonly number[]): Promise<void> {
  const isDrained = weights.includes(0);
  stage.tell(Date.now(), `both directors are told to reload: weights ${weights.join(", ")}`);
  stage.reload(weights);
  const fresh = stage.clients?.fresh;
  await waitFor(
    isDrained ? "r3 to get no new connections" : "r3 to get connections again",
    { limitMillis },
    () => {
      const last = fresh?.all.slice(-20).map((each) => each.server) ?? [];
      return last.includes("r3") !== isDrained;
    },
  );
}

/** The closing table, a row a step. */
export function summaryRows(outcomes: readonly LvsOutcome[]): string[][] {
  const rows = outcomes.map((outcome, index) => [
    `${index + 1}`,
    outcome.title.split(":")[0] ?? "",
    `${outcome.requests}`,
    `${outcome.lost}`,
    outcome.shares,
    outcome.trouble === "" ? "as it must" : "FAILED",
  ]);
  return [["", "step", "requests", "lost", "new connections then", ""], ...rows];
}
