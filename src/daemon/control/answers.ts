/** What answers each command of the control socket. */
import { success } from "../../wire/result.ts";
import type { Journal } from "../journal/journal.ts";
import type { ControlHandlers } from "./handler.ts";
import type { ControlTarget } from "./target.ts";

export interface AnswerParts {
  readonly supervisor: ControlTarget;
  readonly journal: Journal;
}

export function answerHandlers({ supervisor }: AnswerParts): ControlHandlers {
  return {
    status: async () => success({ vrrp: supervisor.standing("vrrp") }),
  };
}
