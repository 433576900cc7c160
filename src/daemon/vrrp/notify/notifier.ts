/** Hands the runner everything that a change calls for, and says what the runner does not take. */
import type { GlobalDefinitions } from "../../../config/model/configuration.ts";
import type { SyncGroup } from "../../../config/model/sync-group.ts";
import type { VrrpInstance } from "../../../config/model/vrrp-instance.ts";
import type { JournalEvent } from "../../../core/journal/event.ts";
import type { Phase } from "../../../core/vrrp/state.ts";
import type { Priority } from "../../../wire/units.ts";
import type { Logger } from "../../log/logger.ts";
import type { StateChange } from "../ports.ts";
import { groupNotifications, standingGroupEvents } from "./group-notifications.ts";
import {
  deletionNotifications,
  lowerPriorityNotifications,
  notifications,
  priorityNotifications,
  standingEvents,
} from "./instance-notifications.ts";
import type { NotifyMessage } from "./messages.ts";
import { type NotifyRules, notifyRules } from "./rules.ts";

export class Notifier {
  /** False when the runner does not read. */
  readonly #send: (message: NotifyMessage) => boolean;
  readonly #logger: () => Logger;
  #rules: NotifyRules;

  constructor(
    global: GlobalDefinitions,
    send: (message: NotifyMessage) => boolean,
    logger: () => Logger,
  ) {
    this.#rules = notifyRules(global);
    this.#send = send;
    this.#logger = logger;
  }

  configure(global: GlobalDefinitions): void {
    this.#rules = notifyRules(global);
  }

  /** `event`: the same change as the journal has it. */
  stateChanged(change: StateChange, event: JournalEvent): void {
    this.#tell(notifications(change, event, this.#rules));
  }

  groupChanged(group: SyncGroup, to: Phase, event: JournalEvent): void {
    this.#tell(groupNotifications(group, to, event, this.#rules));
  }

  priorityChanged(instance: VrrpInstance, phase: Phase, priority: Priority): void {
    this.#tell(priorityNotifications(instance, phase, priority));
  }

  receivedLowerPriority(instance: VrrpInstance, priority: Priority): void {
    this.#tell(lowerPriorityNotifications(instance, priority, this.#rules));
  }

  /** A reload removed it. */
  instanceGone(instance: VrrpInstance, event: JournalEvent): void {
    this.#tell(deletionNotifications(instance, event, this.#rules));
  }

  /** `fifo_write_vrrp_states_on_reload`: where an instance stands, changed or not. */
  stands(instance: VrrpInstance, phase: Phase, priority: Priority): void {
    this.#tell(standingEvents(instance, phase, priority));
  }

  groupStands(group: SyncGroup, phase: Phase): void {
    this.#tell(standingGroupEvents(group, phase));
  }

  #tell(messages: readonly NotifyMessage[]): void {
    for (const message of messages) {
      if (this.#send(message)) continue;
      this.#logger().error(`Cannot ${inShort(message)}: too many notifications are waiting`);
    }
  }
}

function inShort(message: NotifyMessage): string {
  switch (message.kind) {
    case "notify":
      return `run ${message.argv[0]}`;
    case "event":
      return `tell ${message.line}`;
    case "alert":
      return message.mail === null ? "post to webhooks" : `mail "${message.mail.subject}"`;
  }
}
