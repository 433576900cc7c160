import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { IpAddress } from "../../../../src/wire/address.ts";
import {
  decodeDestination,
  encodeDestination,
  encodeDestinationDump,
  encodeRemoveDestination,
  forwardingMethod,
  type IpvsDestination,
  plainTunnel,
  tunnelFlag,
  tunnelType,
} from "../../../../src/wire/ipvs/destination-message.ts";
import type { IpvsServiceIdentity } from "../../../../src/wire/ipvs/service-identity.ts";
import { ipv4Address, ipv6Address, number32 } from "../netlink/arbitraries.ts";
import { anyMessage, bodyOf, bytesText, family, messageOf, received } from "./messages.ts";

const web: IpvsServiceIdentity = {
  kind: "address",
  protocol: "tcp",
  address: "10.0.0.1" as IpAddress,
  port: 80,
};
const rewritten: IpvsDestination = {
  address: "192.168.1.3" as IpAddress,
  port: 8080,
  method: forwardingMethod.nat,
  tunnel: plainTunnel,
  weight: 3,
  upperThreshold: 100,
  lowerThreshold: 50,
};
const tunnelled: IpvsDestination = {
  address: "192.168.1.2" as IpAddress,
  port: 80,
  method: forwardingMethod.tunnel,
  tunnel: { type: tunnelType.gue, port: 6080, flags: tunnelFlag.remoteChecksum },
  weight: 1,
  upperThreshold: 0,
  lowerThreshold: 0,
};
const webName = `30 00 01 80 06 00 01 00 02 00 00 00 06 00 02 00 06 00 00 00
  14 00 03 00 0a 00 00 01 00 00 00 00 00 00 00 00 00 00 00 00 06 00 04 00 00 50 00 00`;

/** ipvsadm also sends tunnel and family where they are what the kernel takes without them. */
test("adding a destination is what ipvsadm sends, without what need not be said", () => {
  assert.equal(
    bodyOf(encodeDestination(family, "newDestination", web, rewritten)),
    bytesText(`05 01 00 00 ${webName} 40 00 02 80
      14 00 01 00 c0 a8 01 03 00 00 00 00 00 00 00 00 00 00 00 00 06 00 02 00 1f 90 00 00
      08 00 03 00 00 00 00 00 08 00 04 00 03 00 00 00 08 00 05 00 64 00 00 00 08 00 06 00 32 00 00 00`),
  );
});

test("tunnels carry their type, port and checksums", () => {
  assert.equal(
    bodyOf(encodeDestination(family, "setDestination", web, tunnelled)),
    bytesText(`06 01 00 00 ${webName} 58 00 02 80
      14 00 01 00 c0 a8 01 02 00 00 00 00 00 00 00 00 00 00 00 00 06 00 02 00 00 50 00 00
      08 00 03 00 02 00 00 00 08 00 04 00 01 00 00 00 08 00 05 00 00 00 00 00 08 00 06 00 00 00 00 00
      05 00 0d 00 01 00 00 00 06 00 0e 00 17 c0 00 00 06 00 0f 00 02 00 00 00`),
  );
});

test("a destination of the other family says so", () => {
  const other = { address: "2001:db8::99" as IpAddress, port: 80 };
  assert.equal(
    bodyOf(encodeRemoveDestination(family, web, other)),
    bytesText(`07 01 00 00 ${webName} 28 00 02 80
      14 00 01 00 20 01 0d b8 00 00 00 00 00 00 00 00 00 00 00 99 06 00 02 00 00 50 00 00
      06 00 0b 00 0a 00 00 00`),
  );
});

test("the dump names the service", () => {
  const dump = messageOf(encodeDestinationDump(family, web));
  assert.equal(bodyOf(encodeDestinationDump(family, web)), bytesText(`08 01 00 00 ${webName}`));
  assert.equal(dump.flags, 0x301);
});

const told = `05 01 00 00 78 00 02 00
  14 00 01 00 c0 a8 01 02 00 00 00 00 00 00 00 00 00 00 00 00 06 00 02 00 00 50 00 00
  08 00 03 00 02 00 00 00 08 00 04 00 01 00 00 00 05 00 0d 00 01 00 00 00 06 00 0e 00 17 c0 00 00
  06 00 0f 00 02 00 00 00 08 00 05 00 00 00 00 00 08 00 06 00 00 00 00 00 08 00 07 00 05 00 00 00
  08 00 08 00 06 00 00 00 08 00 09 00 07 00 00 00 06 00 0b 00 02 00 00 00`;

test("the kernel's answer is read with its connections", () => {
  assert.deepEqual(decodeDestination(family, received(told), "ipv4", true), {
    ok: true,
    value: {
      ...tunnelled,
      tellsTunnelType: true,
      activeConnections: 5,
      inactiveConnections: 6,
      persistentConnections: 7,
      statistics: null,
    },
  });
});

test("kernels that tell neither family nor tunnel have the service's, and ipip", () => {
  const older = `05 01 00 00 30 00 02 00
    14 00 01 00 20 01 0d b8 00 00 00 00 00 00 00 00 00 00 00 99 06 00 02 00 00 50 00 00
    08 00 03 00 02 00 00 00 08 00 04 00 01 00 00 00`;
  const decoded = decodeDestination(family, received(older), "ipv6", true);
  assert.ok(decoded.ok);
  assert.equal(decoded.value.address, "2001:db8::99");
  assert.deepEqual(decoded.value.tunnel, plainTunnel);
  assert.equal(decoded.value.tellsTunnelType, false);
});

const destination = fc.record({
  address: fc.oneof(ipv4Address, ipv6Address),
  port: fc.nat(0xffff),
  method: fc.nat(7),
  tunnel: fc.record(
    { type: fc.nat(2), port: fc.nat(0xffff), flags: fc.nat(3) },
    { noNullPrototype: true },
  ),
  weight: number32,
  upperThreshold: number32,
  lowerThreshold: number32,
});

test("decoding what was encoded gives the same destination", () => {
  fc.assert(
    fc.property(destination, (one) => {
      const message = messageOf(encodeDestination(family, "newDestination", web, one));
      const decoded = decodeDestination(family, message, "ipv4", true);
      assert.ok(decoded.ok);
      const { address, port, method, tunnel, weight, upperThreshold, lowerThreshold } =
        decoded.value;
      assert.deepEqual(
        { address, port, method, tunnel, weight, upperThreshold, lowerThreshold },
        { ...one },
      );
    }),
  );
});

test("decoding any message gives a value or an error and never throws", () => {
  fc.assert(
    fc.property(
      anyMessage,
      (any) => typeof decodeDestination(family, any, "ipv6", true).ok === "boolean",
    ),
  );
});
