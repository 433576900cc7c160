import assert from "node:assert/strict";
import { test } from "node:test";
import { setImmediate } from "node:timers/promises";
import fc from "fast-check";
import { boundProber } from "../../../src/checks/bounded-prober.ts";
import type { TcpCheck } from "../../../src/config/model/checker.ts";
import type { ProbeOutcome, Prober, RunningProbe } from "../../../src/ports/prober.ts";
import { bad, good, plainCheck } from "./check-scene.ts";

const checkFor = (port: number): TcpCheck => ({ ...plainCheck, kind: "tcp", port });

/** Probes that end when the test says so; named by their port. */
class HeldProbes implements Prober {
  readonly started: number[] = [];
  readonly running = new Map<number, (outcome: ProbeOutcome) => void>();
  mostRunning = 0;

  start(...[{ checker }, done]: Parameters<Prober["start"]>): RunningProbe {
    assert.equal(checker.kind, "tcp");
    const { port } = checker as TcpCheck;
    this.started.push(port);
    this.running.set(port, done);
    this.mostRunning = Math.max(this.mostRunning, this.running.size);
    return { cancel: () => this.running.delete(port) };
  }

  end(port: number, outcome: ProbeOutcome = good): void {
    const done = this.running.get(port);
    this.running.delete(port);
    done?.(outcome);
  }
}

function scene(maximum: number) {
  const held = new HeldProbes();
  const prober = boundProber(held, maximum);
  const ended: [number, ProbeOutcome][] = [];
  const start = (port: number) =>
    prober.start({ checker: checkFor(port), url: 0, serverWeight: 1 }, (outcome) =>
      ended.push([port, outcome]),
    );
  return { held, ended, start };
}

test("so many run, the others wait for their turn in order", () => {
  const { held, ended, start } = scene(2);
  for (const port of [1, 2, 3, 4]) start(port);
  assert.deepEqual(held.started, [1, 2]);
  held.end(2, bad("timed out"));
  assert.deepEqual(held.started, [1, 2, 3]);
  held.end(3);
  held.end(1);
  held.end(4);
  assert.deepEqual(held.started, [1, 2, 3, 4]);
  assert.deepEqual(ended, [
    [2, bad("timed out")],
    [3, good],
    [1, good],
    [4, good],
  ]);
});

test("one that waits is taken out of the line without having been started", () => {
  const { held, start } = scene(1);
  const [, second, third, fourth] = [1, 2, 3, 4, 5].map(start);
  third?.cancel();
  second?.cancel();
  second?.cancel();
  held.end(1);
  assert.deepEqual(held.started, [1, 4]);
  fourth?.cancel();
  assert.deepEqual([...held.running.keys()], []);
});

test("one that runs makes room, a turn of the event loop later", async () => {
  const { held, ended, start } = scene(1);
  const [first] = [1, 2].map(start);
  first?.cancel();
  assert.deepEqual([held.started, held.running.size], [[1], 0]);
  await setImmediate();
  assert.deepEqual(held.started, [1, 2]);
  held.end(2);
  assert.deepEqual(ended, [[2, good]]);
});

test("who cancels all starts none", async () => {
  const { held, start } = scene(3);
  const probes = Array.from({ length: 1000 }, (_, port) => start(port));
  for (const probe of probes) probe.cancel();
  await setImmediate();
  assert.deepEqual(held.started, [0, 1, 2]);
  assert.equal(held.running.size, 0);
});

test("cancelling a probe that has ended frees nothing a second time", async () => {
  const { held, start } = scene(1);
  const [first] = [1, 2, 3].map(start);
  held.end(1);
  first?.cancel();
  await setImmediate();
  assert.deepEqual(held.started, [1, 2]);
});

test("an outcome may start the next probe at once", () => {
  const held = new HeldProbes();
  const prober = boundProber(held, 1);
  let rounds = 0;
  const again = () => {
    rounds++;
    prober.start({ checker: checkFor(rounds), url: 0, serverWeight: 1 }, again);
  };
  again();
  for (let port = 1; port <= 5; port++) held.end(port);
  assert.equal(rounds, 6);
  assert.equal(held.mostRunning, 1);
});

test("whatever order: never more than the bound, and none is forgotten", async () => {
  const action = fc.record({ kind: fc.constantFrom("start", "end", "cancel"), pick: fc.nat() });
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 4 }), fc.array(action), async (bound, actions) => {
      const { held, ended, start } = scene(bound);
      const probes: RunningProbe[] = [];
      const cancelled = new Set<number>();
      for (const { kind, pick } of actions) {
        const running = [...held.running.keys()];
        const picked = pick % Math.max(1, probes.length);
        if (kind === "start") probes.push(start(probes.length));
        else if (kind === "end" && running.length > 0)
          held.end(running[pick % running.length] ?? 0);
        else if (kind === "cancel" && probes.length > 0) {
          if (!ended.some(([port]) => port === picked)) cancelled.add(picked);
          probes[picked]?.cancel();
        }
      }
      await setImmediate();
      while (held.running.size > 0) for (const port of [...held.running.keys()]) held.end(port);
      assert.ok(held.mostRunning <= bound);
      assert.equal(ended.length + cancelled.size, probes.length);
    }),
  );
});
