/** What the log says of a service that somebody else has changed. */
import { destinationKey, type TableOperation } from "../../core/balancing/table.ts";
import { destinationText, serviceName, serviceText } from "./row-texts.ts";
import type { Drift } from "./table-keeper.ts";

/** Of one service; the others are counted. */
const mostLines = 5;
const by = "by somebody else";

export function driftLines({ wanted, found, repair }: Drift): readonly string[] {
  const name = serviceName(wanted.service.identity);
  if (found === null) {
    const { size } = wanted.destinations;
    const servers = size === 1 ? "1 real server" : `${size} real servers`;
    return [`VS ${name} was removed ${by}: adding it again, with ${servers}`];
  }
  const lines = repair.map((operation) => `VS ${name}: ${lineOf(operation, found)}`);
  if (lines.length <= mostLines) return lines;
  const rest = lines.length - mostLines;
  return [...lines.slice(0, mostLines), `VS ${name}: ${rest} more changes ${by}: undoing them`];
}

function lineOf(operation: TableOperation, found: NonNullable<Drift["found"]>): string {
  switch (operation.kind) {
    case "addService":
    case "editService":
      return changed(`was set to ${serviceText(found.service)}`, serviceText(operation.service));
    case "removeService":
      return `was added ${by}: removing it`;
    case "addDestination":
      return `service ${placeText(operation.destination)} was removed ${by}: adding it again`;
    case "removeDestination":
      return `service ${placeText(operation.destination)} was added ${by}: removing it`;
    case "editDestination": {
      const { destination } = operation;
      const before = found.destinations.get(destinationKey(destination));
      const was = before === undefined ? "was changed" : `was set to ${destinationText(before)}`;
      return changed(`service ${placeText(destination)} ${was}`, destinationText(destination));
    }
  }
}

const changed = (what: string, to: string): string => `${what} ${by}: setting it to ${to}`;

const placeText = ({ address, port }: { readonly address: string; readonly port: number }) =>
  `[${address}]:${port}`;
