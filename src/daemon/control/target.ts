/** What the commands of the control socket ask of the supervisor. */
import type { Micros } from "../../wire/units.ts";
import type { Question } from "../protocol/questions.ts";
import type { ChildRole } from "../supervisor/child-programs.ts";
import type { Standing } from "../supervisor/managed-child.ts";
import type { AskResult } from "./questions.ts";

export interface ControlTarget {
  /** Null for a process that the configuration does not need. */
  standing(role: ChildRole): Standing | null;
  /** An error where it is dead or does not answer in time. */
  ask(role: ChildRole, question: Question, limitMicros?: Micros): Promise<AskResult>;
}
