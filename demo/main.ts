/**
 * A real fail-over to look at: two routers, one address, one client, in network namespaces.
 *
 * `make demo` runs Holdfast on both sides, `make demo PEER=keepalived` Debian's keepalived as the
 * second. Exit status: 0 when the address moved as it must, 1 when it did not, 2 when the demo
 * cannot run here.
 */
import { existsSync } from "node:fs";
import { cleanUpAll } from "../test/lab/cleanup.ts";
import { withLab } from "../test/lab/lab.ts";
import { missingPrerequisites } from "../test/lab/prerequisites.ts";
import { nameOf, type Product, programOf } from "../test/lab/router.ts";
import { breakOff, refuse } from "./refuse.ts";
import { formatMillis, formatTable, openScreen, type Screen } from "./screen.ts";
import { address, painted, type Stage, setStage, showServiceLive } from "./stage.ts";
import { toleranceMillis } from "./step.ts";
import { summaryRows, tellStory } from "./story.ts";

const peers: Readonly<Record<string, Product>> = {
  "": "holdfast",
  holdfast: "holdfast",
  keepalived: "keepalived",
};

process.exitCode = await main().catch(breakOff);
cleanUpAll();

async function main(): Promise<number> {
  const peer = peers[process.env.PEER ?? ""];
  if (peer === undefined) return refuse([`PEER=${process.env.PEER}: "holdfast" or "keepalived".`]);
  const products = ["holdfast", peer] as const;
  const trouble = missingPrerequisites(["ip", "ping"]);
  if (trouble.length === 0) trouble.push(...missingPrograms(products));
  if (trouble.length > 0) return refuse(trouble);

  const screen = openScreen();
  return await withLab(["a", "b"], async (lab) => {
    const stage = setStage(lab, screen, products);
    introduce(stage);
    const hide = showServiceLive(stage);
    const outcomes = await tellStory(stage).finally(() => {
      hide();
      stage.fallCurtain();
    });
    screen.line();
    for (const line of formatTable(summaryRows(outcomes))) screen.line(`  ${line}`);
    const slack = formatMillis(toleranceMillis);
    const note = `  Up to ${slack} more is put down to pings and to the start of processes.`;
    screen.line(screen.palette.dim(note));
    screen.line();
    const failed = outcomes.filter((outcome) => outcome.verdict === "failed").length;
    screen.line(conclusion(screen, failed, outcomes.length));
    return failed === 0 ? 0 : 1;
  });
}

function missingPrograms(products: readonly Product[]): string[] {
  const programs = new Set(products.map(programOf));
  return [...programs].flatMap((program) => {
    if (program === "keepalived") return missingPrerequisites(["keepalived"]);
    return existsSync(program) ? [] : [`"${program}" is missing: this checkout is incomplete.`];
  });
}

function introduce(stage: Stage): void {
  const { screen, first, second, lab } = stage;
  const { bold, dim } = screen.palette;
  screen.line(bold(`One address, two routers: ${address} must always answer`));
  screen.line();
  for (const side of [first, second]) {
    const corner = side === first ? "┐" : "┼── bridge ── client";
    const priority = `priority ${side.priority}`.padEnd(12);
    const name = nameOf(side.product).padEnd(10);
    const end = side === first ? corner : `${corner} ${lab.client.ipv4}, pings every 10 ms`;
    screen.line(`   ${painted(side, screen)}  ${name}  ${side.router.ipv4}  ${priority} ──${end}`);
  }
  screen.line();
  screen.line(
    dim(`   ${lab.directory}/a.conf (b.conf is the same with priority ${second.priority})`),
  );
  for (const line of first.text.trimEnd().split("\n")) screen.line(dim(`   │ ${line}`.trimEnd()));
  screen.line();
  screen.line("   A service strip has one letter for each tenth of a second: who answered the");
  screen.line("   client's pings then, and a dot where nobody did.");
}

function conclusion(screen: Screen, failed: number, steps: number): string {
  const { good, bad } = screen.palette;
  if (failed === 0) return good(`The address moved as it must in all ${steps} steps.`);
  return bad(`The address did not move as it must in ${failed} of ${steps} steps.`);
}
