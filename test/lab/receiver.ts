/** Programs on a station that take mails or posts and print each on a line. */
import { join } from "node:path";
import type { Lab, Station } from "./lab.ts";
import { waitFor } from "./wait.ts";

export interface Receiver {
  /** What has come, as the program prints it. */
  received(): readonly unknown[];
  waitFor(count: number): Promise<void>;
}

const soon = { limitMillis: 20_000 };

/** On loopback of the station; resolves when it listens. */
export async function startReceiver(
  lab: Lab,
  { namespace }: Station,
  kind: "mail" | "post",
  port: number,
): Promise<Receiver> {
  const program = join(import.meta.dirname, `${kind}-receiver.ts`);
  const { lines } = lab.start(namespace, [process.execPath, program, `${port}`]);
  const texts = () => lines.map(({ text }) => text);
  const received = () => texts().filter(isJson).map(parse);
  const all = () => texts().join("\n");
  await waitFor(`a ${kind} server`, soon, () => texts().includes("listening"), all);
  return {
    received,
    waitFor: async (count) => {
      await waitFor(`${count} of ${kind}`, soon, () => received().length >= count, all);
    },
  };
}

const isJson = (text: string): boolean => text.startsWith("[") || text.startsWith("{");

const parse = (text: string): unknown => JSON.parse(text);
