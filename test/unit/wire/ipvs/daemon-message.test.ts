import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { IpAddress } from "../../../../src/wire/address.ts";
import {
  daemonState,
  decodeDaemon,
  encodeDaemonDump,
  encodeStartDaemon,
  encodeStopDaemon,
  type IpvsDaemon,
} from "../../../../src/wire/ipvs/daemon-message.ts";
import { ipv4Address, ipv6Address } from "../netlink/arbitraries.ts";
import { anyMessage, bodyOf, bytesText, family, messageOf, received } from "./messages.ts";

const master: IpvsDaemon = {
  state: daemonState.master,
  interface: "d0",
  syncId: 7,
  longestMessage: 1400,
  group: "224.0.0.82" as IpAddress,
  port: 8849,
  ttl: 3,
};

test("starting a daemon says all that is asked for", () => {
  assert.equal(
    bodyOf(encodeStartDaemon(family, master)),
    bytesText(`09 01 00 00 3c 00 03 80 08 00 01 00 01 00 00 00 07 00 02 00 64 30 00 00
      08 00 03 00 07 00 00 00 06 00 04 00 78 05 00 00 08 00 05 00 e0 00 00 52
      06 00 07 00 91 22 00 00 05 00 08 00 03 00 00 00`),
  );
});

test("what is left to the kernel is not said", () => {
  // ipvsadm --start-daemon backup --mcast-interface d0 --syncid 7 --mcast-group ff02::99
  const backup: IpvsDaemon = {
    state: daemonState.backup,
    interface: "d0",
    syncId: 7,
    longestMessage: null,
    group: "ff02::99" as IpAddress,
    port: null,
    ttl: null,
  };
  assert.equal(
    bodyOf(encodeStartDaemon(family, backup)),
    bytesText(`09 01 00 00 30 00 03 80 08 00 01 00 02 00 00 00 07 00 02 00 64 30 00 00
      08 00 03 00 07 00 00 00 14 00 06 00 ff 02 00 00 00 00 00 00 00 00 00 00 00 00 00 99`),
  );
});

test("a daemon is stopped by its role, and all are asked for in a dump", () => {
  const stop = encodeStopDaemon(family, daemonState.backup);
  assert.equal(bodyOf(stop), "0a 01 00 00 0c 00 03 80 08 00 01 00 02 00 00 00");
  assert.equal(bodyOf(encodeDaemonDump(family)), "0b 01 00 00");
  assert.equal(messageOf(encodeDaemonDump(family)).flags, 0x301);
});

test("the kernel's answer is read", () => {
  const answer = received(`09 01 00 00 48 00 03 00 08 00 01 00 02 00 00 00 07 00 02 00 64 30 00 00
    08 00 03 00 07 00 00 00 06 00 04 00 ac 05 00 00 06 00 07 00 90 22 00 00 05 00 08 00 01 00 00 00
    14 00 06 00 ff 02 00 00 00 00 00 00 00 00 00 00 00 00 00 99`);
  assert.deepEqual(decodeDaemon(family, answer), {
    ok: true,
    value: {
      state: daemonState.backup,
      interface: "d0",
      syncId: 7,
      longestMessage: 1452,
      group: "ff02::99",
      port: 8848,
      ttl: 1,
    },
  });
});

test("a name that is no interface's is refused", () => {
  const long = encodeStartDaemon(family, { ...master, interface: "a".repeat(16) });
  assert.deepEqual(long, { ok: false, error: { code: "textTooLong", attribute: 2 } });
});

const daemon = fc.record({
  state: fc.constantFrom(1, 2),
  interface: fc.stringMatching(/^[a-z0-9.]{1,15}$/),
  syncId: fc.nat(255),
  longestMessage: fc.option(fc.nat(0xffff)),
  group: fc.option(fc.oneof(ipv4Address, ipv6Address)),
  port: fc.option(fc.nat(0xffff)),
  ttl: fc.option(fc.nat(255)),
});

test("decoding what was encoded gives the same daemon", () => {
  fc.assert(
    fc.property(daemon, (one) => {
      const message = messageOf(encodeStartDaemon(family, one));
      assert.deepEqual(decodeDaemon(family, message), { ok: true, value: { ...one } });
    }),
  );
});

test("decoding any message gives a value or an error and never throws", () => {
  fc.assert(fc.property(anyMessage, (any) => typeof decodeDaemon(family, any).ok === "boolean"));
});
