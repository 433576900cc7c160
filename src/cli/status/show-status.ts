/** `holdfast status`: asks once, or each second. */
import type { DaemonStatus } from "../../daemon/status/daemon-status.ts";
import { asJson, askDaemon } from "../daemon-place.ts";
import { screenPaper } from "../screen-paper.ts";
import type { StatusFlags } from "./flags.ts";
import { statusLines } from "./render.ts";

/** Gives the exit code. */
export async function showStatus(instance: string | null, flags: StatusFlags): Promise<number> {
  if (flags.watch === true) {
    const { watchStatus } = await import("./watch.ts");
    return watchStatus(instance, flags);
  }
  let found = true;
  const code = await askDaemon(flags, { command: "status" }, (answer) => {
    const status = answer as DaemonStatus;
    if (flags.names === true) return console.log(namesIn(status).join("\n"));
    if (flags.json === true) {
      found = printJson(status, instance);
      return;
    }
    const lines = statusLines(status, instance, screenPaper(flags.color));
    found = lines.ok;
    if (lines.ok) console.log(lines.value.join("\n"));
    else console.error(lines.error);
  });
  return found ? code : 1;
}

/** False where there is no such instance. */
function printJson(status: DaemonStatus, name: string | null): boolean {
  const picked = name === null ? status : instanceNamed(status, name);
  console.log(asJson(picked));
  return picked !== null;
}

const namesIn = ({ vrrp }: DaemonStatus): readonly string[] =>
  vrrp?.instances.map(({ name }) => name) ?? [];

const instanceNamed = ({ vrrp }: DaemonStatus, name: string) =>
  vrrp?.instances.find((instance) => instance.name === name) ?? null;
