/** PING_CHECK between two namespaces, where at first nobody may ping. Needs root and iproute2. */
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { after, test } from "node:test";
import { pingCheck } from "../../src/checks/ping-check.ts";
import { systemCalls } from "../../src/kernel/libc.ts";
import { createPoller } from "../../src/kernel/poller.ts";
import { openProbeSockets } from "../../src/kernel/probe-sockets/probe-sockets.ts";
import type { ProbedChecker, ProbeOutcome } from "../../src/ports/prober.ts";
import { failure } from "../../src/wire/result.ts";
import {
  address,
  bad,
  brief,
  good,
  notMade,
  openDescriptors,
  ProbeScene,
  ping,
} from "./probe-scene.ts";
import { until } from "./until.ts";
import { makeVethPair } from "./veth-pair.ts";

const sys = systemCalls();
const poller = createPoller(sys, (problem) => assert.fail(String(problem)));
const scene = new ProbeScene();
const pair = makeVethPair("pings");
const { left, right } = pair;
after(() => {
  scene.sockets.close();
  pair.remove();
});

const probe = (checker: ProbedChecker): Promise<ProbeOutcome> =>
  left.inside(() => scene.probe(checker));
const rangePath = "/proc/sys/net/ipv4/ping_group_range";
const range = () => left.inside(() => readFileSync(rangePath, "utf8").trim());
const hosts = ["10.9.0.2", "fd09::2"];

for (const host of hosts) {
  test(`${host}: the group of the process is let ping when it first has to`, async () => {
    left.inside(() => writeFileSync(rangePath, "1 0"));
    assert.deepEqual(await probe(ping({ address: address(host) })), good);
    assert.equal(range(), "0\t0");
  });
}

test("at the end the group has what it had before, unless somebody has changed it since", async () => {
  left.inside(() => writeFileSync(rangePath, "1 0"));
  const first = new ProbeScene();
  const checker = ping({ address: address("10.9.0.2") });
  assert.deepEqual(await left.inside(() => first.probe(checker)), good);
  assert.equal(range(), "0\t0");
  left.inside(() => first.sockets.close());
  assert.equal(range(), "1\t0");

  const second = new ProbeScene();
  assert.deepEqual(await left.inside(() => second.probe(checker)), good);
  left.inside(() => writeFileSync(rangePath, "0 7"));
  left.inside(() => second.sockets.close());
  assert.equal(range(), "0\t7");
});

for (const host of hosts) {
  test(`${host}: a raw socket pings where the group may not and cannot be let`, async () => {
    left.inside(() => writeFileSync(rangePath, "1 0"));
    const error = { operation: "", errno: "EROFS", explanation: null, remedy: null };
    const refusal = { grant: () => failure(error), withdraw: () => {} };
    const sockets = openProbeSockets(sys, poller, refusal);
    assert.ok(sockets.ok);
    const start = pingCheck(sockets.value, (count) => randomBytes(count));
    const checker = ping({ address: address(host) });
    const running = Array.from({ length: 20 }, () => {
      const { promise, resolve } = Promise.withResolvers<ProbeOutcome>();
      left.inside(() => start(checker, resolve, 0));
      return promise;
    });
    assert.deepEqual(await Promise.all(running), new Array(20).fill(good));
    sockets.value.close();
    assert.equal(range(), "1\t0");
  });
}

test("who may ping already stays as it is", async () => {
  left.inside(() => writeFileSync(rangePath, "0 100"));
  assert.deepEqual(await probe(ping({ address: address("10.9.0.2") })), good);
  assert.equal(range(), "0\t100");
});

test("a host that hears but does not answer has until the deadline", async () => {
  right.inside(() => writeFileSync("/proc/sys/net/ipv4/icmp_echo_ignore_all", "1"));
  right.inside(() => writeFileSync("/proc/sys/net/ipv6/icmp/echo_ignore_all", "1"));
  for (const host of hosts) {
    const outcome = await probe(ping({ address: address(host), ...brief }));
    assert.deepEqual(outcome, bad("timed out"));
  }
  right.inside(() => writeFileSync("/proc/sys/net/ipv4/icmp_echo_ignore_all", "0"));
  right.inside(() => writeFileSync("/proc/sys/net/ipv6/icmp/echo_ignore_all", "0"));
});

test("a link-local address, an interface, a local address", async () => {
  const bindInterface = "veth0";
  assert.deepEqual(await probe(ping({ address: address("fe80::2"), bindInterface })), good);
  const from = { address: address("10.9.0.2"), bindAddress: address("10.9.0.1") };
  assert.deepEqual(await probe(ping(from)), good);
  const nobody = { ...from, bindAddress: address("10.9.0.200") };
  assert.deepEqual(await probe(ping(nobody)), notMade("no local address or port to bind to"));
});

test("a thousand pings at once each have their own reply, and leave no descriptor", async () => {
  const before = openDescriptors();
  const checkers = hosts.map((host) => ping({ address: address(host) }));
  for (let round = 0; round < 10; round++) {
    const running = Array.from({ length: 100 }, (_, index) => checkers[index % 2]);
    const outcomes = await Promise.all(running.map((each) => probe(each ?? assert.fail())));
    assert.deepEqual(outcomes, new Array(100).fill(good));
  }
  await until(() => openDescriptors() <= before, "all descriptors are closed");
});
