import assert from "node:assert/strict";
import { test } from "node:test";
import type { AddressLine } from "../../../../src/config/model/address-line.ts";
import { errno } from "../../../../src/kernel/errno.ts";
import { createAddressTable } from "../../../../src/kernel/netlink/address-table.ts";
import { NetlinkClient } from "../../../../src/kernel/netlink/netlink-client.ts";
import type { AddressOperation } from "../../../../src/ports/network.ts";
import type { IpAddress } from "../../../../src/wire/address.ts";
import {
  addressFlag,
  decodeAddress,
  foreverSeconds,
} from "../../../../src/wire/netlink/address-message.ts";
import { messageFlag, type NetlinkMessage } from "../../../../src/wire/netlink/message.ts";
import { desiredOf } from "../../core/reconcile/lines.ts";
import { acknowledge, fakeTransport } from "./fake-kernel.ts";

const add = (prefix: string, options: Partial<AddressLine> = {}): AddressOperation => ({
  kind: "add",
  ...desiredOf(prefix, options),
});
const remove = (prefix: string): AddressOperation => ({ kind: "remove", ...desiredOf(prefix) });

/** Applies the operations to a kernel that answers with these error numbers in turn. */
function apply(operations: readonly AddressOperation[], numbers: readonly number[] = []) {
  const requests: NetlinkMessage[] = [];
  const transport = fakeTransport((received) => {
    requests.push(...received.map((request) => ({ ...request, payload: request.payload.slice() })));
    return received.map((request, index) => acknowledge(request, numbers[index] ?? 0));
  });
  const applied: string[] = [];
  const table = createAddressTable(new NetlinkClient(transport), (kind, { address }) => {
    applied.push(`${kind} ${address}`);
  });
  const results = table.apply(operations);
  return { results, requests, applied };
}

/** What the kernel is asked for by one operation. */
function asked(operation: AddressOperation) {
  const [request] = apply([operation]).requests;
  assert.ok(request !== undefined);
  const decoded = decodeAddress(request);
  assert.ok(decoded.ok);
  return { request, address: decoded.value };
}

test("an IPv4 address is asked for with keepalived's protocol number and no flags", () => {
  const { request, address } = asked(add("10.0.0.1/24"));
  const { request: isRequest, acknowledge: wantsAnswer, create, replace } = messageFlag;
  assert.equal(request.flags, isRequest | wantsAnswer | create | replace);
  assert.deepEqual(
    { ...address, kind: undefined },
    {
      kind: undefined,
      deleted: false,
      interfaceIndex: 2,
      address: "10.0.0.1",
      peer: null,
      prefixLength: 24,
      scope: 0,
      flags: 0,
      label: null,
      broadcast: null,
      lifetimes: null,
      protocol: 18,
    },
  );
});

test("label, broadcast, scope and peer are passed on, with the peer's prefix length", () => {
  const { address } = asked(
    add("10.0.0.1/24", {
      label: "eth0:vip",
      broadcast: "10.0.0.255" as IpAddress,
      scope: 253,
      peer: { address: "10.0.0.2" as IpAddress, prefixLength: 32 },
    }),
  );
  assert.equal(address.label, "eth0:vip");
  assert.equal(address.broadcast, "10.0.0.255");
  assert.equal(address.scope, 253);
  assert.equal(address.peer, "10.0.0.2");
  assert.equal(address.prefixLength, 32);
});

test("an IPv6 address is usable at once unless duplicate detection is asked for", () => {
  const quiet = asked(add("2001:db8::1/64")).address;
  const checked = asked(add("2001:db8::1/64", { duplicateAddressDetection: true })).address;
  assert.equal(quiet.flags, addressFlag.noDuplicateDetection);
  assert.equal(checked.flags, 0);
});

test("the flags of the line become the kernel's", () => {
  const all = { home: true, managedTemporaryAddress: true, noPrefixRoute: true, autojoin: true };
  const { noDuplicateDetection, home, managedTemporary, noPrefixRoute, autojoin } = addressFlag;
  assert.equal(
    asked(add("2001:db8::1/64", all)).address.flags,
    noDuplicateDetection | home | managedTemporary | noPrefixRoute | autojoin,
  );
  assert.equal(asked(add("10.0.0.1/24", all)).address.flags, noPrefixRoute | autojoin);
});

test("an IPv6 host address is not preferred, so it is never a source address", () => {
  const { lifetimes } = asked(add("2001:db8::1/128")).address;
  assert.deepEqual(lifetimes, { preferred: 0, valid: foreverSeconds });
  assert.equal(asked(add("2001:db8::1/64")).address.lifetimes, null);
  const chosen = asked(add("2001:db8::1/64", { preferredLifetimeSeconds: 60 })).address;
  assert.deepEqual(chosen.lifetimes, { preferred: 60, valid: foreverSeconds });
});

test("what is already there, or already gone, is a success", () => {
  const operations = [add("10.0.0.1/24"), remove("10.0.0.2/24"), remove("10.0.0.3/24")];
  const { results, applied } = apply(operations, [errno.EEXIST, errno.EADDRNOTAVAIL, errno.ENODEV]);
  assert.ok(results.every(({ ok }) => ok));
  assert.deepEqual(applied, [], "none of it was our doing");
});

test("a refusal says what was to be done where, and the rest is still done", () => {
  const operations = [add("10.0.0.1/24"), remove("10.0.0.2/24"), add("10.0.0.3/24")];
  const { results, applied } = apply(operations, [errno.EPERM, errno.EPERM]);
  const errors = results.flatMap((result) => (result.ok ? [] : [result.error]));
  assert.deepEqual(
    errors.map(({ operation, errno: name }) => [operation, name]),
    [
      ["carry out ip address add 10.0.0.1/24 dev eth0", "EPERM"],
      ["carry out ip address del 10.0.0.2/24 dev eth0", "EPERM"],
    ],
  );
  assert.match(errors[0]?.remedy ?? "", /CAP_NET_ADMIN/);
  assert.deepEqual(applied, ["add 10.0.0.3"]);
});

test("a line that cannot be encoded fails alone", () => {
  const operations = [add("10.0.0.1/24", { label: "a-label-too-long" }), add("10.0.0.2/24")];
  const { results, requests } = apply(operations);
  assert.equal(requests.length, 1);
  assert.ok(!results[0]?.ok && results[1]?.ok);
  assert.equal(results[0]?.error.errno, "EINVAL");
  assert.match(results[0]?.error.explanation ?? "", /textTooLong/);
});
