import type { TrackerKind } from "../../config/model/tracking.ts";
import type { IpAddress } from "../../wire/address.ts";
import type { Micros, Priority } from "../../wire/units.ts";
import type { RestoreWindow } from "../restore-window.ts";
import type { TrackedCondition } from "../tracking/condition.ts";
import type { Decision, Heard } from "./decision.ts";
import type { GroupCondition, LinkCondition, Obstacle, OperatorCondition } from "./events.ts";
import type { Sighting } from "./sighting.ts";
import type { Statistics } from "./statistics.ts";

/**
 * RFC 9568 §6.3 plus keepalived's FAULT, and `handingOver`: the addresses still answer while a
 * planned stop, or a switch-over, waits for the successor's first advert.
 */
export type Phase = "init" | "backup" | "master" | "fault" | "handingOver" | "stopped";

export type Fault =
  | {
      readonly reason: "interfaceMissing" | "interfaceDown" | "noSourceAddress";
      readonly interfaceName: string;
    }
  | Obstacle
  | {
      readonly reason: "tracker";
      readonly tracker: TrackerKind;
      readonly name: string;
      /** "script chk_web failed (exited with status 1)". */
      readonly text: string;
    }
  /** Another member of the sync group has a fault of its own. */
  | { readonly reason: "groupMember"; readonly name: string }
  | { readonly reason: "operator" };

export interface VrrpState {
  readonly phase: Phase;
  /** Effective: what the next advert carries, unless it gives up. */
  readonly priority: Priority;
  /** When the machine wants a `deadline` event: the earliest of the timers below, or null. */
  readonly deadline: Micros | null;
  /** MASTER: next advert. BACKUP: master down. handingOver: the limit. */
  readonly roleDeadline: Micros | null;
  /** RFC 9568 §6.1 Active_Adver_Interval: learned from the master in VRRPv3, else our own. */
  readonly masterAdvertIntervalMicros: Micros;
  /** Who is believed to be master; null while unknown, and while it is us. */
  readonly master: { readonly address: IpAddress; readonly priority: Priority } | null;
  /**
   * The master that fell silent before we took over: should it speak again, it may never have
   * stopped (a partition), and then it does not know that neighbours have learned our address.
   */
  readonly supplanted: IpAddress | null;
  /** Told to begin. */
  readonly started: boolean;
  /**
   * All that it and its sync group follow has had a first result: until then it stays in INIT, or in
   * FAULT. From then on a result that is missing, after a reload, holds nothing up.
   */
  readonly begun: boolean;
  /**
   * BACKUP: the master down timer has run out and the sync group was not ready; an advert that is
   * accepted takes it back. MASTER: true.
   */
  readonly wantsMaster: boolean;
  readonly faults: readonly Fault[];
  readonly link: LinkCondition;
  readonly tracked: TrackedCondition;
  readonly group: GroupCondition;
  readonly operator: OperatorCondition;
  /** handingOver: what for. */
  readonly leaving: "stop" | "switchover" | null;
  readonly preemptDelay: PreemptDelay;
  /** Second burst of announcements after becoming master or a lower-priority advert. */
  readonly burst: { readonly at: Micros; readonly repeat: number } | null;
  readonly refreshDeadline: Micros | null;
  /** When announcements were last sent. */
  readonly lastBurst: Micros;
  readonly restore: RestoreBudget;
  /** Reasons already logged since the last change of master or state. */
  readonly reported: readonly string[];
  readonly oldUnicastChecksum: boolean;
  readonly statistics: Statistics;
  /** Monotonic moment of the last change of phase. */
  readonly lastTransition: Micros;
  /** What decided it; null before the first. */
  readonly lastDecision: Decision | null;
  /** The last advert that was accepted, as backup or as a reason to give way. */
  readonly lastHeard: Heard | null;
  /** The last one of a lower standing: discarded as BACKUP, answered as MASTER. */
  readonly lastDiscarded: Heard | null;
  /** Of received ones, since the process began. */
  readonly refusedAdverts: number;
  /** What is not as it should be on this link; the latest last, `mostSightings` at most. */
  readonly sightings: readonly Sighting[];
}

/** `preempt_delay`: idle until a lower-priority advert is heard, then running, then over. */
export type PreemptDelay =
  | { readonly kind: "none" }
  | { readonly kind: "pending" }
  | { readonly kind: "running"; readonly until: Micros };

/** What has no room in the window waits for its end. */
export interface RestoreBudget extends RestoreWindow {
  /** Addresses waiting for the window to end. */
  readonly pending: readonly IpAddress[];
  /** Routes and rules, in words, that wait for the same. */
  readonly pendingRouting: readonly string[];
}
