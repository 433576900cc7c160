/** From operations to the services that change: what each was and what it is to be. */
import {
  type BalancingTable,
  type DestinationRow,
  destinationKey,
  type ServiceIdentity,
  type ServiceRow,
  serviceKey,
  type TableEntry,
  type TableOperation,
} from "../table.ts";
import { eligibleOf } from "./choice.ts";
import { destinationWords, serviceComment } from "./row-comments.ts";
import { type Unsupported, whyNoDestination, whyNoService, whyNotTogether } from "./support.ts";

export interface Plan {
  /** Why operations are not carried out, by their index. */
  readonly refused: ReadonlyMap<number, PlanRefusal>;
  readonly changes: readonly PlannedChange[];
}

/** No `unsupported` where it is that there is no such service. */
export interface PlanRefusal {
  readonly unsupported: Unsupported | null;
}

export interface PlannedChange {
  readonly key: string;
  readonly before: TableEntry | null;
  readonly after: TableEntry | null;
  /** Indexes of the operations that ask for it. */
  readonly operations: readonly number[];
}

interface Draft {
  readonly key: string;
  readonly before: TableEntry | null;
  service: ServiceRow | null;
  destinations: Map<string, DestinationRow>;
  readonly operations: number[];
  /** Why the service could not be made; its destinations are refused for the same reason. */
  refusal: Unsupported | null;
}

/** Services that end as they were are not among the changes. */
export function planOperations(table: BalancingTable, operations: readonly TableOperation[]): Plan {
  const drafts = new Map<string, Draft>();
  const refused = new Map<number, PlanRefusal>();
  for (const [index, operation] of operations.entries()) {
    const draft = draftOf(drafts, table, identityOf(operation));
    const refusal = carryOut(draft, operation);
    if (refusal === null) draft.operations.push(index);
    else refused.set(index, refusal);
  }
  const changes: PlannedChange[] = [];
  for (const { key, before, service, destinations, operations: asked } of drafts.values()) {
    const after = service === null ? null : { service, destinations };
    const unsupported = after === null ? null : whyNotTogether(after.service, eligibleOf(after));
    if (unsupported !== null) for (const index of asked) refused.set(index, { unsupported });
    else if (!isSame(before, after)) changes.push({ key, before, after, operations: asked });
  }
  return { refused, changes };
}

const identityOf = (operation: TableOperation): ServiceIdentity => {
  switch (operation.kind) {
    case "addService":
    case "editService":
      return operation.service.identity;
    case "removeService":
      return operation.identity;
    default:
      return operation.service;
  }
};

function draftOf(
  drafts: Map<string, Draft>,
  table: BalancingTable,
  identity: ServiceIdentity,
): Draft {
  const key = serviceKey(identity);
  const known = drafts.get(key);
  if (known !== undefined) return known;
  const before = table.get(key) ?? null;
  const draft: Draft = {
    key,
    before,
    service: before?.service ?? null,
    destinations: new Map(before?.destinations),
    operations: [],
    refusal: null,
  };
  drafts.set(key, draft);
  return draft;
}

/** Null when done. */
function carryOut(draft: Draft, operation: TableOperation): PlanRefusal | null {
  switch (operation.kind) {
    case "addService":
    case "editService": {
      const unsupported = whyNoService(operation.service);
      if (unsupported === null) draft.service = operation.service;
      draft.refusal = unsupported;
      return unsupported === null ? null : { unsupported };
    }
    case "removeService":
      draft.service = null;
      draft.destinations = new Map();
      return null;
    case "removeDestination":
      draft.destinations.delete(destinationKey(operation.destination));
      return null;
    case "addDestination":
    case "editDestination": {
      if (draft.service === null) return { unsupported: draft.refusal };
      const unsupported = whyNoDestination(draft.service, operation.destination);
      if (unsupported !== null) return { unsupported };
      draft.destinations.set(destinationKey(operation.destination), operation.destination);
      return null;
    }
  }
}

/** All that a row of a supported service holds is in its comment. */
function isSame(before: TableEntry | null, after: TableEntry | null): boolean {
  if (before === null || after === null) return before === after;
  if (serviceComment(before.service) !== serviceComment(after.service)) return false;
  if (before.destinations.size !== after.destinations.size) return false;
  for (const [key, row] of after.destinations) {
    const old = before.destinations.get(key);
    if (old === undefined || destinationWords(old) !== destinationWords(row)) return false;
  }
  return true;
}
