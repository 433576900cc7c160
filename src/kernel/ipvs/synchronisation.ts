/** IPVS's connection synchronisation daemons: one a role, each with its own settings. */
import type { SyncDaemon } from "../../config/model/load-balancing.ts";
import type { SyncRole } from "../../ports/dataplane.ts";
import type { KernelError } from "../../ports/network.ts";
import type { IpAddress } from "../../wire/address.ts";
import {
  daemonState,
  decodeDaemon,
  encodeDaemonDump,
  encodeStartDaemon,
  encodeStopDaemon,
  type IpvsDaemon,
} from "../../wire/ipvs/daemon-message.ts";
import { failure, type Result, success } from "../../wire/result.ts";
import { errno, errnoName } from "../errno.ts";
import type { NetlinkClient } from "../netlink/netlink-client.ts";
import { withRemedy } from "./ipvs-error.ts";
import { preparedRequest, requestOf } from "./ipvs-request.ts";

/** What the kernel takes where nothing is said (ipvsadm(8)). */
export const defaultPort = 8848;
export const defaultTtl = 1;
export const defaultGroup = "224.0.0.81" as IpAddress;

export type SyncSettings = Omit<SyncDaemon, "place" | "instance">;

export function readDaemons(
  client: NetlinkClient,
  family: number,
): Result<readonly IpvsDaemon[], KernelError> {
  const request = requestOf("list the sync daemons", encodeDaemonDump(family));
  return client.dump(request, (message) => decodeDaemon(family, message));
}

export const roleOf = ({ state }: Pick<IpvsDaemon, "state">): SyncRole =>
  state === daemonState.master ? "master" : "backup";

/** One that runs with these settings goes on; another one is replaced. */
export function startDaemon(
  client: NetlinkClient,
  family: number,
  role: SyncRole,
  settings: SyncSettings,
): Result<null, KernelError> {
  const running = readDaemons(client, family);
  if (!running.ok) return running;
  const before = running.value.find((daemon) => roleOf(daemon) === role);
  if (before !== undefined && isAsWanted(before, settings)) return success(null);
  if (before !== undefined) {
    const stopped = stopDaemon(client, family, role);
    if (!stopped.ok) return stopped;
  }
  const { interface: interfaceName } = settings;
  const request = preparedRequest(
    `start the sync daemon (${role}) on ${interfaceName}`,
    encodeStartDaemon(family, wanted(role, settings)),
    { interfaceName },
  );
  if (!request.ok) return request;
  const [outcome] = client.execute([request.value]);
  if (outcome === undefined || outcome.ok) return success(null);
  return failure(withRemedy(outcome.error, refusals));
}

const refusals = {
  EINVAL:
    "services with real servers of the other family cannot be synchronised; " +
    "a multicast group has to be one",
  EADDRNOTAVAIL: "give the interface an address of the multicast group's family",
};

export function stopDaemon(
  client: NetlinkClient,
  family: number,
  role: SyncRole,
): Result<null, KernelError> {
  const message = encodeStopDaemon(family, daemonState[role]);
  const [outcome] = client.execute([requestOf(`stop the sync daemon (${role})`, message)]);
  const isOver = outcome === undefined || outcome.ok || outcome.error.errno === notRunning;
  return isOver ? success(null) : outcome;
}

const notRunning = errnoName(errno.ESRCH);

/** What is the kernel's own choice is not said: kernels before 4.3 cannot be told. */
function wanted(role: SyncRole, settings: SyncSettings): IpvsDaemon {
  const { group, port, ttl } = settings;
  return {
    state: daemonState[role],
    interface: settings.interface,
    syncId: settings.syncId,
    longestMessage: settings.longestMessage,
    group: group === defaultGroup ? null : group,
    port: port === defaultPort ? null : port,
    ttl: ttl === defaultTtl ? null : ttl,
  };
}

function isAsWanted(daemon: IpvsDaemon, settings: SyncSettings): boolean {
  const { longestMessage } = settings;
  return (
    daemon.interface === settings.interface &&
    daemon.syncId === settings.syncId &&
    (longestMessage === null || daemon.longestMessage === longestMessage) &&
    (daemon.group ?? defaultGroup) === settings.group &&
    (daemon.port ?? defaultPort) === settings.port &&
    (daemon.ttl ?? defaultTtl) === settings.ttl
  );
}
