/** Changes as the journal and webhooks have them. */
import type { VrrpInstance } from "../../config/model/vrrp-instance.ts";
import type { JournalEvent } from "../../core/journal/event.ts";
import type { Phase } from "../../core/vrrp/state.ts";
import type { GroupChange, StateChange } from "./ports.ts";

export const stateEvent = ({
  instance,
  from,
  to,
  decision,
  priority,
}: StateChange): JournalEvent => ({
  kind: "instance",
  name: instance.name,
  from,
  to,
  priority,
  ...decision,
});

export const groupEvent = ({ group, to, because }: GroupChange): JournalEvent => ({
  kind: "group",
  name: group.name,
  to,
  because,
});

/** A reload removed it. */
export const goneEvent = (instance: VrrpInstance, from: Phase): JournalEvent => ({
  kind: "instance",
  name: instance.name,
  from,
  to: "stopped",
  priority: instance.priority,
  rule: "removed",
  because: "a reload removed it from the configuration",
  heard: null,
});
