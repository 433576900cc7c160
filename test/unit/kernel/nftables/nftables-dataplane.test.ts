import assert from "node:assert/strict";
import { test } from "node:test";
import type { KernelError } from "../../../../src/ports/network.ts";
import {
  additions,
  mustApply,
  server,
  service,
  serviceRow,
} from "../../../kernel/balancing/rows.ts";
import { fakeNft } from "./fake-nft.ts";

const identityOf = (index: number) => service("tcp", `192.0.2.${index}`, 80);
const tenServices = Array.from({ length: 10 }, (_, index) =>
  additions(serviceRow(identityOf(index), "rr"), [server("10.0.0.1", 80)]),
).flat();
/** Lines that name a service. */
const linesWith = (text: string, name: string): readonly number[] =>
  text.split("\n").flatMap((line, index) => (line.includes(name) ? [index + 1] : []));
const broken: KernelError = { operation: "run nft", errno: "EIO", explanation: null, remedy: null };

test("a change is one transaction", async () => {
  const { plane, carriedOut } = fakeNft();
  await mustApply(plane, tenServices);
  assert.equal(carriedOut.length, 1);
});

test("services at fault are left out, and all their operations are told why", async () => {
  const { plane, carriedOut } = fakeNft((text) => [
    ...linesWith(text, "add chain inet holdfast_lvs tcp-192.0.2.3-80"),
    ...linesWith(text, "add chain inet holdfast_lvs tcp-192.0.2.5-80"),
  ]);
  const results = await plane.apply(tenServices);
  const failed = results.flatMap(({ ok }, index) => (ok ? [] : [index]));
  assert.deepEqual(failed, [6, 7, 10, 11]);
  const error = results[7];
  assert.ok(error && !error.ok);
  assert.equal(error.error.operation, "add real server [10.0.0.1]:80 of [192.0.2.3]:tcp:80");
  assert.equal(error.error.errno, "EOPNOTSUPP");
  assert.doesNotMatch(carriedOut.join(), /tcp-192\.0\.2\.3-80/);
  assert.match(carriedOut[0] ?? "", /tcp-192\.0\.2\.9-80/);
});

test("a fault that nobody can place is searched for by halves", async () => {
  const crash = { ...broken, errno: "EINTR" };
  const { plane } = fakeNft((text) => (text.includes("tcp-192.0.2.7-80") ? crash : []));
  const results = await plane.apply(tenServices);
  assert.deepEqual(
    results.flatMap(({ ok }, index) => (ok ? [] : [index])),
    [14, 15],
  );
});

test("an nft that does not run fails everything, soon", async () => {
  const { plane, runs } = fakeNft(() => broken);
  const results = await plane.apply(tenServices);
  assert.ok(results.every(({ ok }) => !ok));
  assert.ok(runs() < 10);
});

test("a base that the kernel refuses names the module that it lacks", async () => {
  const { plane } = fakeNft((text) => linesWith(text, "type nat hook prerouting"));
  const [result] = await plane.apply(tenServices);
  assert.ok(result && !result.ok);
  assert.equal(result.error.operation, "add virtual server [192.0.2.0]:tcp:80");
  assert.match(result.error.remedy ?? "", /modprobe nft_chain_nat/);
});

test("refusals without end have one", async () => {
  const { plane, runs } = fakeNft((text) =>
    linesWith(text, "add chain inet holdfast_lvs tcp-").slice(0, 1),
  );
  const many = Array.from({ length: 200 }, (_, index) =>
    additions(serviceRow(identityOf(index), "rr"), []),
  ).flat();
  const results = await plane.apply(many);
  assert.ok(results.every(({ ok }) => !ok));
  assert.ok(runs() < 100, `${runs()} runs`);
});

test("synchronisation and timeouts are refused with what does them instead", async () => {
  const { plane } = fakeNft();
  const sync = await plane.startSync();
  assert.ok(!sync.ok && /conntrackd/.test(sync.error.remedy ?? ""));
  assert.ok((await plane.stopSync()).ok);
  const none = { tcpSeconds: null, tcpFinSeconds: null, udpSeconds: null };
  assert.ok((await plane.setTimeouts(none)).ok);
  const timeouts = await plane.setTimeouts({ ...none, udpSeconds: 5 });
  assert.ok(!timeouts.ok && /nf_conntrack_udp_timeout/.test(timeouts.error.remedy ?? ""));
});
