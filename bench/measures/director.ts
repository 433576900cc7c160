/** Load balancing side by side, in the kernel that has IPVS: see `bench/director/main.ts`. */
import { join } from "node:path";
import { startProcess } from "../../test/lab/processes.ts";
import type { Figure, Measure, MeasureOptions } from "../measure.ts";

const root = join(import.meta.dirname, "../..");
const limitSeconds = 1_500;

export const directorTable = measure(
  "lvs-table",
  "table",
  "37,205 real servers in the table of IPVS, and reloads",
);
export const directorTcp = measure("lvs-tcp", "tcp", "TCP_CHECK of many real servers (one core)");
export const directorHttp = measure("lvs-http", "http", "HTTP_GET of many real servers (one core)");
export const directorRemoval = measure(
  "lvs-removal",
  "removal",
  "from a real server's death to its removal, checked once a second",
);

function measure(name: string, subject: string, about: string): Measure {
  return { name, about, run: (options) => take(subject, options) };
}

async function take(subject: string, { quick, progress, add }: MeasureOptions): Promise<void> {
  const guest = [process.execPath, join(root, "test/kernel/uml/main.ts")];
  const command = [process.execPath, join(root, "bench/director/main.ts"), subject];
  const child = startProcess([
    ...guest,
    "--limit",
    `${limitSeconds}`,
    "--",
    ...command,
    ...(quick ? ["--quick"] : []),
  ]);
  let figures = 0;
  child.onLine(({ text }) => {
    const figure = figureIn(text);
    if (figure === null) return progress(text);
    figures++;
    add(figure);
  });
  await child.exited;
  if (figures === 0) throw new Error(child.lines.at(-1)?.text ?? "nothing was measured");
}

function figureIn(line: string): Figure | null {
  if (!line.startsWith("{")) return null;
  try {
    return JSON.parse(line) as Figure;
  } catch {
    return null;
  }
}
