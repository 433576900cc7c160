/** What the supervisor and the lvs process say to each other. */
import type { VirtualServer } from "../../config/model/load-balancing.ts";
import type { Phase } from "../../core/vrrp/state.ts";
import type { Micros } from "../../wire/units.ts";
import type { LvsConfiguration } from "../configuration/lvs-configuration.ts";
import type { ChildOptions } from "../options.ts";
import type { Answer, Ask } from "./questions.ts";
import type { JournalMessage, LogMessage } from "./records.ts";
import type { InstanceSnapshot } from "./vrrp.ts";

export type SupervisorToLvs =
  /** Of the configuration that is on its way. */
  | { readonly kind: "virtualServers"; readonly part: readonly VirtualServer[] }
  | {
      readonly kind: "configure";
      readonly configuration: LvsConfiguration;
      readonly options: ChildOptions;
      /**
       * Servers that were down in the process before this one, by `ServerState.server`; null where
       * there was none, or it ended in order.
       */
      readonly serversDown: readonly string[] | null;
      /** Where the VRRP instances stand, for the sync daemon. */
      readonly instances: readonly InstanceSnapshot[];
    }
  | { readonly kind: "reload"; readonly configuration: LvsConfiguration }
  | { readonly kind: "instanceState"; readonly name: string; readonly phase: Phase }
  | { readonly kind: "stop"; readonly limitMicros: Micros }
  | { readonly kind: "dumpData" }
  | Ask
  | { readonly kind: "areYouThere" };

export type LvsToSupervisor =
  | { readonly kind: "ready" }
  | { readonly kind: "reloaded" }
  | { readonly kind: "here" }
  | { readonly kind: "stopped" }
  | ServerState
  | Answer
  | JournalMessage
  | LogMessage;

/** Remembered for a successor of a process that is killed: it goes on where this one was. */
export interface ServerState {
  readonly kind: "serverState";
  /** Opaque: names a real server of a virtual one. */
  readonly server: string;
  /** Removed from the configuration counts as up: it is forgotten. */
  readonly up: boolean;
}
