/** Where an instance stands, around a reload that is tried out. */
import type { AddressLine } from "../../../config/model/address-line.ts";
import { addressLinesOf, type VrrpInstance } from "../../../config/model/vrrp-instance.ts";
import type { Phase, VrrpState } from "../../../core/vrrp/state.ts";
import type { NetworkTable } from "../../../ports/network.ts";
import type { RunningInstance } from "../running-instance.ts";

export interface Standing {
  /** The same before and after, where it is the same router. */
  readonly running: RunningInstance;
  readonly instance: VrrpInstance;
  readonly name: string;
  readonly phase: Phase;
  readonly priority: VrrpState["priority"];
  readonly preempts: boolean;
  readonly master: VrrpState["master"];
  /** All that it asks for. */
  readonly lines: readonly AddressLine[];
  /** Those of them that are here while it is MASTER: `192.0.2.10 on eth0`. */
  readonly serves: readonly string[];
}

export function standingOf(running: RunningInstance, table: NetworkTable): Standing {
  const { instance, state } = running;
  const { phase, priority, master } = state;
  const lines = addressLinesOf(instance);
  const isMaster = phase === "master" || phase === "handingOver";
  return {
    running,
    instance,
    name: instance.name,
    phase,
    priority,
    preempts: instance.preempt,
    master,
    lines,
    serves: isMaster ? lines.filter((line) => isHere(line, table)).map(placeOf) : [],
  };
}

export const placeOf = (line: AddressLine): string => `${line.address} on ${line.interface}`;

function isHere(line: AddressLine, table: NetworkTable): boolean {
  return isPlaceHere(placeOf(line), table);
}

/** `place` as `placeOf` writes it. */
export function isPlaceHere(place: string, table: NetworkTable): boolean {
  const [wanted = "", name = ""] = place.split(" on ");
  const link = table.linkByName(name);
  if (link === null) return false;
  return table.addressesOf(link.index).some(({ address }) => address === wanted);
}

/** As the log writes it. */
export const phaseText = (phase: Phase): string =>
  phase === "handingOver" ? "HANDING OVER" : phase.toUpperCase();
