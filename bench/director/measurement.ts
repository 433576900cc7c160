/** Takes measurements of directors, each in a process of its own: `bench/director/main.ts`. */
import { join } from "node:path";
import { startProcess } from "../../test/lab/processes.ts";
import type { Product } from "../../test/lab/router.ts";
import type { MeasureOptions } from "../measure.ts";

/** `ipvs`: in a kernel that has it, booted for this one. Else the machine's own, unconnected. */
export type Place = "ipvs" | "ownKernel";

const root = join(import.meta.dirname, "../..");
const limitSeconds = 240;
const linesOfFailure = 5;

const placeCommands: Record<Place, readonly string[]> = {
  ipvs: [
    process.execPath,
    join(root, "test/kernel/uml/main.ts"),
    "--limit",
    `${limitSeconds}`,
    "--",
  ],
  ownKernel: ["timeout", `${limitSeconds}`, "unshare", "--net", "--"],
};

/** The record that the subject is measured by; throws with what was said last. */
export async function measurement<Value>(
  place: Place,
  subject: string,
  product: Product,
  { quick, progress }: MeasureOptions,
): Promise<Value> {
  const program = [process.execPath, join(root, "bench/director/main.ts"), subject, product];
  const child = startProcess([...placeCommands[place], ...program, ...(quick ? ["--quick"] : [])]);
  let record: Value | null = null;
  child.onLine(({ text }) => {
    if (text.startsWith("{")) record = JSON.parse(text) as Value;
    else progress(text);
  });
  await child.exited;
  if (record !== null) return record;
  const said = child.lines.map(({ text }) => text).filter((text) => text.trim() !== "");
  const error = said.find((text) => /^(?:\w*Error: |.*unshare: )/.test(text));
  throw new Error(error ?? (said.slice(-linesOfFailure).join("; ") || "nothing was measured"));
}
