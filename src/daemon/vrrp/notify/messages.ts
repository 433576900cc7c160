/** What the runner is told of one change, in keepalived's order (keepalived.md §14.1). */
import type { ScriptCommand } from "../../../config/model/script-command.ts";
import type { GroupNotifyScripts } from "../../../config/model/sync-group.ts";
import type { JournalEvent } from "../../../core/journal/event.ts";
import type { Phase } from "../../../core/vrrp/state.ts";
import type { Alert, ToRunner } from "../../protocol/scripts.ts";
import { runnerCommand } from "../../runner-command.ts";
import type { NotifyRules } from "./rules.ts";

export type NotifyMessage = ToRunner & { readonly kind: "notify" | "event" | "alert" };

export type NotifyState = "MASTER" | "BACKUP" | "FAULT" | "STOP" | "DELETED";

/** Whom it happened to. */
export interface Subject {
  readonly kind: "INSTANCE" | "GROUP";
  readonly name: string;
}

/** States of the pipes that no script and no mail hears of, besides those of `NotifyState`. */
export type EventState =
  | NotifyState
  | "MASTER_RX_LOWER_PRI"
  | "MASTER_PRIORITY"
  | "BACKUP_PRIORITY";

export interface Told {
  readonly subject: Subject;
  readonly state: EventState;
  /** 0 for a group. */
  readonly priority: number;
}

/** Null for phases that nobody outside is to hear of. */
export function notifyState(phase: Phase): NotifyState | null {
  switch (phase) {
    case "master":
      return "MASTER";
    case "backup":
      return "BACKUP";
    case "fault":
      return "FAULT";
    case "stopped":
      return "STOP";
    case "init":
    case "handingOver":
      return null;
  }
}

/** What a change to that state runs, unless a reload made it. */
export function scriptOf(
  { master, backup, fault, stop }: GroupNotifyScripts,
  state: NotifyState,
): ScriptCommand | null {
  return { MASTER: master, BACKUP: backup, FAULT: fault, STOP: stop, DELETED: null }[state];
}

/** The script of the state, then the one for all states. */
export function scriptMessages(
  told: Told,
  own: ScriptCommand | null,
  any: ScriptCommand | null,
  rules: NotifyRules,
): NotifyMessage[] {
  const { subject, state, priority } = told;
  const found: NotifyMessage[] = [];
  if (own !== null) found.push(scriptMessage(subject, own, [], rules));
  if (any !== null) {
    const words = [subject.kind, subject.name, state, `${priority}`];
    found.push(scriptMessage(subject, any, words, rules));
  }
  return found;
}

export const eventMessage = ({ subject, state, priority }: Told): NotifyMessage => ({
  kind: "event",
  line: `${subject.kind} "${subject.name}" ${state} ${priority}`,
});

/** None where neither a mail nor a webhook is to hear of it. */
export function alertMessages(
  mail: Alert["mail"],
  event: JournalEvent,
  { mails, webhooks }: NotifyRules,
): NotifyMessage[] {
  const sent = mails ? mail : null;
  return sent === null && !webhooks ? [] : [{ kind: "alert", mail: sent, event }];
}

/** Scripts of one instance or group run one after another. */
function scriptMessage(
  { kind, name }: Subject,
  command: ScriptCommand,
  extra: readonly string[],
  { scriptUser }: NotifyRules,
): NotifyMessage {
  const run = runnerCommand(command, extra, scriptUser);
  return { kind: "notify", queue: `${kind === "GROUP" ? "group" : "instance"} ${name}`, ...run };
}
