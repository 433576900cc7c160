/** Carries out operations on IPVS's table, many in a datagram (keepalived.md §19). */
import { setImmediate } from "node:timers/promises";
import { serviceKey, type TableOperation } from "../../core/balancing/table.ts";
import type { KernelError } from "../../ports/network.ts";
import { failure, type Result, success } from "../../wire/result.ts";
import type { NetlinkClient } from "../netlink/netlink-client.ts";
import type { NetlinkRequest } from "../netlink/netlink-request.ts";
import {
  asAddition,
  asChange,
  explainRefusal,
  isAlreadySo,
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

interface Attempt {
  /** Of the operation that was asked for. */
  readonly index: number;
  /** What is tried for it. */
  readonly operation: TableOperation;
}

function applySome(
  client: NetlinkClient,
  family: number,
  operations: readonly TableOperation[],
): readonly Outcome[] {
  const outcomes: Outcome[] = [];
  const note = ({ index }: Attempt, outcome: Outcome | undefined): void => {
    outcomes[index] = outcome ?? success(null);
  };
  const together = (attempts: readonly Attempt[]): readonly Attempt[] => {
    const tried = attempts.map(({ operation }) => operation);
    const answers = tryAll(client, family, tried);
    for (const [at, attempt] of attempts.entries()) note(attempt, answers[at]);
    return toBeRepeated(attempts, answers);
  };
  const first = together(operations.map((operation, index) => ({ index, operation })));
  for (const attempt of together(first)) note(attempt, tryAlone(client, family, attempt.operation));
  return operations.map((operation, index) => {
    const outcome = outcomes[index] ?? success(null);
    return outcome.ok ? outcome : failure(explainRefusal(operation, outcome.error));
  });
}

/** For operations that contradict each other: what is there is known only when their turn comes. */
function tryAlone(client: NetlinkClient, family: number, operation: TableOperation): Outcome {
  const [outcome = success(null)] = tryAll(client, family, [operation]);
  const other = outcome.ok ? null : otherWay(operation, outcome.error);
  return other === null ? outcome : (tryAll(client, family, [other])[0] ?? success(null));
}

/**
 * Where an addition has to be a change, or a change an addition, it is tried as that, and with it all
 * that came after it on the same service, so that the later has the last word.
 */
function toBeRepeated(
  attempts: readonly Attempt[],
  answers: readonly Outcome[],
): readonly Attempt[] {
  if (answers.every(({ ok }) => ok)) return [];
  const services = new Set<string>();
  const repeated: Attempt[] = [];
  for (const [at, { index, operation }] of attempts.entries()) {
    const answer = answers[at] ?? success(null);
    const service = keyOfService(operation);
    const other = answer.ok ? null : otherWay(operation, answer.error);
    if (other !== null) services.add(service);
    if (!services.has(service)) continue;
    const likely = answer.ok ? asChange(operation) : asAddition(operation);
    repeated.push({ index, operation: other ?? likely });
  }
  return repeated;
}

/** In order, in as few datagrams as there can be. */
function tryAll(
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

function keyOfService(operation: TableOperation): string {
  switch (operation.kind) {
    case "addService":
    case "editService":
      return serviceKey(operation.service.identity);
    case "removeService":
      return serviceKey(operation.identity);
    default:
      return serviceKey(operation.service);
  }
}
