/** Instances that would take each other for the other router (keepalived.md §8). */
import { diagnose } from "../../diagnostics/code.ts";
import { instanceCodes } from "../../diagnostics/codes-instance.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Delivery, VrrpInstance } from "../../model/vrrp-instance.ts";

export interface ConflictReading {
  readonly instances: readonly VrrpInstance[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Of two that share a virtual router the later one is left out. */
export function withoutConflicts(instances: readonly VrrpInstance[]): ConflictReading {
  const kept: VrrpInstance[] = [];
  const byRouter = new Map<string, VrrpInstance[]>();
  const diagnostics: Diagnostic[] = [];
  for (const instance of instances) {
    const key = [instance.interface, instance.family, instance.virtualRouterId].join(" ");
    const neighbours = byRouter.get(key) ?? [];
    const rival = neighbours.find((other) => meet(other.delivery, instance.delivery));
    if (rival !== undefined) {
      diagnostics.push(reportConflict(instance, rival));
      continue;
    }
    byRouter.set(key, [...neighbours, instance]);
    kept.push(instance);
  }
  return { instances: kept, diagnostics };
}

/** Multicast meets in a group; unicast where source and a peer are the same. */
function meet(left: Delivery, right: Delivery): boolean {
  if (left.kind === "multicast") return right.kind === "multicast" && left.group === right.group;
  if (right.kind === "multicast" || left.source !== right.source) return false;
  const peers = new Set(left.peers.map(({ address }) => address));
  return right.peers.some(({ address }) => peers.has(address));
}

function reportConflict(instance: VrrpInstance, rival: VrrpInstance): Diagnostic {
  const { name, virtualRouterId, interface: link } = instance;
  const family = instance.family === "ipv4" ? "IPv4" : "IPv6";
  const router = `${family} virtual router ${virtualRouterId} on ${link}`;
  return diagnose(instanceCodes.duplicateVirtualRouter, instance.place, {
    message: `${name} and ${rival.name} are both ${router}`,
    help: "give each its own virtual_router_id",
    consequence: `${name} is therefore disabled.`,
    related: [{ span: rival.place, message: "the other one" }],
  });
}
