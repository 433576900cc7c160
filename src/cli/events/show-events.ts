/** `holdfast events`: from the daemon, or from its journal's file while none runs. */
import type { JournalRecord } from "../../core/journal/event.ts";
import { openControl } from "../../daemon/control/client.ts";
import { journalPathOf } from "../../daemon/journal/journal-path.ts";
import { readJournal } from "../../daemon/journal/journal-reader.ts";
import { isRecord } from "../../daemon/journal/record-line.ts";
import { wantsColour } from "../colour.ts";
import { socketPaths } from "../daemon-place.ts";
import { EventPrinter } from "./event-line.ts";
import type { EventsFlags } from "./flags.ts";

const usualCount = 50;

/** Gives the exit code. */
export async function showEvents(flags: EventsFlags): Promise<number> {
  const print = printer(flags);
  const opened = await openControl(socketPaths(flags));
  if (!opened.ok) {
    if (opened.error.code !== "noDaemon" || flags.follow === true) {
      console.error(opened.error.message);
      return 1;
    }
    return showFile(flags, print);
  }
  const client = opened.value;
  const wanted = {
    sinceMillis: flags.since ?? 0,
    count: countOf(flags),
    follow: flags.follow === true,
  };
  const ended = await client.follow("events", wanted, (item) => print(recordsIn(item)));
  client.close();
  if (ended.ok) return 0;
  console.error(ended.error.message);
  return 1;
}

/** The first of the likely places where a journal is. */
function showFile(flags: EventsFlags, print: (records: readonly JournalRecord[]) => void): number {
  const paths = socketPaths(flags).map(journalPathOf);
  const [first] = paths.map((path) => readJournal(path)).toSorted((a, b) => rank(a) - rank(b));
  if (first?.ok !== true) {
    const denied = first?.error.code === "EACCES";
    console.error(
      denied
        ? `${first?.error.message}: run the command as root.`
        : `No daemon runs, and there is no journal at ${paths.join(" or ")}.`,
    );
    return 1;
  }
  const since = flags.since ?? 0;
  const records = first.value.filter(({ atMillis }) => atMillis >= since);
  const count = countOf(flags) ?? records.length;
  print(records.slice(Math.max(0, records.length - count)));
  return 0;
}

/** One that can be read before one that may not be, and that before one that is not there. */
function rank(read: ReturnType<typeof readJournal>): number {
  if (read.ok) return 0;
  return read.error.code === "ENOENT" ? 2 : 1;
}

const countOf = ({ lines, since }: EventsFlags): number | null =>
  lines ?? (since === undefined ? usualCount : null);

function printer({ json, color }: EventsFlags): (records: readonly JournalRecord[]) => void {
  const events = new EventPrinter(wantsColour(color));
  return (records) => {
    const asJson = () => records.map((record) => JSON.stringify(record));
    const lines = json === true ? asJson() : events.lines(records.toSorted(byTime));
    if (lines.length > 0) console.log(lines.join("\n"));
  };
}

/** Processes that see one thing within a millisecond write of it in any order. */
const byTime = (left: JournalRecord, right: JournalRecord): number =>
  left.atMillis - right.atMillis || left.sequence - right.sequence;

const recordsIn = (item: unknown): readonly JournalRecord[] =>
  Array.isArray(item) ? item.filter(isRecord) : [];
