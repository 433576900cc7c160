/** What the commands say of a running router, and what becomes of their orders, with keepalived as peer. */
import assert from "node:assert/strict";
import { createConnection } from "node:net";
import { describe, test } from "node:test";
import type { JournalRecord } from "../../src/core/journal/event.ts";
import { openControl } from "../../src/daemon/control/client.ts";
import type { DaemonStatus } from "../../src/daemon/status/daemon-status.ts";
import type { InstanceReasons } from "../../src/daemon/status/vrrp-status.ts";
import { requirePrerequisites } from "../lab/prerequisites.ts";
import { descendantsOf, sendSignal, startProcess } from "../lab/processes.ts";
import { waitFor } from "../lab/wait.ts";
import { ask, askingArgv, socketOf } from "./asking.ts";
import { dialects } from "./dialects.ts";
import { electInOrder, type Scene, settleOn, withScene } from "./scene.ts";
import { breakAndMend, electFollowers, trackedScript } from "./tracking-scene.ts";

requirePrerequisites(["ip", "ping", "keepalived", "tcpdump", "tshark"]);

const limitMillis = 15_000;

describe("what a running router answers", { concurrency: 2 }, () => {
  test("a switch-over waits until the peer is heard, and --back takes it home", () =>
    withScene(dialects.v3, switchOver));
  test("a fault and a priority by order move the address, and are said in why", () =>
    withScene(dialects.v3, ordered));
  test("the journal tells of a script that fails, over the end of the daemon", () =>
    withScene(dialects.v3, journal));
  test("a dead or frozen vrrp process is shown as such, never as it was", () =>
    withScene(dialects.v3, deadProcess));
  test("a watched status lives through the end of the daemon, and leaves the terminal as it was", () =>
    withScene(dialects.v3, watched));
  test("readers that do not read, and a hundred of them, delay no advert", () =>
    withScene(dialects.v3, manyReaders));
});

async function switchOver(scene: Scene): Promise<void> {
  const { lab, first, second } = scene;
  await electInOrder(scene, ["holdfast", "keepalived"]);
  const done = ask(lab, first, "instance", "switchover", "VI_1");
  assert.equal(done.status, 0, done.stderr);
  assert.match(done.stdout, new RegExp(`^${second.ipv4} is MASTER of VI_1 now`));
  await settleOn(scene, second);
  assert.match(reasonsOf(scene, "VI_1").next.join(" "), /Does not preempt before: holdfast/);
  assert.equal(ask(lab, first, "instance", "switchover", "VI_1", "--back").status, 0);
  await settleOn(scene, first, Date.now());
  scene.nodes[1]?.process.killTree();
  await scene.nodes[1]?.process.exited;
  const alone = ask(lab, first, "instance", "switchover", "VI_1");
  assert.equal(alone.status, 1);
  assert.match(alone.stderr, /No other router took over from VI_1 in time: it stays MASTER/);
}

/** `script` gives it a terminal. */
async function watched(scene: Scene): Promise<void> {
  const { lab, first } = scene;
  const node = scene.start(first, "holdfast", 100);
  await settleOn(scene, first);
  const command = askingArgv(lab, first, ["status", "--watch"]).join(" ");
  // With a line end behind it what was written last is read too.
  const shell = `script -qec '${command}' /dev/null; echo`;
  const terminal = startProcess(["sh", "-c", shell], { TERM: "xterm" });
  const seen = () => terminal.lines.map(({ text }) => text).join("\n");
  const shows = (what: string, text: string) =>
    waitFor(what, { limitMillis }, () => seen().includes(text), seen);
  try {
    await shows("the instance", "this router");
    assert.ok(seen().includes("\x1b[?1049h"), "it has a screen of its own");
    await node.killAll();
    await shows("the end of the daemon", "No daemon listens");
    const watching = descendantsOf(terminal.pid).at(-1) ?? 0;
    sendSignal(watching, "SIGINT");
    await waitFor("its end", { limitMillis }, () => !terminal.isRunning());
  } finally {
    terminal.killTree();
  }
  await terminal.exited;
  assert.ok(seen().includes("\x1b[?25h\x1b[?1049l"), "the terminal is as it was");
}

async function ordered(scene: Scene): Promise<void> {
  const { lab, first, second } = scene;
  await electInOrder(scene, ["holdfast", "keepalived"]);
  assert.equal(ask(lab, first, "instance", "fault", "VI_1", "on").status, 0);
  await settleOn(scene, second);
  const inFault = reasonsOf(scene, "VI_1");
  assert.equal(inFault.instance.state, "fault");
  assert.match(inFault.next.join(), /until an operator takes it back/);
  assert.equal(ask(lab, first, "instance", "fault", "VI_1", "off").status, 0);
  await settleOn(scene, first, Date.now());
  assert.equal(ask(lab, first, "instance", "priority", "VI_1", "40").status, 0);
  await settleOn(scene, second, Date.now());
  const { arithmetic, heard, instance } = reasonsOf(scene, "VI_1");
  assert.deepEqual([arithmetic.base, arithmetic.ordered, arithmetic.effective], [100, 40, 40]);
  assert.deepEqual([heard?.address, heard?.priority], [second.ipv4, 90]);
  assert.deepEqual(instance.orders, ["priority 40"]);
  assert.equal(ask(lab, first, "instance", "priority", "VI_1", "default").status, 0);
  await settleOn(scene, first, Date.now());
  const nobody = ask(lab, first, "instance", "fault", "VI_9", "on");
  assert.deepEqual([nobody.status, nobody.stderr.trim()], [1, "There is no instance VI_9"]);
}

async function journal(scene: Scene): Promise<void> {
  const { lab, first } = scene;
  const script = trackedScript(null);
  const { nodes } = await breakAndMend(scene, ["holdfast", "keepalived"], script);
  const transitions = recordsOf(scene).flatMap(({ event }) =>
    event.kind === "instance" ? [`${event.from} ${event.to}`] : [],
  );
  assert.deepEqual(transitions, [
    "init backup",
    "backup master",
    "master fault",
    "fault backup",
    "backup master",
  ]);
  const lines = ask(lab, first, "events").stdout;
  assert.match(lines, /script chk_ok +bad +exited with status 1/);
  assert.match(lines, /instance VI_1 +MASTER → FAULT +script chk_ok/);
  await nodes[0].stop();
  const after = recordsOf(scene);
  const last = after.at(-1)?.event;
  assert.ok(last?.kind === "daemon" && last.what === "stopped");
  const numbers = after.map(({ sequence }) => sequence);
  assert.deepEqual(
    numbers,
    numbers.map((_, index) => index + 1),
  );
  scene.start(first, "holdfast", 100);
  await waitFor("the daemon to answer again", { limitMillis }, () => {
    return ask(lab, first, "status").status === 0 && recordsOf(scene).length > after.length;
  });
  assert.deepEqual(recordsOf(scene).slice(0, after.length), after);
}

async function deadProcess(scene: Scene): Promise<void> {
  const { lab, first } = scene;
  const [node] = await electInOrder(scene, ["holdfast", "keepalived"]);
  const pid = node.vrrpPid() ?? 0;
  sendSignal(pid, "SIGSTOP");
  const frozen = statusOf(scene);
  sendSignal(pid, "SIGCONT");
  assert.equal(frozen.vrrp, null);
  const problemOf = (status: DaemonStatus) =>
    status.processes.find(({ role }) => role === "vrrp")?.problem ?? "";
  assert.match(problemOf(frozen), /has not answered within 1 s/);
  // The first death is answered at once; the next one has to wait.
  for (let deaths = 0; deaths < 2; deaths++) {
    await waitFor("a vrrp process", { limitMillis }, () => (node.vrrpPid() ?? 0) > 0);
    node.killVrrpProcess();
    await waitFor("its death", { limitMillis }, () => statusOf(scene).deaths > deaths);
  }
  const problems: string[] = [];
  await waitFor("it to run again", { limitMillis }, () => {
    const status = statusOf(scene);
    const problem = problemOf(status);
    assert.equal(status.vrrp === null, problem !== "", "either what it says, or that it does not");
    problems.push(problem);
    return status.vrrp !== null;
  });
  assert.match(problems.join(), /Not running: starts again in/);
  assert.equal(ask(lab, first, "why", "VI_1").status, 0);
}

async function manyReaders(scene: Scene): Promise<void> {
  const { lab, first } = scene;
  const { nodes } = await electFollowers(scene, ["holdfast", "keepalived"], trackedScript(-20));
  const path = socketOf(lab, first);
  const fromMillis = Date.now();
  const lazy = Array.from({ length: 20 }, () => {
    const socket = createConnection(path);
    socket.on("error", () => undefined);
    socket.pause();
    for (let id = 0; id < 5; id++) socket.write(`{"id":${id},"command":"status"}\n`);
    return socket;
  });
  const follower = startProcess(askingArgv(lab, first, ["events", "--follow", "--json"]));
  const clients = await Promise.all(Array.from({ length: 100 }, () => openControl([path])));
  const served = clients.flatMap((client) => (client.ok ? [client.value] : []));
  assert.ok(served.length >= 40 && served.length <= 64, `${served.length} were served`);
  for (let round = 0; round < 5; round++) {
    const answers = await Promise.all(served.map((client) => client.ask("status", {})));
    assert.ok(answers.every(({ ok }) => ok));
  }
  for (const client of served) client.close();
  for (const socket of lazy) socket.destroy();
  assert.equal(ask(lab, first, "instance", "priority", "VI_1", "120").status, 0);
  await waitFor("the follower to hear of it", { limitMillis }, () =>
    follower.lines.some(({ text }) => text.includes('"kind":"operator"')),
  );
  follower.killTree();
  const taken = nodes[1].logged("Entering MASTER STATE", fromMillis);
  assert.deepEqual(taken, [], "the peer never missed adverts");
}

const statusOf = ({ lab, first }: Scene): DaemonStatus =>
  JSON.parse(ask(lab, first, "status", "--json").stdout);

const reasonsOf = ({ lab, first }: Scene, name: string): InstanceReasons =>
  JSON.parse(ask(lab, first, "why", name, "--json").stdout);

const recordsOf = ({ lab, first }: Scene): readonly JournalRecord[] =>
  ask(lab, first, "events", "--json", "--since", "1h")
    .stdout.split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line));
