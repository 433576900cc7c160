/** Which addresses a reload would take away or move, or might, and why. */
import { ownerPriority } from "../../../wire/vrrp/advert.ts";
import type { Interruption } from "../../plan/process-plan.ts";
import type { StateChange } from "../ports.ts";
import type { RunningInstance } from "../running-instance.ts";
import { discordOf } from "./discord.ts";
import type { Removal } from "./network.ts";
import type { PlanRecorder } from "./ports.ts";
import { isPlaceHere, phaseText, placeOf, type Standing } from "./standing.ts";

/** So many addresses of an instance are named. */
const mostNamed = 5;

const dropped = "the kernel drops it with the first address of its network";

/** Of an address that comes back at once. */
const whyBack: Readonly<Record<Removal, string>> = {
  asked: "the kernel cannot change it in place: it goes, and comes back at once",
  withFirst: `${dropped}, and it comes back at once; with promote_secondaries it stays`,
};

/** Of an address that no instance had. */
const whyGone: Readonly<Record<Removal, string>> = {
  asked: "it is not in static_ipaddress any more",
  withFirst: `${dropped}; with promote_secondaries it stays`,
};

/** `kept`: those that run on under the new configuration. */
export function interruptionsOf(
  before: readonly Standing[],
  after: readonly Standing[],
  kept: ReadonlySet<RunningInstance>,
  { states: changes, removed, table }: Pick<PlanRecorder, "states" | "removed" | "table">,
): readonly Interruption[] {
  const served = new Set(after.flatMap(({ serves }) => serves));
  const now = new Map(after.map((standing) => [standing.running, standing]));
  const ofInstances = before.flatMap((old) => {
    const gone = old.serves.filter((place) => !served.has(place));
    const why = (place: string) => reasonFor(place, old, after, kept, changes);
    const back = old.serves.flatMap((what) => {
      const removal = served.has(what) ? removed.get(what) : undefined;
      return removal === undefined ? [] : { what, certain: true, because: whyBack[removal] };
    });
    const certain = [...gone.map((what) => ({ what, certain: true, because: why(what) })), ...back];
    const next = now.get(old.running);
    const perhaps = next === undefined ? null : (contest(old, next) ?? unknownResult(next));
    return perhaps === null ? certain : [...certain, perhaps];
  });
  return [...ofInstances, ...othersGone(before, served, { removed, table })];
}

/** Addresses that go and that no instance had: static ones, and what the kernel drops along. */
function othersGone(
  before: readonly Standing[],
  served: ReadonlySet<string>,
  { removed, table }: Pick<PlanRecorder, "removed" | "table">,
): readonly Interruption[] {
  const known = new Set([...before.flatMap(({ serves }) => serves), ...served]);
  return [...removed]
    .filter(([place]) => !known.has(place) && !isPlaceHere(place, table))
    .map(([what, removal]) => ({ what, certain: true, because: whyGone[removal] }));
}

/** What a master follows from then on may fail at its first result. */
function unknownResult(next: Standing): Interruption | null {
  const { name, phase, instance } = next;
  const unknown = next.running.state.tracked.contributions.find(({ result }) => result === null);
  if (unknown === undefined || phase !== "master") return null;
  const { kind, name: tracker, weight } = unknown.tracker;
  if (instance.priority === ownerPriority && weight !== 0) return null;
  const effect = weight === 0 ? "without a weight: FAULT" : `weight ${weight}`;
  const because =
    `${name} does not know ${kind} ${tracker} yet, and its first result after the reload ` +
    `counts at once (${effect})`;
  return { what: placesOf(next), certain: false, because };
}

function placesOf({ lines }: Standing): string {
  const all = lines.map(placeOf);
  const more = all.length > mostNamed ? ` and ${all.length - mostNamed} more` : "";
  return `${all.slice(0, mostNamed).join(", ")}${more}`;
}

function reasonFor(
  place: string,
  old: Standing,
  after: readonly Standing[],
  kept: ReadonlySet<RunningInstance>,
  changes: readonly StateChange[],
): string {
  const heir = after.find(({ lines }) => lines.some((line) => placeOf(line) === place));
  if (heir !== undefined && heir.running !== old.running) {
    return `${heir.name} has it then, which is ${phaseText(heir.phase)} here`;
  }
  if (heir !== undefined) {
    const change = changes.findLast(({ instance }) => instance === heir.running.instance);
    const because = change === undefined ? "" : `: ${change.decision.because}`;
    return `${heir.name} would be ${phaseText(heir.phase)}${because}`;
  }
  const [address] = place.split(" ");
  const elsewhere = after
    .filter(({ name }) => name === old.name)
    .flatMap(({ lines }) => lines)
    .find((line) => line.address === address);
  if (elsewhere !== undefined) return `${old.name} has it on ${elsewhere.interface} then`;
  if (!kept.has(old.running) && !after.some(({ name }) => name === old.name)) {
    return `${old.name} is not in the file any more`;
  }
  return `${old.name} does not have it any more`;
}

/** What other routers make of other adverts nobody knows here. */
function contest(old: Standing, next: Standing): Interruption | null {
  const { name, priority } = next;
  const what = placesOf(next);
  if (next.lines.length === 0) return null;
  const takesPart = next.phase === "master" || (next.phase === "backup" && next.master !== null);
  const discord = takesPart ? discordOf(old.instance, next.instance) : null;
  if (discord !== null) return { what, certain: false, because: discord };
  if (old.phase === "master" && next.phase === "master" && priority < old.priority) {
    const because =
      `${name} would advertise priority ${priority} instead of ${old.priority}: ` +
      "a router of a higher one takes over unless it has nopreempt";
    return { what, certain: false, because };
  }
  const { master } = next;
  const overtakes = next.phase === "backup" && next.preempts && master !== null;
  if (!overtakes || priority <= master.priority || old.priority > master.priority) return null;
  const because =
    `${name} would have priority ${priority}, ` +
    `more than the ${master.priority} of its master ${master.address}`;
  return { what, certain: false, because };
}
