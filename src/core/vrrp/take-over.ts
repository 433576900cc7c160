/** Why a backup whose master down timer has run out becomes master. */
import { ownerPriority, resignPriority } from "../../wire/vrrp/advert.ts";
import type { Decision, Heard } from "./decision.ts";
import { isCurrent } from "./sighting.ts";
import type { Turn } from "./turn.ts";

export function takeOverDecision(turn: Turn): Decision {
  const { priority, lastTransition } = turn.state;
  if (priority === ownerPriority)
    return { rule: "owner", because: "its priority is 255", heard: null };
  const since = (heard: Heard | null): Heard | null =>
    heard !== null && heard.at >= lastTransition ? heard : null;
  const heard = since(turn.state.lastHeard);
  const discarded = since(turn.state.lastDiscarded);
  if (discarded !== null && discarded.at >= (heard?.at ?? lastTransition)) {
    const because = `${discarded.address} is master with priority ${discarded.priority}, ours is ${priority}`;
    return { rule: "preempt", because, heard: discarded };
  }
  if (heard === null) {
    return {
      rule: "masterDown",
      because: `no master heard ${spanSince(turn, lastTransition)}${refusedText(turn)}`,
      heard,
    };
  }
  if (heard.priority === resignPriority) {
    return { rule: "masterResigned", because: `${heard.address} gave up`, heard };
  }
  const because = `nothing heard of ${heard.address} ${spanSince(turn, heard.at)}${refusedText(turn)}`;
  return { rule: "masterDown", because, heard };
}

const spanSince = ({ now }: Turn, moment: number): string =>
  `for ${Math.round((now - moment) / 1000)} ms`;

/** Somebody may well be master: its adverts did not pass. */
function refusedText({ state, now }: Turn): string {
  const refused = state.sightings.findLast(
    (sighting) => sighting.kind === "advertRefused" && isCurrent(sighting, now),
  );
  return refused === undefined
    ? ""
    : `; adverts of ${refused.address} are refused: ${refused.because}`;
}
