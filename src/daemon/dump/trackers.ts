/** What an instance or a sync group follows, in `keepalived.data`: labels are keepalived's. */
import type { Tracker, TrackerKind, Weight } from "../../config/model/tracking.ts";
import { entry } from "./labels.ts";

/** In keepalived's order, with what stands between a name and its weight. */
const kinds: readonly [TrackerKind, string, string][] = [
  ["interface", "Tracked interfaces :", " "],
  ["script", "Tracked scripts :", " "],
  ["file", "Tracked files :", ", "],
  ["process", "Tracked processes :", ", "],
  ["bfd", "Tracked BFDs :", " "],
];

export function trackerLines(trackers: readonly Tracker[]): string[] {
  return kinds.flatMap(([kind, title, separator]) => {
    const entries = trackers
      .filter((tracker) => tracker.kind === kind)
      .map((tracker) => entry(5, `${tracker.name}${separator}weight ${weightText(tracker)}`));
    return entries.length === 0 ? [] : [entry(3, title), ...entries];
  });
}

export const weightText = ({ weight, reversed }: Weight): string =>
  reversed ? `${weight} reverse` : `${weight}`;
