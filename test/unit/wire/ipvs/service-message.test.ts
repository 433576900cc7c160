import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { IpAddress } from "../../../../src/wire/address.ts";
import {
  decodeService,
  encodeService,
  encodeServiceCommand,
  encodeServiceDump,
  type IpvsService,
} from "../../../../src/wire/ipvs/service-message.ts";
import { ipv4Address, ipv6Address, number32 } from "../netlink/arbitraries.ts";
import { anyMessage, bodyOf, bytesText, family, messageOf, received } from "./messages.ts";

const web: IpvsService = {
  identity: { kind: "address", protocol: "tcp", address: "10.0.0.1" as IpAddress, port: 80 },
  scheduler: "wrr",
  flags: 1,
  timeoutSeconds: 300,
  clientMask: { family: "ipv4", netmask: "255.255.255.0" as IpAddress },
  persistenceEngine: null,
};
const sip: IpvsService = {
  identity: { kind: "address", protocol: "udp", address: "2001:db8::1" as IpAddress, port: 5060 },
  scheduler: "sh",
  flags: 0x15,
  timeoutSeconds: 60,
  clientMask: { family: "ipv6", prefixLength: 64 },
  persistenceEngine: "sip",
};
const marked: IpvsService = {
  identity: { kind: "fwmark", mark: 7, family: "ipv6" },
  scheduler: "wlc",
  flags: 0,
  timeoutSeconds: 0,
  clientMask: { family: "ipv6", prefixLength: 128 },
  persistenceEngine: null,
};

test("adding a service is what ipvsadm sends", () => {
  // ipvsadm -A -t 10.0.0.1:80 -s wrr -p 300 -M 255.255.255.0
  assert.equal(
    bodyOf(encodeService(family, "newService", web)),
    bytesText(`
      01 01 00 00 54 00 01 80 06 00 01 00 02 00 00 00 06 00 02 00 06 00 00 00 14 00 03 00 0a 00 00 01
      00 00 00 00 00 00 00 00 00 00 00 00 06 00 04 00 00 50 00 00 08 00 06 00 77 72 72 00 0c 00 07 00
      01 00 00 00 ff ff ff ff 08 00 08 00 2c 01 00 00 08 00 09 00 ff ff ff 00`),
  );
  // ipvsadm -A -u [2001:db8::1]:5060 -s sh -b sh-port -p 60 -M 64 --pe sip -o
  assert.equal(
    bodyOf(encodeService(family, "newService", sip)),
    bytesText(`
      01 01 00 00 5c 00 01 80 06 00 01 00 0a 00 00 00 06 00 02 00 11 00 00 00 14 00 03 00 20 01 0d b8
      00 00 00 00 00 00 00 00 00 00 00 01 06 00 04 00 13 c4 00 00 07 00 06 00 73 68 00 00 08 00 0b 00
      73 69 70 00 0c 00 07 00 15 00 00 00 ff ff ff ff 08 00 08 00 3c 00 00 00 08 00 09 00 40 00 00 00`),
  );
});

test("changing a service of a mark is what ipvsadm sends", () => {
  // ipvsadm -E -f 7 -6 -s rr
  assert.equal(
    bodyOf(encodeService(family, "setService", { ...marked, scheduler: "rr" })),
    bytesText(`
      02 01 00 00 38 00 01 80 06 00 01 00 0a 00 00 00 08 00 05 00 07 00 00 00 07 00 06 00 72 72 00 00
      0c 00 07 00 00 00 00 00 ff ff ff ff 08 00 08 00 00 00 00 00 08 00 09 00 80 00 00 00`),
  );
});

test("what needs only the service's name carries no more", () => {
  const name = "14 00 01 80 06 00 01 00 0a 00 00 00 08 00 05 00 07 00 00 00";
  const bodies = (["deleteService", "getService", "zero"] as const).map((command) =>
    bodyOf(encodeServiceCommand(family, command, marked.identity)),
  );
  assert.deepEqual(bodies, [`03 01 00 00 ${name}`, `04 01 00 00 ${name}`, `10 01 00 00 ${name}`]);
  const dump = messageOf(encodeServiceDump(family));
  assert.deepEqual([...dump.payload], [4, 1, 0, 0]);
  assert.equal(dump.flags, 0x301);
});

/** IPVS_SVC_ATTR_STATS and STATS64 with numbers that tell one from another. */
const statistics = `
  5c 00 0a 00
  08 00 01 00 01 00 00 00 08 00 02 00 02 00 00 00 08 00 03 00 03 00 00 00
  0c 00 04 00 04 00 00 00 01 00 00 00 0c 00 05 00 05 00 00 00 00 00 00 00
  08 00 06 00 06 00 00 00 08 00 07 00 07 00 00 00 08 00 08 00 08 00 00 00
  08 00 09 00 09 00 00 00 08 00 0a 00 0a 00 00 00`;
const statistics64 = `
  7c 00 0c 00
  0c 00 01 00 01 00 00 00 02 00 00 00 0c 00 02 00 02 00 00 00 00 00 00 00
  0c 00 03 00 03 00 00 00 00 00 00 00 0c 00 04 00 04 00 00 00 00 00 00 00
  0c 00 05 00 05 00 00 00 00 00 00 00 0c 00 06 00 06 00 00 00 00 00 00 00
  0c 00 07 00 07 00 00 00 00 00 00 00 0c 00 08 00 08 00 00 00 00 00 00 00
  0c 00 09 00 09 00 00 00 00 00 00 00 0c 00 0a 00 0a 00 00 00 00 00 00 00`;
const told = (length: string, more: string): string => `
  01 01 00 00 ${length} 01 00 06 00 01 00 02 00 00 00 06 00 02 00 06 00 00 00 14 00 03 00
  0a 00 00 01 00 00 00 00 00 00 00 00 00 00 00 00 06 00 04 00 00 50 00 00 08 00 06 00
  77 72 72 00 0c 00 07 00 03 00 00 00 ff ff ff ff 08 00 08 00 2c 01 00 00 08 00 09 00
  ff ff ff 00 ${more}`;

test("the kernel's answer is read with its statistics of 64 bits", () => {
  const answer = received(told("2c 01", `${statistics} ${statistics64}`));
  const decoded = decodeService(family, answer, true);
  assert.ok(decoded.ok);
  const { statistics: counted, ...service } = decoded.value;
  assert.deepEqual(service, { ...web, flags: 3 });
  assert.deepEqual(counted, {
    connections: 0x2_0000_0001,
    packetsIn: 2,
    packetsOut: 3,
    bytesIn: 4,
    bytesOut: 5,
    connectionsPerSecond: 6,
    packetsInPerSecond: 7,
    packetsOutPerSecond: 8,
    bytesInPerSecond: 9,
    bytesOutPerSecond: 10,
  });
});

test("a kernel without statistics of 64 bits tells those of 32, or none", () => {
  const older = decodeService(family, received(told("b0 00", statistics)), true);
  assert.ok(older.ok);
  assert.equal(older.value.statistics?.connections, 1);
  assert.equal(older.value.statistics?.bytesIn, 0x1_0000_0004);
  const none = decodeService(family, received(told("54 00", "")), true);
  assert.ok(none.ok && none.value.statistics === null);
  const unasked = decodeService(family, received(told("b0 00", statistics)), false);
  assert.ok(unasked.ok && unasked.value.statistics === null);
});

test("another family or protocol is none of ours", () => {
  const text = told("54 00", "");
  const otherFamily = text.replace("06 00 01 00 02", "06 00 01 00 07");
  const otherProtocol = text.replace("06 00 02 00 06", "06 00 02 00 33");
  for (const body of [otherFamily, otherProtocol]) {
    const decoded = decodeService(family, received(body), false);
    assert.ok(!decoded.ok && decoded.error.code === "unexpectedType", body);
  }
});

test("names that do not fit are refused, and cut nothing off", () => {
  const long = encodeService(family, "newService", { ...web, scheduler: "a".repeat(16) });
  assert.deepEqual(long, { ok: false, error: { code: "textTooLong", attribute: 6 } });
  assert.ok(encodeService(family, "newService", { ...web, scheduler: "a".repeat(15) }).ok);
});

const port = fc.nat(0xffff);
const name = fc.stringMatching(/^[a-z]{1,15}$/);
const service: fc.Arbitrary<IpvsService> = fc
  .oneof(
    fc.record({
      kind: fc.constant("address" as const),
      protocol: fc.constantFrom("tcp" as const, "udp" as const, "sctp" as const),
      address: fc.oneof(ipv4Address, ipv6Address),
      port,
    }),
    fc.record({
      kind: fc.constant("fwmark" as const),
      mark: fc.integer({ min: 1, max: 0xffffffff }),
      family: fc.constantFrom("ipv4" as const, "ipv6" as const),
    }),
  )
  .chain((identity) => {
    const isIpv4 =
      identity.kind === "address" ? !identity.address.includes(":") : identity.family === "ipv4";
    return fc.record({
      identity: fc.constant({ ...identity }),
      scheduler: name,
      flags: number32,
      timeoutSeconds: number32,
      clientMask: isIpv4
        ? ipv4Address.map((netmask) => ({ family: "ipv4" as const, netmask }))
        : fc.nat(128).map((prefixLength) => ({ family: "ipv6" as const, prefixLength })),
      persistenceEngine: fc.option(name),
    });
  });

test("decoding what was encoded gives the same service", () => {
  fc.assert(
    fc.property(service, (one) => {
      const message = messageOf(encodeService(family, "newService", one));
      const decoded = decodeService(family, message, true);
      assert.deepEqual(decoded, { ok: true, value: { ...one, statistics: null } });
    }),
  );
});

test("decoding any message gives a value or an error and never throws", () => {
  fc.assert(
    fc.property(anyMessage, (any) => typeof decodeService(family, any, true).ok === "boolean"),
  );
});
