/**
 * A program in the place of `vrrp`, `lvs` and `runner`: tells what it is told as log lines, and lives
 * and dies as its argument says: `obedient`, `stubborn`, `silent` (never ready), `hangsAtReload`,
 * `exit=CODE`, or `releaseFails`.
 */

import { channelOnDescriptor } from "../../../../src/daemon/channel.ts";
import { decodeConfiguration } from "../../../../src/daemon/configuration/codec.ts";
import {
  type LvsConfiguration,
  LvsConfigurationReader,
} from "../../../../src/daemon/configuration/lvs-configuration.ts";
import { descriptors } from "../../../../src/daemon/protocol/descriptors.ts";
import type { LvsToSupervisor, SupervisorToLvs } from "../../../../src/daemon/protocol/lvs.ts";
import type { SupervisorToVrrp, VrrpToSupervisor } from "../../../../src/daemon/protocol/vrrp.ts";
import type { Micros } from "../../../../src/wire/units.ts";

type ToChild = SupervisorToVrrp | SupervisorToLvs;

const behaviour = process.argv[2] ?? "obedient";
const balances = process.argv[3] === "lvs";
const configurations = new LvsConfigurationReader();
let hangs = behaviour === "stubborn";
const say = (text: string) => supervisor.send({ kind: "log", text, atMillis: Date.now() });

const supervisor = channelOnDescriptor<ToChild, VrrpToSupervisor | LvsToSupervisor>(
  descriptors.control,
  { receive, closed: () => process.exit(0) },
  1_000_000,
);
process.on("SIGTERM", () => {
  if (!hangs) process.exit(0);
});

function release(message: SupervisorToVrrp & { kind: "release" }): void {
  const { vrrpInstances } = decodeConfiguration(message.configuration);
  say(`told to release ${vrrpInstances.map(({ name }) => name).join(" ")}`);
  if (behaviour !== "releaseFails") supervisor.send({ kind: "stopped" });
  void supervisor.drained().then(() => process.exit(0));
}

function namesOf(configuration: LvsConfiguration): string {
  const { virtualServers } = configurations.read(configuration).loadBalancing;
  return virtualServers.map(({ name }) => name).join(" ");
}

function configure(message: ToChild & { kind: "configure" }): void {
  if ("serversDown" in message) {
    const down = JSON.stringify(message.serversDown);
    say(`balances ${namesOf(message.configuration)}; down: ${down}`);
    for (const { name, phase } of message.instances) say(`${name} is ${phase}`);
    supervisor.send({ kind: "serverState", server: "one", up: false });
    supervisor.send({ kind: "serverState", server: "two", up: false });
    supervisor.send({ kind: "serverState", server: "one", up: true });
  } else if (!balances) {
    say(`resume ${JSON.stringify(message.resume ?? null)}`);
    supervisor.send({ kind: "instanceState", name: "VI_1", phase: "master", at: 7 as Micros });
  }
  if (behaviour !== "silent") supervisor.send({ kind: "ready" });
}

function receive(message: ToChild): void {
  if (behaviour.startsWith("exit=")) process.exit(Number(behaviour.slice(5)));
  switch (message.kind) {
    case "release":
      return release(message);
    case "virtualServers":
      return configurations.take(message.part);
    case "configure":
      return configure(message);
    case "reload":
      say("told to reload");
      if (typeof message.configuration === "object") {
        say(`told to balance ${namesOf(message.configuration)}`);
      }
      hangs ||= behaviour === "hangsAtReload";
      if (hangs) return;
      supervisor.send({ kind: "reloaded" });
      return;
    case "stop":
      if (hangs) return;
      say("told to stop");
      supervisor.send({ kind: "stopped" });
      void supervisor.drained().then(() => process.exit(0));
      return;
    case "areYouThere":
      supervisor.send({ kind: "here" });
      return;
    case "instanceState":
      say(`${message.name} is ${message.phase}`);
      return;
    case "dumpJson":
      say(`dumpJson ${JSON.stringify(message.processCounts)}`);
      return;
    case "dumpData":
    case "dumpStats":
      say(message.kind);
  }
}
