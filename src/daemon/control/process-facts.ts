/** What /proc says of the daemon's processes (proc(5)). Null for what cannot be read. */
import { readFileSync } from "node:fs";

/** VmRSS. */
export function residentBytes(processId: number): number | null {
  const kibibytes = /^VmRSS:\s+(\d+) kB/m.exec(read(`/proc/${processId}/status`) ?? "")?.[1];
  return kibibytes === undefined ? null : Number(kibibytes) * 1024;
}

/** IPPROTO_VRRP in hexadecimal, as the table has it in the place of a port. */
const vrrpProtocol = "0070";

/** Adverts dropped at the sockets of the process's network namespace. */
export function droppedAdverts(processId: number): number | null {
  const tables = ["raw", "raw6"].map((name) => read(`/proc/${processId}/net/${name}`));
  if (tables.every((table) => table === null)) return null;
  return tables.reduce((sum, table) => sum + dropsIn(table ?? ""), 0);
}

/** The last column of each socket's row. */
export function dropsIn(table: string): number {
  let sum = 0;
  for (const row of table.split("\n").slice(1)) {
    const columns = row.trim().split(/\s+/);
    if (columns[1]?.endsWith(`:${vrrpProtocol}`)) sum += Number(columns.at(-1)) || 0;
  }
  return sum;
}

function read(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
}
