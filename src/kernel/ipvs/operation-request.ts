/** Operations on the table as requests to IPVS, and what its refusals of them mean. */
import type { ServiceRow, TableOperation } from "../../core/balancing/table.ts";
import type { KernelError } from "../../ports/network.ts";
import { encodeDestination, encodeRemoveDestination } from "../../wire/ipvs/destination-message.ts";
import { encodeService, encodeServiceCommand } from "../../wire/ipvs/service-message.ts";
import type { Result } from "../../wire/result.ts";
import { errno, errnoName } from "../errno.ts";
import type { NetlinkRequest } from "../netlink/netlink-request.ts";
import { withRemedy } from "./ipvs-error.ts";
import { preparedRequest } from "./ipvs-request.ts";
import { destinationOf, serviceOf } from "./rows.ts";
import { destinationName, serviceName } from "./words.ts";

/** `family` is IPVS's number; a value that does not fit its place in the request is refused here. */
export function operationRequest(
  family: number,
  operation: TableOperation,
): Result<NetlinkRequest, KernelError> {
  return preparedRequest(operationWords(operation), encode(family, operation));
}

function encode(family: number, operation: TableOperation) {
  switch (operation.kind) {
    case "addService":
      return encodeService(family, "newService", serviceOf(operation.service));
    case "editService":
      return encodeService(family, "setService", serviceOf(operation.service));
    case "removeService":
      return encodeServiceCommand(family, "deleteService", operation.identity);
    case "addDestination":
    case "editDestination": {
      const command = operation.kind === "addDestination" ? "newDestination" : "setDestination";
      const destination = destinationOf(operation.destination);
      return encodeDestination(family, command, operation.service, destination);
    }
    case "removeDestination":
      return encodeRemoveDestination(family, operation.service, operation.destination);
  }
}

export function operationWords(operation: TableOperation): string {
  switch (operation.kind) {
    case "addService":
      return `add virtual server ${serviceName(operation.service.identity)}`;
    case "editService":
      return `change virtual server ${serviceName(operation.service.identity)}`;
    case "removeService":
      return `remove virtual server ${serviceName(operation.identity)}`;
    default: {
      const verb = destinationVerb[operation.kind];
      const server = destinationName(operation.destination);
      return `${verb} real server ${server} of ${serviceName(operation.service)}`;
    }
  }
}

const destinationVerb = {
  addDestination: "add",
  editDestination: "change",
  removeDestination: "remove",
} as const;

/** IPVS has no service of this identity. */
export const noService = errnoName(errno.ESRCH);
const noEntry = errnoName(errno.ENOENT);
const exists = errnoName(errno.EEXIST);

/** A refusal that says: it is already so. */
export function isAlreadySo(operation: TableOperation, error: KernelError): boolean {
  if (operation.kind === "removeService") return error.errno === noService;
  if (operation.kind !== "removeDestination") return false;
  return error.errno === noEntry || error.errno === noService;
}

/** What does the same where the attempt found the table otherwise than expected; or null. */
export function otherWay(operation: TableOperation, error: KernelError): TableOperation | null {
  switch (operation.kind) {
    case "addService":
    case "addDestination":
      return error.errno === exists ? asChange(operation) : null;
    case "editService":
      return error.errno === noService ? asAddition(operation) : null;
    case "editDestination":
      return error.errno === noEntry ? asAddition(operation) : null;
    default:
      return null;
  }
}

/** For what is there already. */
export function asChange(operation: TableOperation): TableOperation {
  if (operation.kind === "addService") return { ...operation, kind: "editService" };
  if (operation.kind === "addDestination") return { ...operation, kind: "editDestination" };
  return operation;
}

/** For what is not there. */
export function asAddition(operation: TableOperation): TableOperation {
  if (operation.kind === "editService") return { ...operation, kind: "addService" };
  if (operation.kind === "editDestination") return { ...operation, kind: "addDestination" };
  return operation;
}

/** The refusal with what can be done about it. */
export function explainRefusal(operation: TableOperation, error: KernelError): KernelError {
  switch (operation.kind) {
    case "addService":
    case "editService":
      return withRemedy(error, { [noEntry]: missingModule(operation.service) });
    case "addDestination":
    case "editDestination":
      return withRemedy(error, {
        [noService]: "its virtual server is not in the table: see what was said of it",
        ERANGE: "give a weight of 0 or more, and a lower threshold not above the upper one",
        EINVAL:
          "a real server of the other family needs lvs_method TUN and no sync daemon; " +
          "a tunnel of type gue needs its port",
      });
    default:
      return error;
  }
}

function missingModule({ scheduler, persistence }: ServiceRow): string {
  const engine = persistence?.engine ?? null;
  const modules = [`ip_vs_${scheduler}`, ...(engine === null ? [] : [`ip_vs_pe_${engine}`])];
  return `load the kernel's module: modprobe ${modules.join(" ")}`;
}
