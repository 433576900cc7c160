/**
 * A program in the place of `vrrp` and `runner`: tells what it is told as log lines, and lives and
 * dies as its argument says: `obedient`, `stubborn`, `silent` (never ready), `hangsAtReload`,
 * `exit=CODE`, or `releaseFails`.
 */

import { channelOnDescriptor } from "../../../../src/daemon/channel.ts";
import { decodeConfiguration } from "../../../../src/daemon/configuration/codec.ts";
import {
  descriptors,
  type SupervisorToVrrp,
  type VrrpToSupervisor,
} from "../../../../src/daemon/protocol.ts";
import type { Micros } from "../../../../src/wire/units.ts";

const behaviour = process.argv[2] ?? "obedient";
const say = (text: string) => supervisor.send({ kind: "log", text, atMillis: Date.now() });

const supervisor = channelOnDescriptor<SupervisorToVrrp, VrrpToSupervisor>(
  descriptors.control,
  { receive, closed: () => process.exit(0) },
  1_000_000,
);
process.on("SIGTERM", () => {
  if (behaviour !== "stubborn") process.exit(0);
});

function release(message: SupervisorToVrrp & { kind: "release" }): void {
  const { vrrpInstances } = decodeConfiguration(message.configuration);
  say(`told to release ${vrrpInstances.map(({ name }) => name).join(" ")}`);
  if (behaviour !== "releaseFails") supervisor.send({ kind: "stopped" });
  void supervisor.drained().then(() => process.exit(0));
}

function receive(message: SupervisorToVrrp): void {
  if (behaviour.startsWith("exit=")) process.exit(Number(behaviour.slice(5)));
  switch (message.kind) {
    case "release":
      return release(message);
    case "configure":
      say(`resume ${JSON.stringify(message.resume ?? null)}`);
      supervisor.send({ kind: "instanceState", name: "VI_1", phase: "master", at: 7 as Micros });
      if (behaviour !== "silent") supervisor.send({ kind: "ready" });
      return;
    case "reload":
      say("told to reload");
      if (behaviour === "hangsAtReload") return;
      supervisor.send({ kind: "reloaded" });
      return;
    case "stop":
      if (behaviour === "stubborn") return;
      supervisor.send({ kind: "stopped" });
      void supervisor.drained().then(() => process.exit(0));
      return;
    case "dumpData":
    case "dumpStats":
      say(message.kind);
  }
}
