/** `holdfast ipvs`: opens IPVS, does what is asked, and gives the exit code. */
import { readFileSync } from "node:fs";
import { refusalText } from "../../daemon/log/refusal-text.ts";
import { lookForIpvs } from "../../kernel/ipvs/family.ts";
import type { IpvsDataplane } from "../../kernel/ipvs/ipvs-dataplane.ts";
import { openIpvsDataplane } from "../../kernel/ipvs/open.ts";
import { systemCalls } from "../../kernel/libc.ts";
import type { KernelError } from "../../ports/network.ts";
import { failure, type Result, success } from "../../wire/result.ts";
import type { CheckOutput } from "../check-output.ts";
import { standardInputName } from "../standard-input.ts";
import { carryOut, findMissing, type LineError, readSteps } from "./restore.ts";
import { type ShowFlags, savedText, showText } from "./show.ts";

export interface IpvsPlace {
  /** A network namespace by name or path. */
  readonly namespace?: string;
}

const exitCode = { done: 0, failed: 1 } as const;

const standardStreams: CheckOutput = {
  out: (text) => process.stdout.write(text),
  aside: (text) => process.stderr.write(text),
};

export const showIpvs = (place: IpvsPlace, flags: ShowFlags): Promise<number> =>
  printing(place, (plane) => showText(plane, flags));

export const saveIpvs = (place: IpvsPlace): Promise<number> => printing(place, savedText);

export const clearIpvs = (place: IpvsPlace): Promise<number> =>
  printing(place, async (plane) => {
    const cleared = await plane.flush();
    return cleared.ok ? success("") : cleared;
  });

/** `path` may be "-", standard input. */
export async function restoreIpvs(place: IpvsPlace, path: string): Promise<number> {
  const text = readInput(path);
  if (!text.ok) return failed(`${text.error}\n`);
  const steps = readSteps(text.value);
  if (!steps.ok) return failed(errorLines(path, steps.error, nothingDone));
  return withIpvs(place, async (plane) => {
    const table = await plane.read("all");
    if (!table.ok) return failed(`${refusalText(table.error)}\n`);
    const missing = findMissing(steps.value, table.value);
    if (missing.length > 0) return failed(errorLines(path, missing, nothingDone));
    const errors = await carryOut(plane, steps.value);
    return errors.length === 0 ? exitCode.done : failed(errorLines(path, errors, restDone));
  });
}

const nothingDone = "Nothing has been changed.";
const restDone = "All other lines have been carried out.";

function errorLines(path: string, errors: readonly LineError[], end: string): string {
  const file = path === standardInputName ? "standard input" : path;
  const lines = errors.map(({ line, problem }) => `${file}:${line}: ${problem}`);
  return [...lines, end, ""].join("\n");
}

function readInput(path: string): Result<string, string> {
  const standardInput = 0;
  try {
    return success(readFileSync(path === standardInputName ? standardInput : path, "utf8"));
  } catch (problem) {
    const missing = (problem as NodeJS.ErrnoException).code === "ENOENT";
    const reason = problem instanceof Error ? problem.message : String(problem);
    return failure(`cannot read "${path}": ${missing ? "there is no such file" : reason}`);
  }
}

async function printing(
  place: IpvsPlace,
  text: (plane: IpvsDataplane) => Promise<Result<string, KernelError>>,
): Promise<number> {
  return withIpvs(place, async (plane) => {
    const printed = await text(plane);
    if (!printed.ok) return failed(`${refusalText(printed.error)}\n`);
    standardStreams.out(printed.value);
    return exitCode.done;
  });
}

async function withIpvs(
  { namespace }: IpvsPlace,
  action: (plane: IpvsDataplane) => Promise<number>,
): Promise<number> {
  const opened = openIpvsDataplane(systemCalls(), { networkNamespace: namespace ?? null });
  if (!opened.ok) {
    const hint = opened.error.operation === lookForIpvs ? `${elsewhere}\n` : "";
    return failed(`${refusalText(opened.error)}\n${hint}`);
  }
  try {
    return await action(opened.value);
  } finally {
    opened.value.close();
  }
}

const elsewhere =
  'What nftables balances is shown by "nft list table inet holdfast_lvs" (docs/nftables.md).';

function failed(text: string): number {
  standardStreams.aside(text);
  return exitCode.failed;
}
