/** Who holds the addresses, by the rules of keepalived.md §5 and RFC 9568 §6.4. */
import { compareAddresses, type IpAddress } from "../../wire/address.ts";
import type { Standing } from "./standing.ts";

export interface Candidate {
  readonly standing: Standing;
  readonly preempt: boolean;
  /** Breaks a tie between masters; null where the file does not say it. */
  readonly source: IpAddress | null;
}

/** The one that wins when nobody is master yet; null when all are in fault. */
export function winnerOf<Each extends Candidate>(candidates: readonly Each[]): Each | null {
  const [first, ...others] = candidates.filter(({ standing }) => standing !== null);
  if (first === undefined) return null;
  return others.reduce((best, each) => (beats(each, best) ? each : best), first);
}

/** Who has the addresses after a change, when `holder` had them before. */
export function holderAfter<Each extends Candidate>(
  candidates: readonly Each[],
  holder: Each | null,
): Each | null {
  if (holder === null || holder.standing === null) return winnerOf(candidates);
  const { standing } = holder;
  return winnerOf(candidates.filter((each) => takesOver(each, standing))) ?? holder;
}

/** A backup lets a master of its own priority be, and with nopreempt one of a lower one too. */
export const takesOver = ({ preempt, standing }: Candidate, master: number): boolean =>
  preempt && standing !== null && standing > master;

function beats(one: Candidate, other: Candidate): boolean {
  const difference = (one.standing ?? 0) - (other.standing ?? 0);
  if (difference !== 0) return difference > 0;
  if (one.source === null || other.source === null) return false;
  return compareAddresses(one.source, other.source) > 0;
}
