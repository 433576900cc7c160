/**
 * What a group of processes takes of the memory, read from /proc/PID/smaps (proc(5)).
 *
 * PSS divides a page among all processes of the machine that have it, also those that are no part
 * of the daemon, such as this bench, which runs the same Node binary. `aloneBytes` is what the
 * group would take on a machine of its own: each page of a file once, every other page by its PSS.
 */
export interface Memory {
  readonly rssBytes: number;
  readonly pssBytes: number;
  readonly aloneBytes: number;
}

interface Mapping {
  /** Path and offset for a file, or null for memory that belongs to no file. */
  readonly file: string | null;
  readonly kilobytes: Map<string, number>;
}

const header = /^[0-9a-f]+-[0-9a-f]+ \S+ ([0-9a-f]+) \S+ (\d+) *(.*)$/;
const field = /^(\w+): +(\d+) kB$/;

/** Sums the smaps texts of all processes of a daemon. */
export function memoryOf(smaps: readonly string[]): Memory {
  const mappings = smaps.flatMap(parseSmaps);
  const get = (mapping: Mapping, name: string) => mapping.kilobytes.get(name) ?? 0;
  let [rss, pss, alone] = [0, 0, 0];
  const shared = new Map<string, number>();
  for (const mapping of mappings) {
    rss += get(mapping, "Rss");
    pss += get(mapping, "Pss");
    if (mapping.file === null) {
      alone += get(mapping, "Pss");
      continue;
    }
    const own = get(mapping, "Private_Dirty");
    alone += own;
    const pages = get(mapping, "Rss") - own;
    shared.set(mapping.file, Math.max(shared.get(mapping.file) ?? 0, pages));
  }
  for (const pages of shared.values()) alone += pages;
  return { rssBytes: rss * 1024, pssBytes: pss * 1024, aloneBytes: alone * 1024 };
}

function parseSmaps(text: string): Mapping[] {
  const mappings: Mapping[] = [];
  for (const line of text.split("\n")) {
    const start = header.exec(line);
    if (start !== null) {
      const [, offset = "", inode = "0", path = ""] = start;
      const file = inode === "0" ? null : `${path}+${offset}`;
      mappings.push({ file, kilobytes: new Map() });
      continue;
    }
    const [, name, value] = field.exec(line) ?? [];
    if (name !== undefined) mappings.at(-1)?.kilobytes.set(name, Number(value));
  }
  return mappings;
}
