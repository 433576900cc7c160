import assert from "node:assert/strict";
import { test } from "node:test";
import { listLines } from "../../../../src/cli/ipvs/list.ts";
import { counterColumn } from "../../../../src/cli/ipvs/numbers.ts";
import { findMissing, readSteps } from "../../../../src/cli/ipvs/restore.ts";
import { savedLines } from "../../../../src/cli/ipvs/save.ts";
import {
  addAll,
  destination,
  mustApply,
  openFake,
  service,
  tcp,
} from "../../kernel/ipvs/ipvs-rows.ts";

test("numbers are written in thousands, millions and so on from nine digits on", () => {
  const columns: readonly (readonly [number, string, string])[] = [
    [0, "        0", "        0"],
    [99_999_999, " 99999999", " 99999999"],
    [100_000_000, "  100000K", " 100000000"],
    [1_000_000_000, "    1000M", " 1000000000"],
    [100_000_000_000, "     100G", " 100000000000"],
    [100_000_000_000_000, "     100T", " 100000000000000"],
  ];
  for (const [number, rounded, exact] of columns) {
    assert.equal(counterColumn(number, false), rounded);
    assert.equal(counterColumn(number, true), exact);
  }
});

test("marks above 2^31 are written as they are, and can be read again", async () => {
  const { plane } = openFake();
  const marked = service({ kind: "fwmark", mark: 0xffffffff, family: "ipv6" });
  await mustApply(plane, addAll(marked, [destination("2001:db8::1", { port: 0 })]));
  const services = await plane.services();
  assert.ok(services.ok);
  const lines = listLines(
    { version: 0x010201, connectionTableSize: 4096 },
    services.value,
    "plain",
    false,
  );
  assert.deepEqual(lines.slice(0, 1), ["IP Virtual Server version 1.2.1 (size=4096)"]);
  assert.deepEqual(lines.slice(3), [
    "FWM  4294967295 IPv6 wrr",
    "  -> [2001:db8::1]:0              Masq    1      0          0         ",
  ]);
  const saved = savedLines(services.value);
  assert.deepEqual(saved, [
    "-A -f 4294967295 -6 -s wrr",
    "-a -f 4294967295 -6 -r [2001:db8::1]:0 -m -w 1",
  ]);
  const steps = readSteps(saved.join("\n"));
  assert.ok(steps.ok);
  assert.deepEqual(
    steps.value.map(({ step }) => step),
    addAll(marked, [destination("2001:db8::1", { port: 0 })]).map((operation) => ({
      kind: "operation",
      operation,
    })),
  );
});

test("lines are held against the table as it will be when their turn comes", async () => {
  const { plane } = openFake();
  await mustApply(plane, addAll(service(tcp("10.0.0.1")), [destination("192.168.0.1")]));
  const table = await plane.read("all");
  assert.ok(table.ok);
  const missing = (text: string) => {
    const steps = readSteps(text);
    assert.ok(steps.ok, JSON.stringify(steps));
    return findMissing(steps.value, table.value).map(({ line }) => line);
  };
  assert.deepEqual(missing("-D -t 10.0.0.1:80\n-A -t 10.0.0.1:80\n-E -t 10.0.0.1:80"), []);
  assert.deepEqual(missing("-C\n-E -t 10.0.0.1:80\n-Z -t 10.0.0.1:80"), [2, 3]);
  assert.deepEqual(
    missing("-e -t 10.0.0.1:80 -r 192.168.0.1 -m\n-d -t 10.0.0.1:80 -r 192.168.0.2"),
    [2],
  );
  assert.deepEqual(
    missing("-D -t 10.0.0.1:80\n-D -t 10.0.0.1:80\n\n-d -t 10.0.0.1:80 -r 1.1.1.1"),
    [2, 4],
  );
});
