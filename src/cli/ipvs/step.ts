/** One line of what `ipvsadm -S` prints and `ipvsadm -R` reads, as a step. */
import type { ConnectionTimeouts } from "../../config/model/load-balancing.ts";
import type { ServiceIdentity, TableOperation } from "../../core/balancing/table.ts";
import type { SyncSettings } from "../../kernel/ipvs/synchronisation.ts";
import type { SyncRole } from "../../ports/dataplane.ts";
import { failure, type Result, success } from "../../wire/result.ts";
import { readOptions } from "./given-options.ts";
import { readRole, readSyncSettings, readTimeouts } from "./line-daemon.ts";
import { LineReader } from "./line-reader.ts";
import { readServerIdentity, readServerRow } from "./line-server.ts";
import { readServiceIdentity, readServiceRow } from "./line-service.ts";

export type Step =
  | { readonly kind: "operation"; readonly operation: TableOperation }
  | { readonly kind: "clear" }
  | { readonly kind: "zero"; readonly which: ServiceIdentity | "all" }
  | { readonly kind: "timeouts"; readonly timeouts: ConnectionTimeouts }
  | { readonly kind: "startDaemon"; readonly role: SyncRole; readonly settings: SyncSettings }
  | { readonly kind: "stopDaemon"; readonly role: SyncRole };

/** The error is a sentence without its full stop. */
export function readStep(text: string): Result<Step, string> {
  const options = readOptions(text);
  if (!options.ok) return options;
  const line = new LineReader(options.value);
  const step = stepOf(line);
  const [surplus] = line.operands;
  if (step.kind !== "timeouts" && surplus !== undefined) {
    line.fail(`"${surplus}" belongs to no option`);
  }
  return line.problem === null ? success(step) : failure(line.problem);
}

function stepOf(line: LineReader): Step {
  switch (line.command) {
    case "clear":
      return { kind: "clear" };
    case "zero":
      return { kind: "zero", which: readServiceIdentity(line) ?? "all" };
    case "set":
      return { kind: "timeouts", timeouts: readTimeouts(line) };
    case "startDaemon":
      return { kind: "startDaemon", role: readRole(line), settings: readSyncSettings(line) };
    case "stopDaemon":
      return { kind: "stopDaemon", role: readRole(line) };
    default:
      return { kind: "operation", operation: operationOf(line, line.command) };
  }
}

const noService: ServiceIdentity = { kind: "fwmark", mark: 1, family: "ipv4" };

type TableCommand = `${"add" | "edit" | "delete"}${"Service" | "Server"}`;

function operationOf(line: LineReader, command: TableCommand): TableOperation {
  const identity = readServiceIdentity(line);
  if (identity === null) line.fail("it names no service: -t, -u, --sctp-service or -f");
  const service = identity ?? noService;
  switch (command) {
    case "addService":
    case "editService":
      return { kind: command, service: readServiceRow(line, service) };
    case "deleteService":
      return { kind: "removeService", identity: service };
    case "addServer":
      return { kind: "addDestination", service, destination: readServerRow(line, service) };
    case "editServer":
      return { kind: "editDestination", service, destination: readServerRow(line, service) };
    case "deleteServer": {
      const destination = readServerIdentity(line, service);
      return { kind: "removeDestination", service, destination };
    }
  }
}
