/** Reads services and their destinations: a dump of the services, and one dump for each. */
import { setImmediate } from "node:timers/promises";
import {
  type BalancingTable,
  type DestinationRow,
  destinationKey,
  type ServiceIdentity,
  serviceKey,
  type TableEntry,
} from "../../core/balancing/table.ts";
import type { KernelError } from "../../ports/network.ts";
import {
  decodeDestination,
  encodeDestinationDump,
  type ReceivedDestination,
} from "../../wire/ipvs/destination-message.ts";
import {
  decodeService,
  encodeServiceCommand,
  encodeServiceDump,
  type ReceivedService,
} from "../../wire/ipvs/service-message.ts";
import type { NetlinkDecodeError, NetlinkMessage } from "../../wire/netlink/message.ts";
import { failure, type Result, success } from "../../wire/result.ts";
import { errno } from "../errno.ts";
import type { NetlinkClient } from "../netlink/netlink-client.ts";
import { refusal, unsteady } from "../netlink/netlink-request.ts";
import { requestOf } from "./ipvs-request.ts";
import { noService } from "./operation-request.ts";
import { destinationRowOf, rowFamily, serviceRowOf } from "./rows.ts";
import { serviceName } from "./words.ts";

export interface ReadService {
  readonly service: ReceivedService;
  readonly destinations: readonly ReceivedDestination[];
}

export type Selection = readonly ServiceIdentity[] | "all";

const attempts = 20;
/** Some milliseconds of work; then the event loop runs. */
const servicesAtATime = 128;

/** As IPVS has them, in its order; `family` is its number. */
export async function readServices(
  client: NetlinkClient,
  family: number,
  which: Selection,
  withStatistics: boolean,
): Promise<Result<readonly ReadService[], KernelError>> {
  const services =
    which === "all"
      ? await readAll(client, family, withStatistics)
      : await readSome(client, family, which, withStatistics);
  if (!services.ok) return services;
  const read: ReadService[] = [];
  for (const some of slices(services.value)) {
    await setImmediate();
    const entries = readDestinations(client, family, some, withStatistics);
    if (!entries.ok) return entries;
    read.push(...entries.value);
  }
  return success(read);
}

export async function readTable(
  client: NetlinkClient,
  family: number,
  which: Selection,
): Promise<Result<BalancingTable, KernelError>> {
  const read = await readServices(client, family, which, false);
  if (!read.ok) return read;
  const table = new Map<string, TableEntry>();
  for (const { service, destinations } of read.value) {
    const rows = new Map<string, DestinationRow>();
    for (const destination of destinations) {
      const row = destinationRowOf(destination);
      rows.set(destinationKey(row), row);
    }
    const row = serviceRowOf(service);
    table.set(serviceKey(row.identity), { service: row, destinations: rows });
  }
  return success(table);
}

/**
 * A kernel that rearranges its table while it tells it (Linux 7, some time after services were added)
 * tells some services twice instead of others, without a word (NLM_F_DUMP_INTR): it is asked again.
 */
async function readAll(
  client: NetlinkClient,
  family: number,
  withStatistics: boolean,
): Promise<Result<readonly ReceivedService[], KernelError>> {
  const request = requestOf("list the virtual servers", encodeServiceDump(family));
  for (let attempt = 1; attempt <= attempts; attempt++) {
    const services = client.dump(request, (message) =>
      knownOnly(decodeService(family, message, withStatistics)),
    );
    if (!services.ok) return services;
    const names = new Set(services.value.map(({ identity }) => serviceKey(identity)));
    if (names.size === services.value.length) return services;
    await setImmediate();
  }
  return failure(refusal(request, errno.EAGAIN, unsteady));
}

async function readSome(
  client: NetlinkClient,
  family: number,
  which: readonly ServiceIdentity[],
  withStatistics: boolean,
): Promise<Result<readonly ReceivedService[], KernelError>> {
  const decode = (message: NetlinkMessage) =>
    knownOnly(decodeService(family, message, withStatistics));
  const services: ReceivedService[] = [];
  for (const some of slices(which)) {
    await setImmediate();
    const requests = some.map((identity) =>
      requestOf(
        `read virtual server ${serviceName(identity)}`,
        encodeServiceCommand(family, "getService", identity),
      ),
    );
    for (const answers of client.askEach(requests, decode)) {
      if (answers.ok) services.push(...answers.value);
      else if (answers.error.errno !== noService) return answers;
    }
  }
  return success(services);
}

function readDestinations(
  client: NetlinkClient,
  family: number,
  services: readonly ReceivedService[],
  withStatistics: boolean,
): Result<readonly ReadService[], KernelError> {
  const requests = services.map(({ identity }) =>
    requestOf(
      `list the real servers of ${serviceName(identity)}`,
      encodeDestinationDump(family, identity),
    ),
  );
  const families = services.map(({ identity }) => rowFamily(identity));
  const decode = (message: NetlinkMessage, index: number) =>
    decodeDestination(family, message, families[index] ?? "ipv4", withStatistics);
  const read: ReadService[] = [];
  for (const [index, answers] of client.dumpEach(requests, decode).entries()) {
    const service = services[index];
    if (!answers.ok) return answers;
    if (service !== undefined) read.push({ service, destinations: answers.value });
  }
  return success(read);
}

/** A service of another family or protocol than we know is none of ours. */
const knownOnly = <Value>(decoded: Result<Value, NetlinkDecodeError>) =>
  !decoded.ok && decoded.error.code === "unexpectedType" ? null : decoded;

function* slices<Value>(values: readonly Value[]): Generator<readonly Value[]> {
  for (let start = 0; start < values.length; start += servicesAtATime) {
    yield values.slice(start, start + servicesAtATime);
  }
}
