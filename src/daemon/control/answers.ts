/** What answers each command of the control socket. */
import type { Journal } from "../journal/journal.ts";
import { DaemonCounts } from "./daemon-counts.ts";
import { eventsHandler } from "./events-answer.ts";
import type { ControlHandlers } from "./handler.ts";
import { instanceHandler, whyHandler } from "./instance-answer.ts";
import { type StatusParts, statusHandler } from "./status-answer.ts";

export interface AnswerParts extends Omit<StatusParts, "counts"> {
  readonly journal: Journal;
}

export function answerHandlers({ journal, ...parts }: AnswerParts): ControlHandlers {
  return {
    status: statusHandler({ ...parts, counts: new DaemonCounts(journal) }),
    why: whyHandler(parts.supervisor),
    events: eventsHandler(journal),
    instance: instanceHandler(parts.supervisor),
  };
}
