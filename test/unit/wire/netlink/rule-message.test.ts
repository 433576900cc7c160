import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { IpAddress } from "../../../../src/wire/address.ts";
import { readMessages, stampRequest } from "../../../../src/wire/netlink/message.ts";
import { decodeRule } from "../../../../src/wire/netlink/received-rule.ts";
import {
  encodeAddRule,
  encodeRemoveRule,
  type RuleMessage,
  ruleActionNumber,
} from "../../../../src/wire/netlink/rule-message.ts";
import { plainRecord } from "./arbitraries.ts";
import { saidBy } from "./attributes.ts";
import { hex } from "./bytes.ts";

const plain: RuleMessage = {
  family: "ipv4",
  preference: 5,
  inverted: false,
  source: null,
  destination: null,
  typeOfService: 0,
  mark: null,
  inputInterface: null,
  outputInterface: null,
  tunnelId: null,
  userIds: null,
  transport: null,
  sourcePorts: null,
  destinationPorts: null,
  protocol: 0,
  flow: null,
  action: ruleActionNumber.table,
  table: 100_000,
  goto: null,
  ofVrf: false,
  suppressPrefixLength: null,
  suppressInterfaceGroup: null,
};

/** FRA_PROTOCOL is said always here, and by ip(8) only where it is asked to. */
const unsaidProtocol = "21 00";

function assertSame(rule: RuleMessage, kind: "add" | "del", captured: string): void {
  const encoded = kind === "add" ? encodeAddRule(rule) : encodeRemoveRule(rule);
  assert.ok(encoded.ok);
  stampRequest(encoded.value, 0, 0x4);
  const ours = saidBy(encoded.value);
  const attributes = ours.attributes.filter((each) => each !== unsaidProtocol);
  assert.deepEqual({ ...ours, attributes }, saidBy(hex(captured)));
}

test("a rule with selectors says what `ip rule add` says", () => {
  // ip rule add not from 10.1.0.0/24 fwmark 0x7/0xff iif left sport 10-20 table 100000
  //   suppress_prefixlength 0 pref 5 (iproute2 6.1, strace)
  assertSame(
    {
      ...plain,
      inverted: true,
      source: { address: "10.1.0.0" as IpAddress, prefixLength: 24 },
      mark: { value: 7, mask: 0xff },
      inputInterface: "left",
      sourcePorts: { first: 10, last: 20 },
      suppressPrefixLength: 0,
    },
    "add",
    `60 00 00 00 20 00 05 06 c0 d2 01 6b 00 00 00 00 02 00 18 00 00 00 00 01 02 00 00 00 08 00 02 00
     0a 01 00 00 08 00 0a 00 07 00 00 00 08 00 10 00 ff 00 00 00 09 00 03 00 6c 65 66 74 00 00 00 00
     08 00 17 00 0a 00 14 00 08 00 0f 00 a0 86 01 00 08 00 0e 00 00 00 00 00 08 00 06 00 05 00 00 00`,
  );
});

test("a rule that jumps says what `ip rule add … goto` says", () => {
  // ip rule add uidrange 1000-2000 goto 9 pref 5
  assertSame(
    {
      ...plain,
      action: ruleActionNumber.goto,
      goto: 9,
      table: 0,
      userIds: { first: 1000, last: 2000 },
    },
    "add",
    `38 00 00 00 20 00 05 06 c0 d2 01 6b 00 00 00 00 02 00 00 00 00 00 00 02 00 00 00 00 0c 00 14 00
     e8 03 00 00 d0 07 00 00 08 00 04 00 09 00 00 00 08 00 06 00 05 00 00 00`,
  );
});

test("a removal says what `ip rule del` says, and the action as well", () => {
  // ip rule del pref 5 to 10.2.0.0/16 tun_id 7 table 100
  assertSame(
    {
      ...plain,
      table: 100,
      destination: { address: "10.2.0.0" as IpAddress, prefixLength: 16 },
      tunnelId: 7n,
    },
    "del",
    `38 00 00 00 21 00 05 00 c0 d2 01 6b 00 00 00 00 02 10 00 00 64 00 00 01 00 00 00 00 08 00 06 00
     05 00 00 00 08 00 01 00 0a 02 00 00 0c 00 0c 00 00 00 00 00 00 00 00 07`,
  );
});

const port = fc.integer({ min: 0, max: 65535 });
const long = fc.integer({ min: 0, max: 0xfffffffe });
const maybe = <Value>(arbitrary: fc.Arbitrary<Value>) => fc.option(arbitrary, { nil: null });
const range = (bound: fc.Arbitrary<number>) => maybe(plainRecord({ first: bound, last: bound }));

test("what is sent is what is received", () => {
  const rule = plainRecord({
    preference: long,
    inverted: fc.boolean(),
    typeOfService: fc.integer({ min: 0, max: 255 }),
    source: maybe(fc.constant({ address: "10.1.0.0" as IpAddress, prefixLength: 24 })),
    destination: maybe(fc.constant({ address: "10.2.0.0" as IpAddress, prefixLength: 16 })),
    mark: maybe(plainRecord({ value: long, mask: fc.integer({ min: 1, max: 0xffffffff }) })),
    inputInterface: maybe(fc.constantFrom("eth0", "left")),
    outputInterface: maybe(fc.constantFrom("eth1", "right")),
    tunnelId: maybe(fc.bigInt({ min: 0n, max: 0xffffffffffffffffn })),
    userIds: range(long),
    transport: maybe(fc.integer({ min: 0, max: 255 })),
    sourcePorts: range(port),
    destinationPorts: range(port),
    protocol: fc.integer({ min: 0, max: 255 }),
    flow: maybe(long),
    table: fc.integer({ min: 1, max: 0xffffffff }),
    suppressPrefixLength: maybe(fc.integer({ min: 0, max: 128 })),
    suppressInterfaceGroup: maybe(long),
  });
  fc.assert(
    fc.property(rule, (options) => {
      const wanted = { ...plain, ...options };
      const encoded = encodeAddRule(wanted);
      assert.ok(encoded.ok);
      const messages = readMessages(encoded.value);
      assert.ok(messages.ok && messages.value[0] !== undefined);
      const decoded = decodeRule(messages.value[0]);
      assert.ok(decoded.ok);
      assert.deepEqual(decoded.value, { ...wanted, deleted: false });
    }),
  );
});

test("any bytes are a rule or an error", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 120 }), fc.constantFrom(32, 33, 34), (payload, type) => {
      const decoded = decodeRule({ type, flags: 0, sequence: 0, port: 0, payload });
      assert.equal(typeof decoded.ok, "boolean");
    }),
  );
});
