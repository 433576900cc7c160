/** A record as a line of the journal's file, both ways. */
import type { JournalEvent, JournalRecord } from "../../core/journal/event.ts";

/** Beyond this the output of a script is left out. */
const longestLineCharacters = 64 * 1024;

export function recordLine(record: JournalRecord): string {
  const line = JSON.stringify(record);
  if (line.length <= longestLineCharacters) return `${line}\n`;
  return `${JSON.stringify({ ...record, event: shortened(record.event) })}\n`;
}

function shortened(event: JournalEvent): JournalEvent {
  const because = "because" in event ? { because: event.because.slice(0, 1000) } : {};
  if (event.kind !== "tracker") return { ...event, ...because };
  const { output: _, ...rest } = event;
  return { ...rest, ...because };
}

/** All records in a text; what a crash or somebody's editor left of a line is passed over. */
export const recordsIn = (text: string): readonly JournalRecord[] =>
  text.split("\n").flatMap((line) => {
    const record = line === "" ? null : readRecord(line);
    return record === null ? [] : [record];
  });

function readRecord(line: string): JournalRecord | null {
  try {
    const value: unknown = JSON.parse(line);
    return isRecord(value) ? value : null;
  } catch {
    return null;
  }
}

export function isRecord(value: unknown): value is JournalRecord {
  if (typeof value !== "object" || value === null) return false;
  const { version, sequence, atMillis, event } = value as Partial<Record<string, unknown>>;
  return (
    version === 1 &&
    typeof sequence === "number" &&
    typeof atMillis === "number" &&
    typeof event === "object" &&
    event !== null &&
    "kind" in event
  );
}
