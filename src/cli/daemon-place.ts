/** Which daemon a command asks: its control socket, by its path or by the daemon's names. */
import { type Command, Option } from "commander";
import type { ControlClient } from "../daemon/control/client.ts";
import { usualSocketPaths } from "../daemon/control/socket-path.ts";

export interface DaemonPlace {
  readonly socket?: string;
  readonly instanceName?: string;
  readonly namespace?: string;
}

export const addPlaceOptions = (command: Command): Command =>
  command
    .addOption(
      new Option(
        "--socket <file>",
        "the daemon's control socket: its pid file with .sock",
      ).conflicts(["instanceName", "namespace"]),
    )
    .option("--instance-name <name>", "the daemon whose file says `instance NAME`")
    .option("--namespace <name>", "the daemon of this network namespace: -s or net_namespace");

export const socketPaths = ({ socket, instanceName, namespace }: DaemonPlace): readonly string[] =>
  socket !== undefined
    ? [socket]
    : usualSocketPaths({
        instanceName: instanceName ?? null,
        networkNamespace: namespace ?? null,
      });

/** Null where there is none: then the reason has been printed. */
async function connectDaemon(place: DaemonPlace): Promise<ControlClient | null> {
  const { openControl } = await import("../daemon/control/client.ts");
  const opened = await openControl(socketPaths(place));
  if (opened.ok) return opened.value;
  console.error(opened.error.message);
  return null;
}

export interface Question {
  readonly command: string;
  /** How long its answer may take. */
  readonly limitMillis?: number;
  readonly [parameter: string]: unknown;
}

/** Asks one question and prints the answer; gives the exit code. */
export async function askDaemon(
  place: DaemonPlace,
  question: Question,
  print: (answer: unknown) => void,
): Promise<number> {
  const client = await connectDaemon(place);
  if (client === null) return 1;
  const { command, limitMillis, ...parameters } = question;
  const answer = await client.ask(command, parameters, limitMillis);
  client.close();
  if (answer.ok) print(answer.value);
  else console.error(answer.error.message);
  return answer.ok ? 0 : 1;
}

export const asJson = (value: unknown): string => JSON.stringify(value, null, 2);
