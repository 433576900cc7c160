import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  decodeInformation,
  decodeTimeouts,
  encodePlainCommand,
  encodeSetTimeouts,
} from "../../../../src/wire/ipvs/settings-message.ts";
import { number32 } from "../netlink/arbitraries.ts";
import { anyMessage, bodyOf, family, messageOf, received } from "./messages.ts";

test("commands that carry nothing are a header alone", () => {
  const commands = ["getConfig", "getInfo", "zero", "flush"] as const;
  const bodies = commands.map((command) => bodyOf(encodePlainCommand(family, command)));
  assert.deepEqual(bodies, ["0d 01 00 00", "0f 01 00 00", "10 01 00 00", "11 01 00 00"]);
});

test("setting timeouts is what ipvsadm --set sends, and what is null is not said", () => {
  const all = { tcpSeconds: 900, tcpFinSeconds: 0, udpSeconds: 300 };
  assert.equal(
    bodyOf(encodeSetTimeouts(family, all)),
    "0c 01 00 00 08 00 04 00 84 03 00 00 08 00 05 00 00 00 00 00 08 00 06 00 2c 01 00 00",
  );
  const one = { tcpSeconds: null, tcpFinSeconds: 120, udpSeconds: null };
  assert.equal(bodyOf(encodeSetTimeouts(family, one)), "0c 01 00 00 08 00 05 00 78 00 00 00");
});

test("timeouts and the version are read", () => {
  const config =
    "0c 01 00 00 08 00 04 00 84 03 00 00 08 00 05 00 78 00 00 00 08 00 06 00 2c 01 00 00";
  assert.deepEqual(decodeTimeouts(family, received(config)), {
    ok: true,
    value: { tcpSeconds: 900, tcpFinSeconds: 120, udpSeconds: 300 },
  });
  const info = "0e 01 00 00 08 00 01 00 01 02 01 00 08 00 02 00 00 01 00 00";
  assert.deepEqual(decodeInformation(family, received(info)), {
    ok: true,
    value: { version: 0x010201, connectionTableSize: 256 },
  });
});

test("decoding what was encoded gives the same timeouts", () => {
  const timeouts = fc.record({
    tcpSeconds: number32,
    tcpFinSeconds: number32,
    udpSeconds: number32,
  });
  fc.assert(
    fc.property(timeouts, (one) => {
      const decoded = decodeTimeouts(family, messageOf(encodeSetTimeouts(family, one)));
      assert.deepEqual(decoded, { ok: true, value: { ...one } });
    }),
  );
});

test("decoding any message gives a value or an error and never throws", () => {
  fc.assert(
    fc.property(anyMessage, (any) => {
      const results = [decodeTimeouts(family, any), decodeInformation(family, any)];
      return results.every(({ ok }) => typeof ok === "boolean");
    }),
  );
});
