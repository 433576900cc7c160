import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  type AddressChange,
  type DesiredAddress,
  type ObservedAddress,
  reconcileAddresses,
  releaseAddresses,
} from "../../../../src/core/reconcile/addresses.ts";
import { familyOf } from "../../../../src/wire/address.ts";
import { desiredOf, observedOf } from "./lines.ts";

/** "+2 10.0.0.1/24" for an addition on interface 2. */
const told = (changes: readonly AddressChange[]) =>
  changes.map(({ kind, interfaceIndex, line }) => {
    const sign = kind === "add" ? "+" : "-";
    return `${sign}${interfaceIndex} ${line.address}/${line.prefixLength}`;
  });
const none: readonly never[] = [];

test("a claim adds what is missing, in the file's order", () => {
  const desired = [desiredOf("10.0.0.1/24"), desiredOf("10.0.0.2/24"), desiredOf("2001:db8::1/64")];
  const observed = [observedOf("10.0.0.2/24"), observedOf("192.0.2.7/24", 0)];
  assert.deepEqual(told(reconcileAddresses({ managed: desired, desired, observed })), [
    "+2 10.0.0.1/24",
    "+2 2001:db8::1/64",
  ]);
});

test("a release removes in reverse order what is there, and nobody else's", () => {
  const managed = [desiredOf("10.0.0.1/24"), desiredOf("10.0.0.2/24"), desiredOf("10.0.0.3/24")];
  const observed = ["10.0.0.9/24", "10.0.0.1/24", "10.0.0.3/24"].map((text) => observedOf(text, 0));
  assert.deepEqual(told(reconcileAddresses({ managed, desired: none, observed })), [
    "-2 10.0.0.3/24",
    "-2 10.0.0.1/24",
  ]);
});

test("a release that does not trust the picture removes everything", () => {
  const managed = [desiredOf("10.0.0.1/24"), desiredOf("10.0.0.1/24"), desiredOf("10.0.0.3/24")];
  assert.deepEqual(told(releaseAddresses(managed)), ["-2 10.0.0.3/24", "-2 10.0.0.1/24"]);
});

test("an address on another interface is not the one that is desired", () => {
  const desired = [desiredOf("10.0.0.1/24", {}, 3)];
  const observed = [observedOf("10.0.0.1/24", 18, 2)];
  assert.deepEqual(told(reconcileAddresses({ managed: desired, desired, observed })), [
    "+3 10.0.0.1/24",
  ]);
});

test("a reload moves to the new lines and leaves alone what both have", () => {
  const before = [desiredOf("10.0.0.1/24"), desiredOf("10.0.0.2/24"), desiredOf("2001:db8::1/64")];
  const desired = [
    desiredOf("10.0.0.3/24"),
    desiredOf("10.0.0.2/24"),
    desiredOf("2001:db8::1/128"),
  ];
  const observed = before.map(({ line }) => observedOf(`${line.address}/${line.prefixLength}`));
  const managed = [...before, ...desired];
  assert.deepEqual(told(reconcileAddresses({ managed, desired, observed })), [
    "-2 2001:db8::1/64",
    "-2 10.0.0.1/24",
    "+2 10.0.0.3/24",
    "+2 2001:db8::1/128",
  ]);
});

test("a changed label is removed and added, a changed lifetime is added only", () => {
  const managed = [desiredOf("10.0.0.1/24"), desiredOf("10.0.0.2/24")];
  const desired = [
    desiredOf("10.0.0.1/24", { label: "eth0:1" }),
    desiredOf("10.0.0.2/24", { preferredLifetimeSeconds: 0 }),
  ];
  const observed = [observedOf("10.0.0.1/24"), observedOf("10.0.0.2/24")];
  assert.deepEqual(told(reconcileAddresses({ managed, desired, observed })), [
    "-2 10.0.0.1/24",
    "+2 10.0.0.1/24",
    "+2 10.0.0.2/24",
  ]);
});

test("the kernel keeps the peer's prefix length, and so does the comparison", () => {
  const peer = { address: desiredOf("10.0.0.2/32").line.address, prefixLength: 32 };
  const desired = [desiredOf("10.0.0.1/24", { peer })];
  const observed = [observedOf("10.0.0.1/32")];
  assert.deepEqual(reconcileAddresses({ managed: desired, desired, observed }), none);
});

test("what an older configuration left under another prefix length goes with the release", () => {
  const managed = [desiredOf("10.0.0.1/24"), desiredOf("2001:db8::1/64")];
  const observed = [observedOf("10.0.0.1/32"), observedOf("2001:db8::1/128")];
  assert.deepEqual(told(reconcileAddresses({ managed, desired: none, observed })), [
    "-2 2001:db8::1/128",
    "-2 10.0.0.1/32",
  ]);
});

test("somebody else's address under another prefix length stays", () => {
  const managed = [desiredOf("10.0.0.1/24"), desiredOf("2001:db8::1/64")];
  const observed = [observedOf("10.0.0.1/32", 0), observedOf("2001:db8::1/128", 0)];
  assert.deepEqual(reconcileAddresses({ managed, desired: none, observed }), none);
  assert.deepEqual(told(reconcileAddresses({ managed, desired: managed, observed })), [
    "+2 10.0.0.1/24",
  ]);
});

test("an IPv6 address under the second of two managed prefix lengths goes with the release", () => {
  const managed = [desiredOf("2001:db8::2/64"), desiredOf("2001:db8::2/128")];
  const observed = [observedOf("2001:db8::2/128", 0)];
  assert.deepEqual(told(reconcileAddresses({ managed, desired: none, observed })), [
    "-2 2001:db8::2/128",
  ]);
});

const prefix = fc.oneof(
  fc
    .tuple(fc.integer({ min: 1, max: 5 }), fc.constantFrom(24, 32))
    .map(([host, length]) => `10.0.0.${host}/${length}`),
  fc
    .tuple(fc.integer({ min: 1, max: 3 }), fc.constantFrom(64, 128))
    .map(([host, length]) => `2001:db8::${host}/${length}`),
);
const desiredList = fc.array(
  fc
    .tuple(prefix, fc.constantFrom(2, 3), fc.constantFrom(null, "eth0:1"))
    .map(([text, index, label]) => desiredOf(text, { label }, index)),
  { maxLength: 8 },
);
const observedList = fc
  .array(fc.tuple(prefix, fc.constantFrom(2, 3), fc.constantFrom(0, 18)), { maxLength: 8 })
  .map((list) => kernelWith(list.map(([text, index, owner]) => observedOf(text, owner, index))));

const keyOf = (found: ObservedAddress) =>
  familyOf(found.address) === "ipv6"
    ? `${found.interfaceIndex} ${found.address}`
    : `${found.interfaceIndex} ${found.address}/${found.prefixLength}`;

/** The kernel's rule: IPv4 tells prefix lengths apart, IPv6 has an address once. */
function kernelWith(list: readonly ObservedAddress[]): Map<string, ObservedAddress> {
  const table = new Map<string, ObservedAddress>();
  for (const found of list) if (!table.has(keyOf(found))) table.set(keyOf(found), found);
  return table;
}

function carryOut(changes: readonly AddressChange[], before: Map<string, ObservedAddress>) {
  const table = new Map(before);
  for (const { kind, interfaceIndex, line } of changes) {
    const { address, prefixLength } = line;
    const found = { interfaceIndex, address, prefixLength, protocol: 18 };
    const there = table.get(keyOf(found));
    if (kind === "add" && there === undefined) table.set(keyOf(found), found);
    if (kind === "remove") {
      assert.equal(there?.prefixLength, prefixLength, "only what is there is removed");
      table.delete(keyOf(found));
    }
  }
  return table;
}

const keyOfDesired = ({ interfaceIndex, line }: DesiredAddress) =>
  keyOf({ interfaceIndex, ...line, protocol: 18 });

test("carried out, the operations leave what is desired and what is others', and nothing else", () => {
  fc.assert(
    fc.property(desiredList, desiredList, observedList, (before, desired, observed) => {
      const managed = [...before, ...desired];
      const changes = reconcileAddresses({ managed, desired, observed: observed.values() });
      const after = carryOut(changes, observed);

      const wanted = new Set(desired.map(keyOfDesired));
      for (const key of wanted) assert.ok(after.has(key), `${key} is missing`);
      const mine = new Set(managed.map(keyOfDesired));
      for (const [key, found] of observed) {
        const foreign = !mine.has(key) && found.protocol !== 18;
        if (foreign) assert.ok(after.has(key), `${key} was not ours to remove`);
      }
      for (const [key, found] of after) {
        const exact = before.some(
          (held) => keyOfDesired(held) === key && held.line.prefixLength === found.prefixLength,
        );
        if (exact) assert.ok(wanted.has(key), `${key} was left behind`);
      }
    }),
  );
});

test("once carried out there is nothing more to do", () => {
  fc.assert(
    fc.property(desiredList, desiredList, observedList, (before, desired, observed) => {
      const managed = [...before, ...desired];
      const first = reconcileAddresses({ managed, desired, observed: observed.values() });
      const after = carryOut(first, observed).values();
      assert.deepEqual(reconcileAddresses({ managed: desired, desired, observed: after }), none);
    }),
  );
});

test("additions are in the order of what is desired, removals in the reverse of what is managed", () => {
  fc.assert(
    fc.property(desiredList, observedList, (managed, observed) => {
      const keys = [...new Set(managed.map(keyOfDesired))];
      const claimed = reconcileAddresses({ managed, desired: managed, observed: [] });
      assert.deepEqual(claimed.map(keyOfDesired), keys);

      const released = reconcileAddresses({ managed, desired: none, observed: observed.values() });
      const exact = released.map(keyOfDesired).filter((key) => keys.includes(key));
      assert.deepEqual(exact, keys.filter((key) => exact.includes(key)).reverse());
    }),
  );
});

test("2,000 addresses are compared in well under a second", () => {
  const prefixes = Array.from({ length: 2000 }, (_, at) => `10.1.${at >> 8}.${at & 255}/16`);
  const desired = prefixes.map((text) => desiredOf(text));
  const observed = prefixes.map((text) => observedOf(text));
  const started = process.hrtime.bigint();
  assert.deepEqual(reconcileAddresses({ managed: desired, desired, observed }), none);
  assert.ok(process.hrtime.bigint() - started < 500_000_000n);
});
