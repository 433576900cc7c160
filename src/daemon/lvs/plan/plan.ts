/**
 * What a reload would do here: it is carried out by a copy of the balancer over a data plane in
 * memory, and what it asks for is written down.
 */

import type { Configuration } from "../../../config/model/configuration.ts";
import { serverName, virtualServerKey } from "../../../core/balancing/names.ts";
import type { ServiceIdentity, TableOperation } from "../../../core/balancing/table.ts";
import type { DataplaneName } from "../../../ports/dataplane.ts";
import { silentLog } from "../../log/silent-log.ts";
import type { Interruption, PlannedState, ProcessPlan } from "../../plan/process-plan.ts";
import type { Balancer, ServesHere } from "../balancer.ts";
import type { BalancerPorts } from "../ports.ts";
import type { RunningService } from "../running-service.ts";
import { endpoint, ipvsadmCommand } from "./ipvsadm-command.ts";
import { recordingPlane } from "./recording-plane.ts";

export interface PlanPlace {
  readonly clock: BalancerPorts["clock"];
  readonly dataplane: DataplaneName;
}

export async function planReload(
  balancer: Balancer,
  configuration: Configuration,
  { clock, dataplane }: PlanPlace,
  serves: ServesHere,
): Promise<ProcessPlan> {
  const plane = recordingPlane(dataplane);
  const copy = await balancer.copyOnto(silentPorts(clock, plane));
  plane.take();
  const before = standingOf(copy.services);
  copy.reload(configuration, serves);
  await copy.idle();
  const operations = plane.take();
  return {
    states: statesOf(before, standingOf(copy.services)),
    operations: operations.map((operation) => ({
      on: "kernel",
      command: ipvsadmCommand(operation),
    })),
    interruptions: operations.flatMap((operation) => interruptionOf(operation) ?? []),
  };
}

/** Nothing is probed, logged or told. */
const silentPorts = (
  clock: BalancerPorts["clock"],
  dataplane: BalancerPorts["dataplane"],
): BalancerPorts => ({
  clock,
  alarm: { arm: () => undefined },
  chance: () => 0,
  prober: { start: () => ({ cancel: () => undefined }) },
  dataplane,
  log: silentLog,
  listener: {
    notify: () => undefined,
    event: () => undefined,
    alert: () => undefined,
    changed: () => undefined,
    serverState: () => undefined,
  },
});

interface Standing {
  readonly subject: "virtual_server" | "real_server";
  readonly name: string;
  readonly state: "up" | "down";
}

/** By what tells them apart across a reload. */
function standingOf(services: readonly RunningService[]): ReadonlyMap<string, Standing> {
  const standing = new Map<string, Standing>();
  for (const { model, state } of services) {
    const key = virtualServerKey(model);
    const own = { subject: "virtual_server", name: model.name } as const;
    standing.set(key, { ...own, state: state.hasQuorum ? "up" : "down" });
    for (const [index, server] of model.realServers.entries()) {
      const name = `${serverName(model, server)} of ${model.name}`;
      const isUp = state.servers[index]?.alive === true;
      const place = `${key} ${server.address} ${server.port}`;
      standing.set(place, { subject: "real_server", name, state: isUp ? "up" : "down" });
    }
  }
  return standing;
}

function statesOf(
  before: ReadonlyMap<string, Standing>,
  after: ReadonlyMap<string, Standing>,
): readonly PlannedState[] {
  const states: PlannedState[] = [];
  for (const [key, { subject, name, state }] of after) {
    const from = before.get(key)?.state ?? null;
    if (from !== state) states.push({ subject, name, from, to: state, because: "" });
  }
  for (const [key, { subject, name, state }] of before) {
    if (after.has(key)) continue;
    states.push({ subject, name, from: state, to: null, because: "" });
  }
  return states;
}

/** Connections end with what carries them. */
function interruptionOf(operation: TableOperation): Interruption | null {
  if (operation.kind === "removeService") {
    const what = serviceText(operation.identity);
    return { what, certain: true, because: "it is not in the file any more" };
  }
  if (operation.kind !== "removeDestination") return null;
  const { address, port } = operation.destination;
  const what = `${endpoint(address, port)} behind ${serviceText(operation.service)}`;
  return { what, certain: true, because: "connections to it end" };
}

const serviceText = (identity: ServiceIdentity): string =>
  identity.kind === "fwmark"
    ? `firewall mark ${identity.mark}`
    : `${endpoint(identity.address, identity.port)} ${identity.protocol}`;
