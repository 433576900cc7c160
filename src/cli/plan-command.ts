/** The command line of `holdfast plan`: what a reload would do. */
import { resolve } from "node:path";
import type { Command } from "commander";
import { exitCodeOfPlan, type ReloadPlan } from "../daemon/plan/reload-plan.ts";
import { type ColourWhen, colourOption, wantsColour } from "./colour.ts";
import { addPlaceOptions, asJson, askDaemon, type DaemonPlace } from "./daemon-place.ts";
import { planLines } from "./plan/plan-lines.ts";

interface PlanFlags extends DaemonPlace {
  readonly file?: string;
  readonly json?: true;
  readonly color: ColourWhen;
}

const planExitCodes = `The exit code says what a reload would do:
  0  nothing
  1  it would be refused, or the daemon does not answer
  2  it would change something`;

/** Tens of thousands of real servers take a while. */
const limitMillis = 60_000;

export function addPlanCommand(program: Command): void {
  const command = program
    .command("plan")
    .description("say what a reload would do, and whether anybody would notice")
    .option("-f, --file <file>", "as if the configuration were this one; the daemon reads it")
    .option("--json", "everything, as JSON")
    .addOption(colourOption())
    .addHelpText("after", `\n${planExitCodes}`);
  addPlaceOptions(command).action(async (flags: PlanFlags) => {
    const colour = flags.json === undefined && wantsColour(flags.color);
    const file = flags.file === undefined ? {} : { file: resolve(flags.file) };
    let verdict: ReloadPlan["verdict"] = "refused";
    const question = { command: "plan", limitMillis, colour, ...file };
    const status = await askDaemon(flags, question, (answer) => {
      const plan = answer as ReloadPlan;
      verdict = plan.verdict;
      const text = flags.json === true ? asJson(plan) : planLines(plan, colour).join("\n");
      process.stdout.write(`${text}\n`);
    });
    process.exitCode = status === 0 ? exitCodeOfPlan[verdict] : status;
  });
}
