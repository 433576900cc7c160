/** A data plane in memory: it takes all operations, and writes down those that a reload would do. */
import type { TableOperation } from "../../../core/balancing/table.ts";
import type { Dataplane, DataplaneName } from "../../../ports/dataplane.ts";
import { success } from "../../../wire/result.ts";

/** What a balancer needs of a data plane. */
export type BalancedPlane = Pick<Dataplane, "name" | "read" | "apply">;

export interface RecordingPlane extends BalancedPlane {
  /** What was asked since the last call. */
  take(): readonly TableOperation[];
}

export function recordingPlane(name: DataplaneName): RecordingPlane {
  let asked: TableOperation[] = [];
  return {
    name,
    read: () => Promise.resolve(success(new Map())),
    apply(operations) {
      for (const operation of operations) asked.push(operation);
      return Promise.resolve(operations.map(() => success(null)));
    },
    take() {
      const taken = asked;
      asked = [];
      return taken;
    },
  };
}
