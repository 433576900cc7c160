/**
 * Checkers that do not probe, but are told: FILE_CHECK and BFD_CHECK (keepalived.md §17, types).
 */
import type { FileCheck } from "../../config/model/checker.ts";
import { failedLine, succeededLine } from "./log-lines.ts";
import { type CheckTurn, changeWeight, judge, log } from "./turn.ts";

/** A contribution as low as this is failure (keepalived.conf(5), track_file). */
const lowestContribution = -2_147_483_648;

export function fileValue(turn: CheckTurn, value: number): void {
  const { checker } = turn.subject;
  if (checker.kind !== "file") return;
  if (checker.weight === 0) return told(turn, (value !== 0) !== checker.reversed, `value ${value}`);
  const contribution = contributionOf(checker, value);
  const isFailure = contribution <= lowestContribution;
  if (!isFailure) changeWeight(turn, contribution);
  told(turn, isFailure, `value ${value}`);
}

/** `+ 0` makes of -0 a plain 0. */
const contributionOf = ({ weight, reversed }: FileCheck, value: number): number =>
  value * (reversed ? -weight : weight) + 0;

export function sessionState(turn: CheckTurn, up: boolean): void {
  if (turn.subject.checker.kind !== "bfd") return;
  told(turn, !up, up ? "session is up" : "session is down");
}

function told(turn: CheckTurn, failed: boolean, reason: string): void {
  const { state, subject } = turn;
  if (failed !== state.failed) {
    log(turn, failed ? failedLine(subject, 0, reason) : succeededLine(subject));
  }
  state.proven = state.proven || !failed;
  judge(turn, failed, reason);
}
