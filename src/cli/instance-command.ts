/** The command line of `holdfast instance`: orders to one instance of the running daemon. */
import { type Command, InvalidArgumentError, Option } from "commander";
import type { OperatorOrder } from "../daemon/protocol/questions.ts";
import { addPlaceOptions, askDaemon, type DaemonPlace } from "./daemon-place.ts";

interface SwitchoverFlags extends DaemonPlace {
  readonly back?: true;
  readonly timeout: number;
}

/** Beyond the daemon's own limit: its answer is on the way. */
const graceMillis = 2000;
const usualTimeoutSeconds = 30;

export function addInstanceCommand(program: Command): void {
  const instance = program
    .command("instance")
    .description("hand an instance's addresses over and back, or change its standing, on purpose");
  addPriority(instance);
  addFault(instance);
  addSwitchover(instance);
}

function addPriority(instance: Command): void {
  const command = instance
    .command("priority")
    .description("give it another priority, to which trackers add, until it is taken back")
    .argument("<instance>", "its name")
    .argument("<priority>", "1 to 254, or default: the configured one", priorityArgument);
  addPlaceOptions(command).action(
    async (name: string, { priority }: PriorityOrder, flags: DaemonPlace) => {
      process.exitCode = await give(flags, { instance: name, kind: "priority", priority }, () =>
        priority === null
          ? `${name} has its configured priority again.`
          : `${name} has priority ${priority} until: holdfast instance priority ${name} default.`,
      );
    },
  );
}

function addFault(instance: Command): void {
  const command = instance
    .command("fault")
    .description("put it in FAULT, so that another router takes over, or let it go")
    .argument("<instance>", "its name")
    .addArgument(instance.createArgument("<on|off>", "on or off").choices(["on", "off"]));
  addPlaceOptions(command).action(async (name: string, word: string, flags: DaemonPlace) => {
    const on = word === "on";
    process.exitCode = await give(flags, { instance: name, kind: "fault", on }, () =>
      on
        ? `${name} is in FAULT until: holdfast instance fault ${name} off.`
        : `${name} takes part again; FAULT stays where it has other causes.`,
    );
  });
}

function addSwitchover(instance: Command): void {
  const command = instance
    .command("switchover")
    .description("hand its addresses over, wait until another router has them, and stand back")
    .argument("<instance>", "its name; the others of its sync group move with it")
    .option("--back", "no longer stand back: it takes over again where its priority is higher")
    .addOption(
      new Option("--timeout <seconds>", "wait so long for the other router")
        .default(usualTimeoutSeconds)
        .argParser(secondsArgument),
    );
  addPlaceOptions(command).action(async (name: string, flags: SwitchoverFlags) => {
    const back = flags.back === true;
    const order = { instance: name, kind: "switchover", back } as const;
    process.exitCode = await give(
      flags,
      order,
      ({ master }) => outcomeText(name, back, master),
      flags.timeout,
    );
  });
}

function outcomeText(name: string, back: boolean, master: string | null): string {
  if (back) return `${name} stands back no longer: it preempts where its priority is higher.`;
  const undo = `${name} stands back until: holdfast instance switchover ${name} --back.`;
  return master === null
    ? `${name} is BACKUP, and no master is heard yet. ${undo}`
    : `${master} is MASTER of ${name} now. ${undo}`;
}

function give(
  place: DaemonPlace,
  order: OperatorOrder,
  text: (outcome: { readonly master: string | null }) => string,
  limitSeconds?: number,
): Promise<number> {
  const limit =
    limitSeconds === undefined
      ? {}
      : { limitSeconds, limitMillis: limitSeconds * 1000 + graceMillis };
  return askDaemon(place, { command: "instance", order, ...limit }, (outcome) =>
    console.log(text(outcome as { readonly master: string | null })),
  );
}

interface PriorityOrder {
  readonly priority: number | null;
}

/** Commander takes null for no argument at all. */
function priorityArgument(text: string): PriorityOrder {
  if (text === "default") return { priority: null };
  const priority = Number(text);
  if (/^\d{1,3}$/.test(text) && priority >= 1 && priority <= 254) return { priority };
  throw new InvalidArgumentError("Expected 1 to 254, or default.");
}

function secondsArgument(text: string): number {
  const seconds = Number(text);
  if (Number.isFinite(seconds) && seconds > 0 && seconds <= 600) return seconds;
  throw new InvalidArgumentError("Expected seconds, up to 600.");
}
