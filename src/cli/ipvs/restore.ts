/**
 * `holdfast ipvs restore`: carries out lines of ipvsadm's commands. All lines are read, and held
 * against the table as it is, before the first is carried out: what can be known to fail fails with
 * nothing changed.
 */
import {
  type BalancingTable,
  destinationKey,
  serviceKey,
  type TableOperation,
} from "../../core/balancing/table.ts";
import { refusalText } from "../../daemon/log/refusal-text.ts";
import type { IpvsDataplane } from "../../kernel/ipvs/ipvs-dataplane.ts";
import type { KernelError } from "../../ports/network.ts";
import { failure, type Result, success } from "../../wire/result.ts";
import { readStep, type Step } from "./step.ts";

export interface LineStep {
  /** From 1. */
  readonly line: number;
  readonly step: Step;
}

export interface LineError {
  readonly line: number;
  /** A sentence without its full stop. */
  readonly problem: string;
}

/** Blank lines and those that begin with # are passed over. */
export function readSteps(text: string): Result<readonly LineStep[], readonly LineError[]> {
  const steps: LineStep[] = [];
  const errors: LineError[] = [];
  for (const [index, content] of text.split("\n").entries()) {
    if (/^\s*(?:#|$)/.test(content)) continue;
    const line = index + 1;
    const step = readStep(content);
    if (step.ok) steps.push({ line, step: step.value });
    else errors.push({ line, problem: step.error });
  }
  return errors.length === 0 ? success(steps) : failure(errors);
}

/** Lines that name a service or real server which will not be there when their turn comes. */
export function findMissing(
  steps: readonly LineStep[],
  table: BalancingTable,
): readonly LineError[] {
  const present = new Map<string, Set<string>>();
  for (const [key, { destinations }] of table) present.set(key, new Set(destinations.keys()));
  const errors: LineError[] = [];
  for (const { line, step } of steps) {
    if (step.kind === "clear") present.clear();
    const problem = step.kind === "operation" ? followed(present, step.operation) : null;
    const zeroed = step.kind === "zero" && step.which !== "all" ? serviceKey(step.which) : null;
    if (zeroed !== null && !present.has(zeroed)) errors.push({ line, problem: missingService });
    if (problem !== null) errors.push({ line, problem });
  }
  return errors;
}

const missingService = "there is no such service";
const missingServer = "the service has no such real server";

/** What is wrong with the operation; else the table is as it will be after it. */
function followed(present: Map<string, Set<string>>, operation: TableOperation): string | null {
  switch (operation.kind) {
    case "addService": {
      const key = serviceKey(operation.service.identity);
      if (!present.has(key)) present.set(key, new Set());
      return null;
    }
    case "editService":
      return present.has(serviceKey(operation.service.identity)) ? null : missingService;
    case "removeService":
      return present.delete(serviceKey(operation.identity)) ? null : missingService;
    default: {
      const servers = present.get(serviceKey(operation.service));
      if (servers === undefined) return missingService;
      const key = destinationKey(operation.destination);
      if (operation.kind === "addDestination") servers.add(key);
      else if (!servers.has(key)) return missingServer;
      if (operation.kind === "removeDestination") servers.delete(key);
      return null;
    }
  }
}

/** In order; one that fails does not keep the rest from being tried. */
export async function carryOut(
  plane: IpvsDataplane,
  steps: readonly LineStep[],
): Promise<readonly LineError[]> {
  const errors: LineError[] = [];
  const note = (line: number, outcome: Result<null, KernelError> | undefined): void => {
    if (outcome !== undefined && !outcome.ok)
      errors.push({ line, problem: refusalText(outcome.error) });
  };
  let pending: { line: number; operation: TableOperation }[] = [];
  const applyPending = async (): Promise<void> => {
    const outcomes = await plane.apply(pending.map(({ operation }) => operation));
    for (const [index, { line }] of pending.entries()) note(line, outcomes[index]);
    pending = [];
  };
  for (const { line, step } of steps) {
    if (step.kind === "operation") {
      pending.push({ line, operation: step.operation });
      continue;
    }
    await applyPending();
    note(line, await carryOutOne(plane, step));
  }
  await applyPending();
  return errors;
}

function carryOutOne(
  plane: IpvsDataplane,
  step: Exclude<Step, { readonly kind: "operation" }>,
): Promise<Result<null, KernelError>> {
  switch (step.kind) {
    case "clear":
      return plane.flush();
    case "zero":
      return plane.zero(step.which);
    case "timeouts":
      return plane.setTimeouts(step.timeouts);
    case "startDaemon":
      return plane.startSync(step.role, step.settings);
    case "stopDaemon":
      return plane.stopSync(step.role);
  }
}
