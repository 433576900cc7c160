/**
 * What the journal keeps: every change that an operator may ask about, with its cause. Plain data of
 * version 1; a reader passes over kinds it does not know.
 */
import type { IpAddress } from "../../wire/address.ts";
import type { Phase } from "../vrrp/state.ts";

export type JournalEvent =
  | {
      readonly kind: "instance";
      readonly name: string;
      readonly from: Phase;
      readonly to: Phase;
      readonly priority: number;
      /** Code of the rule that decided (`core/vrrp/decision.ts`). */
      readonly rule: string;
      /** In words: "script chk_nginx failed (exited with status 1)". */
      readonly because: string;
      /** The advert that decided, where one did. */
      readonly heard: { readonly address: IpAddress; readonly priority: number } | null;
    }
  | { readonly kind: "group"; readonly name: string; readonly to: Phase; readonly because: string }
  | {
      readonly kind: "priority";
      readonly name: string;
      readonly from: number;
      readonly to: number;
      readonly because: string;
    }
  /** Something is wrong between this router and another; one record for each cause. */
  | {
      readonly kind: "advertRefused" | "secondMaster";
      readonly name: string;
      readonly address: IpAddress;
      /** Null where the advert could not be read. */
      readonly priority: number | null;
      readonly because: string;
    }
  | {
      readonly kind: "tracker";
      readonly tracker: string;
      readonly name: string;
      /** "good", "bad", or a file's number. */
      readonly result: string;
      readonly because: string;
      /** What a failing script wrote, its last lines; absent where there is none. */
      readonly output?: readonly string[];
    }
  /** A notify script, a mail, a webhook that failed. */
  | { readonly kind: "notification"; readonly subject: string; readonly because: string }
  | { readonly kind: "operator"; readonly name: string; readonly command: string }
  | {
      readonly kind: "server";
      readonly virtualServer: string;
      /** Null for the virtual server itself (quorum). */
      readonly realServer: string | null;
      readonly up: boolean;
      readonly because: string;
    }
  | {
      readonly kind: "daemon";
      readonly what: "started" | "reloaded" | "reloadRefused" | "childDied" | "stopped";
      readonly because: string;
    };

export interface JournalRecord {
  readonly version: 1;
  /** Grows by one with each record, also over restarts. */
  readonly sequence: number;
  /** Wall clock, milliseconds since 1970. */
  readonly atMillis: number;
  readonly event: JournalEvent;
}
