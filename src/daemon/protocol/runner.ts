/** What the supervisor and the runner say to each other. */
import type { NotifyFifos } from "../../config/model/configuration.ts";
import type { SocketBuffer } from "../../config/model/global-settings.ts";
import type { Micros } from "../../wire/units.ts";
import type { AlertRules } from "../alert-rules.ts";
import type { ChildOptions } from "../options.ts";
import type { DefaultScriptUser } from "../runner-command.ts";
import type { Answer, Ask } from "./questions.ts";
import type { JournalMessage, LogMessage } from "./records.ts";
import type { WriteFile } from "./scripts.ts";

export type SupervisorToRunner =
  | ({
      readonly kind: "configure";
      readonly options: ChildOptions;
      /** Those that a runner before this one made, and could not take away. */
      readonly pipesMade: readonly string[];
    } & ScriptRules)
  | ({ readonly kind: "reload" } & ScriptRules)
  | WriteFile
  | Ask
  /** Run what is queued within the limit, end the rest, exit with 0. */
  | { readonly kind: "stop"; readonly limitMicros: Micros }
  | { readonly kind: "areYouThere" };

export type RunnerToSupervisor =
  | { readonly kind: "ready" }
  | { readonly kind: "reloaded" }
  | { readonly kind: "here" }
  /** Paths of named pipes that it has to take away at the end: remembered for a successor. */
  | { readonly kind: "pipesMade"; readonly paths: readonly string[] }
  | { readonly kind: "stopped" }
  | Answer
  | JournalMessage
  | LogMessage;

export interface ScriptRules {
  /** Whom scripts run as that do not say it. */
  readonly scriptUser: DefaultScriptUser;
  /** `enable_script_security`. */
  readonly scriptSecurity: boolean;
  /** Null where no named pipe is asked for. */
  readonly notifyFifos: NotifyFifos | null;
  readonly alerts: AlertRules;
  /** Of the socket that tells of processes. */
  readonly processMonitor: SocketBuffer;
}
