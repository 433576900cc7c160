import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  type DestinationRow,
  destinationKey,
  type ServiceRow,
  serviceKey,
  type TableOperation,
} from "../../../../src/core/balancing/table.ts";
import { errno } from "../../../../src/kernel/errno.ts";
import { addAll, destination, mustApply, openFake, service, tcp } from "./ipvs-rows.ts";

const web = service(tcp("10.0.0.1"));
const one = destination("192.168.0.1");
const onWeb = (
  kind: "addDestination" | "editDestination",
  row: DestinationRow,
): TableOperation => ({
  kind,
  service: web.identity,
  destination: row,
});
const removeOne: TableOperation = {
  kind: "removeDestination",
  service: web.identity,
  destination: one,
};
const removeWeb: TableOperation = { kind: "removeService", identity: web.identity };

async function rowsAfter(operations: readonly TableOperation[]): Promise<readonly string[]> {
  const { plane } = openFake();
  await mustApply(plane, operations);
  const table = await plane.read("all");
  assert.ok(table.ok);
  return [...table.value.values()].flatMap(({ service: { scheduler }, destinations }) => [
    scheduler,
    ...[...destinations.values()].map(({ address, weight }) => `${address} ${weight}`),
  ]);
}

test("what is added is changed where it is there already", async () => {
  const again = [
    { kind: "addService", service: { ...web, scheduler: "rr" } },
    onWeb("addDestination", { ...one, weight: 7 }),
  ] as const;
  assert.deepEqual(await rowsAfter([...addAll(web, [one]), ...again]), ["rr", "192.168.0.1 7"]);
});

test("what is changed is added where it is not there", async () => {
  const operations: TableOperation[] = [
    { kind: "editService", service: web },
    onWeb("editDestination", one),
    onWeb("addDestination", destination("192.168.0.2")),
  ];
  assert.deepEqual(await rowsAfter(operations), ["wrr", "192.168.0.1 1", "192.168.0.2 1"]);
});

test("what is removed may be gone already", async () => {
  assert.deepEqual(await rowsAfter([removeOne, removeWeb, ...addAll(web, [])]), ["wrr"]);
  assert.deepEqual(await rowsAfter([...addAll(web, []), removeOne, removeWeb, removeWeb]), []);
});

test("a later operation has the last word over one that had to be tried the other way", async () => {
  const heavier = onWeb("editDestination", { ...one, weight: 9 });
  const lighter = onWeb("addDestination", { ...one, weight: 2 });
  const rows = await rowsAfter([...addAll(web, [one]), lighter, heavier]);
  assert.deepEqual(rows, ["wrr", "192.168.0.1 9"]);
  assert.deepEqual(await rowsAfter([...addAll(web, [one]), lighter, removeOne]), ["wrr"]);
  assert.deepEqual(await rowsAfter([{ kind: "editService", service: web }, removeWeb]), []);
});

test("everything of a chunk goes out in as few datagrams as its bytes allow", async () => {
  const { plane, transport } = openFake();
  const before = transport.sent.length;
  const servers = Array.from({ length: 399 }, (_, at) =>
    destination(`192.168.${at >> 8}.${at & 255}`),
  );
  await mustApply(plane, addAll(web, servers));
  assert.deepEqual(transport.sent.slice(before), [400]);
});

test("the event loop runs between chunks", async () => {
  const { plane } = openFake();
  const servers = Array.from({ length: 1999 }, (_, at) =>
    destination(`192.168.${at >> 8}.${at & 255}`),
  );
  let turns = 0;
  const counting = setInterval(() => turns++, 0);
  await mustApply(plane, addAll(web, servers));
  clearInterval(counting);
  const table = await plane.read([web.identity]);
  assert.ok(table.ok && table.value.get(serviceKey(web.identity))?.destinations.size === 1999);
  assert.ok(turns > 0, "a timer ran meanwhile");
});

test("one that fails keeps no other from being done, and says what to do", async () => {
  const { plane, fake } = openFake();
  const odd: ServiceRow = { ...service(tcp("10.0.0.2")), scheduler: "mh" };
  const outcomes = await plane.apply([
    ...addAll(odd, [one]),
    ...addAll(web, [one]),
    { kind: "addService", service: { ...web, scheduler: "a".repeat(16) } },
  ]);
  assert.deepEqual(
    outcomes.map((outcome) => outcome.ok || outcome.error.errno),
    ["ENOENT", "ESRCH", true, true, "EINVAL"],
  );
  const [scheduler, orphan, , , name] = outcomes.map((outcome) =>
    outcome.ok ? null : outcome.error,
  );
  assert.equal(scheduler?.operation, "add virtual server [10.0.0.2]:tcp:80");
  assert.match(scheduler?.remedy ?? "", /modprobe ip_vs_mh$/);
  assert.equal(orphan?.operation, "add real server [192.168.0.1]:80 of [10.0.0.2]:tcp:80");
  assert.match(orphan?.remedy ?? "", /virtual server/);
  assert.match(name?.explanation ?? "", /textTooLong/);
  assert.equal(fake.services.size, 1);
});

test("a refusal of permission names the capability", async () => {
  const { plane } = openFake({ refuse: () => errno.EPERM });
  const [outcome] = await plane.apply(addAll(web, []));
  assert.ok(outcome !== undefined && !outcome.ok);
  assert.equal(outcome.error.errno, "EPERM");
  assert.match(outcome.error.remedy ?? "", /CAP_NET_ADMIN/);
});

test("calls are carried out one after another", async () => {
  const { plane } = openFake();
  const servers = Array.from({ length: 1200 }, (_, at) =>
    destination(`192.168.${at >> 8}.${at & 255}`),
  );
  const adding = plane.apply(addAll(web, servers));
  const reading = plane.read("all");
  const removing = plane.apply([removeWeb]);
  const after = plane.read("all");
  assert.ok((await adding).every(({ ok }) => ok));
  const read = await reading;
  assert.ok(read.ok && read.value.get(serviceKey(web.identity))?.destinations.size === 1200);
  assert.ok((await removing).every(({ ok }) => ok));
  const empty = await after;
  assert.ok(empty.ok && empty.value.size === 0);
});

test("after it is closed everything is refused", async () => {
  const { plane, transport } = openFake();
  plane.close();
  assert.ok(transport.closed);
});

/** What the operations come to when each does its work alone. */
function modelOf(operations: readonly TableOperation[]): readonly string[] {
  const table = new Map<string, Map<string, number>>();
  for (const operation of operations) {
    if (operation.kind === "removeService") table.delete(serviceKey(operation.identity));
    else if (operation.kind === "addService" || operation.kind === "editService") {
      const key = serviceKey(operation.service.identity);
      table.set(key, table.get(key) ?? new Map());
    } else {
      const servers = table.get(serviceKey(operation.service));
      const key = destinationKey(operation.destination);
      if (operation.kind === "removeDestination") servers?.delete(key);
      else servers?.set(key, operation.destination.weight);
    }
  }
  return [...table].flatMap(([key, servers]) => [
    key,
    ...[...servers].map(([server, weight]) => `${key} ${server} ${weight}`),
  ]);
}

const identities = [tcp("10.0.0.1"), tcp("10.0.0.2")] as const;
const operation: fc.Arbitrary<TableOperation> = fc
  .record({
    kind: fc.constantFrom(
      "addService" as const,
      "editService" as const,
      "removeService" as const,
      "addDestination" as const,
      "editDestination" as const,
      "removeDestination" as const,
    ),
    identity: fc.constantFrom(...identities),
    host: fc.integer({ min: 1, max: 2 }),
    weight: fc.nat(9),
  })
  .map(({ kind, identity, host, weight }): TableOperation => {
    const row = destination(`192.168.0.${host}`, { weight });
    switch (kind) {
      case "addService":
      case "editService":
        return { kind, service: service(identity) };
      case "removeService":
        return { kind, identity };
      default:
        return { kind, service: identity, destination: row };
    }
  });

test("any operations at once end with what they would come to one by one", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(operation, { maxLength: 12 }), async (operations) => {
      const { plane } = openFake();
      await plane.apply(operations);
      const table = await plane.read("all");
      assert.ok(table.ok);
      const rows = [...table.value].flatMap(([key, { destinations }]) => [
        key,
        ...[...destinations.values()].map((row) => `${key} ${destinationKey(row)} ${row.weight}`),
      ]);
      assert.deepEqual(rows.sort(), [...modelOf(operations)].sort());
    }),
  );
});
