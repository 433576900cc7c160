/**
 * Load balancing to look at: two directors, three web servers, a client that counts what it loses.
 *
 * `make demo DEMO=lvs` runs it with IPVS, in a kernel that it boots because many machines have none
 * with IPVS; `make demo DEMO=lvs DATAPLANE=nftables` with nftables, in this machine's own kernel. Exit
 * status: 0 when no more was lost than has to be, 1 when more was, 2 when the demo cannot run here.
 */
import { join } from "node:path";
import { runInGuest } from "../../test/kernel/uml/guest.ts";
import { cleanUpAll } from "../../test/lab/cleanup.ts";
import { playOut } from "./play.ts";
import type { Plane } from "./stage.ts";

const limitSeconds = 300;
const planes: Readonly<Record<string, Plane>> = {
  "": "ipvs",
  ipvs: "ipvs",
  nftables: "nftables",
};

process.exitCode = await main();
cleanUpAll();

async function main(): Promise<number> {
  const named = process.env.DATAPLANE ?? "";
  const plane = planes[named];
  if (plane === undefined) {
    process.stderr.write(`DATAPLANE=${named}: "ipvs" or "nftables".\n`);
    return 2;
  }
  if (plane === "nftables") return await playOut(plane);
  const terminal = process.stdin.isTTY === true && process.stdout.isTTY === true;
  const program = join(import.meta.dirname, "in-guest.ts");
  return await runInGuest([process.execPath, program], { limitSeconds, terminal });
}
