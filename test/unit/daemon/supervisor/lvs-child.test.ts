import assert from "node:assert/strict";
import { test } from "node:test";
import type { DaemonOptions } from "../../../../src/daemon/options.ts";
import { systemTimers, type Timers } from "../../../../src/daemon/timers.ts";
import { seconds } from "../../../../src/wire/units.ts";
import {
  balancingOf,
  realServerText,
  serviceText,
} from "../../config/build/load-balancing-text.ts";
import { until } from "../fakes.ts";
import { daemonOptions } from "../options-of.ts";
import { scene } from "./supervisor-scene.ts";

const service = (port: number): string =>
  serviceText(`${realServerText()}\n${realServerText("", "192.0.2.11 80")}`, `192.0.2.1 ${port}`);
const names = (...ports: number[]) => ports.map((port) => `[192.0.2.1]:tcp:${port}`).join(" ");

/** A director: load balancing, and as many VRRP instances. */
function director(
  behaviours: readonly string[] = ["obedient"],
  instances = 1,
  options: Partial<DaemonOptions> = {},
  timers: Timers = systemTimers,
) {
  const text = service(80) + service(81);
  return scene(["obedient"], instances, options, timers, text, behaviours);
}

test("load balancing has a process of its own, and all are ready before the daemon is", async () => {
  const { supervisor, lvsLines, told, texts } = director();
  await until("ready", () => told.includes("ready"));
  assert.ok(lvsLines.includes(`balances ${names(80, 81)}; down: null`));
  assert.ok(texts().some((text) => text.startsWith("Starting Healthcheck child process, pid=")));
  supervisor.stop();
  assert.equal(await supervisor.ended, 0);
  const order = told.filter((text) => text !== "ready");
  assert.deepEqual(order.slice(-3), ["stopping", "vrrp gone", "lvs gone"]);
  assert.ok(lvsLines.includes("told to stop"));
  assert.ok(!texts().some((text) => text.includes("forcing")));
});

test("without instances there is no vrrp process", async () => {
  const { supervisor, children, told } = director(["obedient"], 0);
  await until("ready", () => told.includes("ready"));
  assert.equal(children.length, 0);
  supervisor.stop();
  assert.equal(await supervisor.ended, 0);
  assert.deepEqual(told, ["lvs is there", "ready", "stopping", "lvs gone"]);
});

for (const [option, subsystems, roles] of [
  ["-P", { vrrp: true, checkers: false }, ["vrrp"]],
  ["-C", { vrrp: false, checkers: true }, ["lvs"]],
] as const) {
  test(`with ${option} only that process is started`, async () => {
    const { subsystems: usual } = daemonOptions();
    const options = { subsystems: { ...usual, ...subsystems } };
    const { supervisor, children, lvsChildren, told } = director(["obedient"], 1, options);
    await until("ready", () => told.includes("ready"));
    const started = [children.length > 0 ? "vrrp" : "", lvsChildren.length > 0 ? "lvs" : ""];
    assert.deepEqual(
      started.filter((role) => role !== ""),
      roles,
    );
    supervisor.stop();
    assert.equal(await supervisor.ended, 0);
  });
}

test("a process killed with -9 has a successor that knows which servers were down", async () => {
  const { supervisor, lvsChildren, lvsLines, told, texts } = director();
  await until("ready", () => told.includes("ready"));
  const pid = lvsChildren[0]?.pid;
  lvsChildren[0]?.kill("SIGKILL");
  const expected = `balances ${names(80, 81)}; down: ["two"]`;
  await until("a successor", () => lvsLines.includes(expected));
  assert.ok(texts().includes(`Healthcheck child process(${pid}) died: Respawning`));
  supervisor.stop();
  assert.equal(await supervisor.ended, 0);
});

test("it hears where the instances stand, at once and at each change", async () => {
  const { supervisor, lvsLines, told } = director();
  await until("ready", () => told.includes("ready"));
  await until("the state", () => lvsLines.includes("VI_1 is master"));
  supervisor.stop();
  await supervisor.ended;
});

test("a reload brings load balancing, changes it and takes it away; vrrp runs on", async () => {
  const { supervisor, children, lvsChildren, lvsLines, told, texts, setNext, configuration } =
    director();
  await until("ready", () => told.includes("ready"));
  const reloads = (count: number) =>
    until(
      "the reload",
      () => texts().filter((text) => text === "Reload complete").length === count,
    );

  const changed = balancingOf(service(80) + service(82));
  setNext({ configuration: { ...configuration, loadBalancing: changed } });
  supervisor.reload();
  await reloads(1);
  assert.ok(lvsLines.includes(`told to balance ${names(80, 82)}`), lvsLines.join("\n"));

  setNext({ configuration: { ...configuration, loadBalancing: balancingOf("") } });
  supervisor.reload();
  await reloads(2);
  assert.equal(told.at(-2), "lvs gone");
  assert.ok(lvsLines.includes("told to stop"));

  setNext({ configuration });
  supervisor.reload();
  await reloads(3);
  assert.equal(lvsChildren.length, 2);
  const whole = `balances ${names(80, 81)}; down: null`;
  assert.equal(lvsLines.filter((line) => line === whole).length, 2);
  assert.equal(children.length, 1);
  supervisor.stop();
  assert.equal(await supervisor.ended, 0);
});

test("one that hangs is killed, and its successor is given the configuration whole", async () => {
  const timers: Timers = {
    ...systemTimers,
    after: (delay, run) => systemTimers.after(delay === seconds(30) ? seconds(0.5) : delay, run),
  };
  const { supervisor, lvsChildren, lvsLines, told, texts } = director(
    ["hangsAtReload", "obedient"],
    0,
    {},
    timers,
  );
  await until("ready", () => told.includes("ready"));
  supervisor.reload();
  await until("a successor", () => lvsChildren.length === 2 && told.at(-1) === "ready");
  assert.ok(texts().some((text) => text.startsWith("Healthcheck process has not confirmed")));
  assert.equal(lvsLines.filter((text) => text.startsWith("balances")).length, 2);
  supervisor.stop();
  assert.equal(await supervisor.ended, 0);
});

test("a reload asked of one that is not ready yet is confirmed by itself", async () => {
  const { supervisor, lvsChildren, lvsLines, told, texts } = director(["obedient"], 0);
  await until("ready", () => told.includes("ready"));
  lvsChildren[0]?.kill("SIGKILL");
  await until("a successor", () => lvsChildren.length === 2);
  supervisor.reload();
  await until("the end of it", () => texts().includes("Reload complete"));
  assert.ok(lvsLines.includes("told to reload"));
  supervisor.stop();
  assert.equal(await supervisor.ended, 0);
});

test("an exit code that says 'never again' ends the daemon, and vrrp in order", async () => {
  const { supervisor, told } = director(["exit=4"]);
  assert.equal(await supervisor.ended, 4);
  assert.ok(told.includes("vrrp gone"));
});
