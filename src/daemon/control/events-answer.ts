/** Answers `events`: what the journal has, and with `follow` what happens from then on. */
import type { JournalRecord } from "../../core/journal/event.ts";
import { failure, type Result, success } from "../../wire/result.ts";
import type { Journal } from "../journal/journal.ts";
import type { Asker, ControlHandler } from "./handler.ts";
import type { ControlRequest } from "./messages.ts";

/**
 * Parameters: `sinceMillis` (wall clock), `count` of the latest, `follow`. Each item of
 * the stream is a list of records.
 */
export function eventsHandler(journal: Journal): ControlHandler {
  return async (request, asker) => {
    const wanted = readWanted(request);
    if (!wanted.ok) return wanted;
    const { sinceMillis, count, follow } = wanted.value;
    const records = journal.since(sinceMillis);
    const first = count === null ? 0 : Math.max(0, records.length - count);
    // One item, however long: a reader is not dropped for what it has had no time to read.
    asker.send(records.slice(first));
    return follow ? followed(journal, asker) : success(null);
  };
}

/** Ends when the reader is gone: then nobody hears of this result. */
function followed(journal: Journal, asker: Asker): Promise<Result<null, string>> {
  const { promise, resolve } = Promise.withResolvers<Result<null, string>>();
  const unfollow = journal.recent.follow((record: JournalRecord) => {
    asker.send([record]);
  });
  const end = (): void => {
    unfollow();
    resolve(success(null));
  };
  if (asker.gone.aborted) end();
  else asker.gone.addEventListener("abort", end, { once: true });
  return promise;
}

interface Wanted {
  readonly sinceMillis: number;
  readonly count: number | null;
  readonly follow: boolean;
}

function readWanted({ sinceMillis, count, follow }: ControlRequest): Result<Wanted, string> {
  const isCount = count === undefined || count === null || isWhole(count);
  if (!isCount) return failure("`count` has to be a whole number");
  if (sinceMillis !== undefined && typeof sinceMillis !== "number")
    return failure("`sinceMillis` has to be a number");
  return success({
    sinceMillis: sinceMillis ?? 0,
    count: typeof count === "number" ? count : null,
    follow: follow === true,
  });
}

const isWhole = (value: unknown): boolean =>
  typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
