/** Carries out operations on IPVS's table, many in a datagram (behaviours §19). */
import { setImmediate } from "node:timers/promises";
import { destinationKey, serviceKey, type TableOperation } from "../../core/balancing/table.ts";
import type { KernelError } from "../../ports/network.ts";
import { type Result, success } from "../../wire/result.ts";
import type { NetlinkClient } from "../netlink/netlink-client.ts";
import type { NetlinkRequest } from "../netlink/netlink-request.ts";
import {
  explainRefusal,
  isAlreadySo,
  noService,
  operationRequest,
  otherWay,
} from "./operation-request.ts";

type Outcome = Result<null, KernelError>;

/** Some milliseconds of the kernel's time; then the event loop runs. */
const operationsAtATime = 500;

/** `family` is IPVS's number. One outcome for each operation. */
export async function applyOperations(
  client: NetlinkClient,
  family: number,
  operations: readonly TableOperation[],
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  for (let start = 0; start < operations.length; start += operationsAtATime) {
    if (start > 0) await setImmediate();
    const some = operations.slice(start, start + operationsAtATime);
    outcomes.push(...applySome(client, family, some));
  }
  return outcomes;
}

function applySome(
  client: NetlinkClient,
  family: number,
  operations: readonly TableOperation[],
): readonly Outcome[] {
  const outcomes = [...attempt(client, family, operations)];
  const corrections = correctionsOf(operations, outcomes);
  const second = attempt(
    client,
    family,
    corrections.map(({ operation }) => operation),
  );
  for (const [at, { index }] of corrections.entries())
    outcomes[index] = second[at] ?? success(null);
  return outcomes.map((outcome, index) => {
    const operation = operations[index];
    if (outcome.ok || operation === undefined) return outcome;
    return { ok: false, error: explainRefusal(operation, outcome.error) };
  });
}

/** In order, in as few datagrams as there can be. */
function attempt(
  client: NetlinkClient,
  family: number,
  operations: readonly TableOperation[],
): readonly Outcome[] {
  const prepared = operations.map((operation) => operationRequest(family, operation));
  const requests: NetlinkRequest[] = [];
  for (const request of prepared) if (request.ok) requests.push(request.value);
  const answers = client.execute(requests).values();
  return prepared.map((request, index): Outcome => {
    if (!request.ok) return request;
    const answer = answers.next().value ?? success(null);
    const operation = operations[index];
    if (answer.ok || operation === undefined) return answer;
    return isAlreadySo(operation, answer.error) ? success(null) : answer;
  });
}

interface Correction {
  readonly index: number;
  readonly operation: TableOperation;
}

/**
 * What is to be tried the other way: an addition as a change and a change as an addition. One that a
 * later operation on the same entry has overtaken is settled by that.
 */
function correctionsOf(
  operations: readonly TableOperation[],
  outcomes: Outcome[],
): readonly Correction[] {
  if (outcomes.every(({ ok }) => ok)) return [];
  const corrections: Correction[] = [];
  const cameBack = servicesThatComeBack(operations, outcomes);
  const overtaken = new Set<string>();
  for (let index = operations.length - 1; index >= 0; index--) {
    const operation = operations[index];
    const outcome = outcomes[index];
    if (operation === undefined || outcome === undefined) continue;
    const { service, entry } = keysOf(operation);
    if (!outcome.ok) {
      const waited = outcome.error.errno === noService && cameBack.has(service);
      const other = otherWay(operation, outcome.error) ?? (waited ? operation : null);
      const isOvertaken = overtaken.has(entry) || overtaken.has(removalOf(service));
      if (other !== null && isOvertaken) outcomes[index] = success(null);
      else if (other !== null) corrections.push({ index, operation: other });
    }
    overtaken.add(entry);
    if (operation.kind === "removeService") overtaken.add(removalOf(service));
  }
  return corrections.reverse();
}

/** Those that turned out to be gone: operations on their destinations have to be repeated. */
function servicesThatComeBack(
  operations: readonly TableOperation[],
  outcomes: readonly Outcome[],
): ReadonlySet<string> {
  const services = new Set<string>();
  for (const [index, operation] of operations.entries()) {
    const outcome = outcomes[index];
    if (operation.kind !== "editService" || outcome === undefined || outcome.ok) continue;
    if (outcome.error.errno === noService) services.add(serviceKey(operation.service.identity));
  }
  return services;
}

const removalOf = (service: string): string => `${service} is removed`;

function keysOf(operation: TableOperation): { readonly service: string; readonly entry: string } {
  switch (operation.kind) {
    case "addService":
    case "editService": {
      const key = serviceKey(operation.service.identity);
      return { service: key, entry: key };
    }
    case "removeService": {
      const key = serviceKey(operation.identity);
      return { service: key, entry: key };
    }
    default: {
      const key = serviceKey(operation.service);
      return { service: key, entry: `${key} ${destinationKey(operation.destination)}` };
    }
  }
}
