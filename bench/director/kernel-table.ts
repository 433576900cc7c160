/** What the kernel balances, as ipvsadm(8) shows it. */
import { mustRun } from "../../test/lab/command.ts";
import { waitFor } from "../../test/lab/wait.ts";
import { virtualAddress } from "./farm.ts";

const usualLimitMillis = 60_000;

/** Weights by "address:port" of one virtual server's real servers; none where it is not there. */
export function weightsOf(virtualServer: number): ReadonlyMap<string, number> {
  try {
    return weightsIn(mustRun(["ipvsadm", "-Ln", "-t", `${virtualAddress(virtualServer)}:80`]));
  } catch {
    return new Map();
  }
}

/** Of the whole table. */
const allWeights = (): ReadonlyMap<string, number> => weightsIn(mustRun(["ipvsadm", "-Ln"]));

function weightsIn(table: string): ReadonlyMap<string, number> {
  const rows = table.matchAll(/^ {2}-> (\S+) +\w+ +(\d+) /gm);
  return new Map(Array.from(rows, ([, server = "", weight]) => [server, Number(weight)]));
}

/** What is waited for: one virtual server first, which is cheap to look at, then the whole table. */
export interface Awaited {
  readonly what: string;
  readonly virtualServer: number;
  isRight(weights: ReadonlyMap<string, number>): boolean;
  /** Of the whole table; where one virtual server is all that changes it is not looked at. */
  isComplete?(weights: ReadonlyMap<string, number>): boolean;
}

/** Milliseconds from `sinceMillis` (`performance.now()`) until it is so. */
export async function millisUntil(
  sinceMillis: number,
  awaited: Awaited,
  limitMillis = usualLimitMillis,
): Promise<number> {
  const { what, virtualServer, isRight, isComplete } = awaited;
  const options = { limitMillis, everyMillis: 10 };
  await waitFor(what, options, () => isRight(weightsOf(virtualServer)));
  const millis = performance.now() - sinceMillis;
  if (isComplete === undefined || isComplete(allWeights())) return millis;
  await waitFor(what, options, () => isComplete(allWeights()));
  return performance.now() - sinceMillis;
}
