/** Everything a virtual server can ask for. The shell carries effects out in order. */
import type { RealServer } from "../../config/model/load-balancing.ts";
import type { ScriptCommand } from "../../config/model/script-command.ts";
import type { LogLevel } from "../log-level.ts";

export type NotifyOccasion = "serverUp" | "serverDown" | "quorumUp" | "quorumDown";

export type BalancingEffect =
  | { readonly kind: "log"; readonly level: LogLevel; readonly message: string }
  /** Its entries follow from its state (`entriesOf`): they are to be reconciled. */
  | { readonly kind: "tableChanged" }
  | {
      readonly kind: "notify";
      readonly occasion: NotifyOccasion;
      readonly command: ScriptCommand;
      /** Null for the quorum, and for a real server that a reload has removed. */
      readonly server: number | null;
    }
  /** A line, without its end, for the named pipes: `RS [ip]:tcp:80 [vip]:tcp:80 UP`. */
  | { readonly kind: "eventLine"; readonly line: string }
  /** Of a real server, or null for the virtual one; each sends mails or not. */
  | {
      readonly kind: "mail";
      readonly about: RealServer | null;
      readonly up: boolean;
      readonly text: string;
    }
  /** Whatever the scripts: for traps, mails, metrics, and a successor's memory. */
  | { readonly kind: "serverChanged"; readonly server: number; readonly up: boolean }
  | { readonly kind: "quorumChanged"; readonly up: boolean };
