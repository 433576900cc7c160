import assert from "node:assert/strict";
import { test } from "node:test";
import { until } from "../fakes.ts";
import { scene } from "./supervisor-scene.ts";

test("it is ready when the vrrp process is, and stops in order", async () => {
  const { supervisor, told, texts } = scene(["obedient"]);
  await until("ready", () => told.includes("ready"));
  supervisor.stop();
  assert.equal(await supervisor.ended, 0);
  assert.deepEqual(told, ["vrrp is there", "ready", "stopping", "vrrp gone"]);
  assert.ok(texts().includes("Startup complete"));
  assert.ok(!texts().some((text) => text.includes("forcing")));
});

test("a vrrp process killed with -9 has a successor that knows what it held", async () => {
  const { supervisor, children, childLines, told } = scene(["obedient"]);
  await until("ready", () => told.includes("ready"));
  assert.deepEqual(childLines, ["resume null"]);
  children[0]?.kill("SIGKILL");
  await until("a second start", () => childLines.length === 2);
  const resume: unknown = JSON.parse(childLines[1]?.slice("resume ".length) ?? "");
  assert.partialDeepStrictEqual(resume, {
    instances: [{ name: "VI_1", phase: "master", at: 7 }],
  });
  supervisor.stop();
  assert.equal(await supervisor.ended, 0);
});

test("an exit code that says 'never again' ends the daemon with it", async () => {
  const { supervisor, children } = scene(["exit=2"]);
  assert.equal(await supervisor.ended, 2);
  assert.equal(children.length, 1);
});

test("a vrrp process that does not end is killed when its time is over", async () => {
  const { supervisor, children, told, texts } = scene(["stubborn"]);
  await until("ready", () => told.includes("ready"));
  supervisor.stop();
  assert.equal(await supervisor.ended, 0);
  assert.equal(children[0]?.signalCode, "SIGKILL");
  assert.ok(texts().includes("VRRP process failed to die - forcing termination"));
});

test("a process that has ended with the daemon is not called unneeded", async () => {
  const { supervisor, told } = scene(["obedient"]);
  await until("ready", () => told.includes("ready"));
  supervisor.stop();
  assert.equal(supervisor.standing("vrrp")?.kind, "running");
  assert.equal(await supervisor.ended, 0);
  assert.deepEqual(supervisor.standing("vrrp"), { kind: "dead", startsAt: null });
  assert.equal(supervisor.standing("lvs"), null);
});

test("a reload with errors is refused with its reasons, and the old configuration runs on", async () => {
  const { supervisor, childLines, told, texts, setNext } = scene(["obedient"]);
  await until("ready", () => told.includes("ready"));
  const message = 'unknown keyword "virtual_ipadress" in vrrp_instance VI_1';
  const finding = `(Line 3) ${message}`;
  const diagnostic = { code: "HF0113", severity: "error", span: null, message } as const;
  setNext({ diagnostics: [diagnostic], findings: [finding] });
  supervisor.reload();
  assert.ok(texts().includes(finding));
  assert.ok(texts().some((text) => text.startsWith(`Reload refused: ${message}. `)));
  assert.deepEqual(told.slice(-2), ["reloading", "ready"]);
  assert.ok(!childLines.includes("told to reload"));
  supervisor.stop();
  await supervisor.ended;
});

test("of the reloads asked for during one, exactly one more is done", async () => {
  const { supervisor, childLines, told, texts } = scene(["obedient"]);
  await until("ready", () => told.includes("ready"));
  for (let asked = 0; asked < 4; asked++) supervisor.reload();
  await until("both", () => texts().filter((text) => text === "Reload complete").length === 2);
  assert.equal(childLines.filter((line) => line === "told to reload").length, 2);
  supervisor.stop();
  await supervisor.ended;
  assert.equal(texts().filter((text) => text === "Reload complete").length, 2);
});

test("without an instance no process is started, and the daemon is ready all the same", async () => {
  const { supervisor, children, told } = scene(["obedient"], 0);
  assert.deepEqual(told, ["ready"]);
  assert.equal(children.length, 0);
  supervisor.stop();
  assert.equal(await supervisor.ended, 0);
});

test("a reload that leaves nothing to run ends the vrrp process, the next one brings it back", async () => {
  const { supervisor, children, told, setNext, configuration } = scene(["obedient"]);
  await until("ready", () => told.includes("ready"));
  setNext({ configuration: { ...configuration, vrrpInstances: [] } });
  supervisor.reload();
  await until("the end", () => told.at(-1) === "ready" && told.includes("vrrp gone"));
  assert.equal(children.length, 1);
  setNext({ configuration });
  supervisor.reload();
  await until("the return", () => told.filter((text) => text === "ready").length === 3);
  assert.equal(children.length, 2);
  supervisor.stop();
  assert.equal(await supervisor.ended, 0);
});

test("signals for dumps are passed to the vrrp process", async () => {
  const { supervisor, childLines, told } = scene(["obedient"]);
  await until("ready", () => told.includes("ready"));
  supervisor.dumpData();
  supervisor.dumpStats(true);
  await until("both", () => childLines.includes("dumpData") && childLines.includes("dumpStats"));
  supervisor.stop();
  await supervisor.ended;
});
