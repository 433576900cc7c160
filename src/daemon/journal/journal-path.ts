/** Where the journal's file is: named after the parent's pid file, whose lock says whose it is. */
import { basename, dirname, join } from "node:path";

const stateDirectory = "/var/lib/holdfast";
/** /var/run is the older name of /run. */
const runDirectory = /^(?:\/var)?\/run\//;

/**
 * `/run/keepalived.pid` and `/run/keepalived.sock` → `/var/lib/holdfast/keepalived.jsonl`; for a pid
 * file elsewhere, beside it.
 */
export function journalPathOf(parentFile: string): string {
  const name = `${basename(parentFile).replace(/\.(pid|sock)$/, "")}.jsonl`;
  const folder = dirname(parentFile);
  if (!runDirectory.test(`${folder}/`)) return join(folder, name);
  return join(stateDirectory, `${folder}/`.replace(runDirectory, ""), name);
}

/** What was written before the last rotation. */
export const olderJournalPath = (path: string): string => `${path}.1`;
