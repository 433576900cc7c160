/** What one process would do with another configuration: the answer to the question `plan`. */

export interface ProcessPlan {
  readonly states: readonly PlannedState[];
  /** In the order in which they would be carried out. */
  readonly operations: readonly PlannedOperation[];
  readonly interruptions: readonly Interruption[];
}

/** Where something stands now, and where right after the reload. */
export interface PlannedState {
  readonly subject: "vrrp_instance" | "vrrp_sync_group" | "virtual_server" | "real_server";
  readonly name: string;
  /** Null: it is not there now. */
  readonly from: string | null;
  /** Null: it would be gone. */
  readonly to: string | null;
  /** Empty where there is nothing to add. */
  readonly because: string;
}

export interface PlannedOperation {
  /** `kernel` is what ip(8) or ipvsadm(8) would do, `network` frames on the wire. */
  readonly on: "kernel" | "network" | "socket" | "process";
  /** In the words of that command where there is one. */
  readonly command: string;
}

/** Something that is served here now, and would not be, or might not. */
export interface Interruption {
  /** `192.0.2.10 on eth0`, `192.0.2.10:80 tcp`. */
  readonly what: string;
  /** False: it depends on what other routers do. */
  readonly certain: boolean;
  readonly because: string;
}

export const nothingPlanned: ProcessPlan = { states: [], operations: [], interruptions: [] };
