import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { familyOf, type IpAddress } from "../../../../src/wire/address.ts";
import { isSumValid, pseudoHeaderSum, sumOfWords } from "../../../../src/wire/net/checksum.ts";
import type { AdvertV3 } from "../../../../src/wire/vrrp/advert.ts";
import { decodeAdvert } from "../../../../src/wire/vrrp/decode.ts";
import { encodeAdvert } from "../../../../src/wire/vrrp/encode.ts";
import { vrrpGroupIpv4 } from "../../../../src/wire/vrrp/groups.ts";
import { anyAddress, anyAdvert, anyCase } from "./arbitrary.ts";
import { captured } from "./captured.ts";

const anyPassword = fc.option(fc.string({ maxLength: 12, unit: "binary" }));

test("an advert decodes to what was encoded", () => {
  fc.assert(
    fc.property(anyCase, anyPassword, ({ advert, family, source, destination }, password) => {
      const endpoints = { source, destination };
      const message = encodeAdvert(advert, { ...endpoints, checksum: "pseudoHeader", password });
      const decoded = decodeAdvert(message, { ...endpoints, family, expectedPassword: password });
      const isAuthenticated = advert.version === 2 && password !== null;
      const ipv4Kind = advert.version === 2 ? "bodyOnly" : "pseudoHeader";
      assert.deepEqual(decoded, {
        ok: true,
        value: {
          advert,
          type: 1,
          checksum: family === "ipv6" ? "kernel" : ipv4Kind,
          authenticationType: isAuthenticated ? 1 : 0,
          passwordMatches: isAuthenticated,
        },
      });
    }),
  );
});

test("any bytes are a value or a typed error", () => {
  const codes = ["truncated", "tooLong", "unknownVersion"];
  const anyPayload = fc.oneof(
    fc.uint8Array({ maxLength: 64 }),
    // A first byte and a count that lead further in.
    fc
      .tuple(fc.constantFrom(0x21, 0x31, 0x3f), fc.integer({ max: 4, min: 0 }), fc.uint8Array())
      .map(([first, count, rest]) => Uint8Array.of(first, 1, 100, count, ...rest)),
  );
  const options = fc.record({
    source: anyAddress("ipv4"),
    destination: anyAddress("ipv4"),
    family: fc.constantFrom("ipv4", "ipv6"),
    expectedPassword: anyPassword,
  });
  fc.assert(
    fc.property(anyPayload, options, (payload, chosen) => {
      const decoded = decodeAdvert(payload, chosen);
      assert.ok(decoded.ok || codes.includes(decoded.error.code));
    }),
    { numRuns: 1000 },
  );
});

test("every truncation of an advert says how many bytes it lacks", () => {
  fc.assert(
    fc.property(anyCase, ({ advert, family, source, destination }) => {
      const options = { source, destination, family, expectedPassword: null };
      const message = encodeAdvert(advert, { ...options, checksum: "kernel", password: null });
      for (let length = 0; length < message.length; length++) {
        const neededBytes = length < 8 ? 8 : message.length;
        assert.deepEqual(decodeAdvert(message.subarray(0, length), options), {
          ok: false,
          error: { code: "truncated", neededBytes, gotBytes: length },
        });
      }
    }),
    { numRuns: 30 },
  );
});

test("Ethernet padding up to 46 bytes of packet is no part of the message, whatever is in it", () => {
  const anySmall = anyAdvert(3, "ipv4").filter(({ addresses }) => addresses.length <= 4);
  fc.assert(
    fc.property(
      anySmall,
      anyAddress("ipv4"),
      fc.uint8Array({ maxLength: 40 }),
      (advert, to, fill) => {
        const options = {
          source: to,
          destination: to,
          family: "ipv4",
          expectedPassword: null,
        } as const;
        const message = encodeAdvert(advert, {
          ...options,
          checksum: "pseudoHeader",
          password: null,
        });
        const longer = Uint8Array.of(...message, ...fill);
        const expected =
          fill.length === 0 || 20 + longer.length <= 46
            ? decodeAdvert(message, options)
            : {
                ok: false,
                error: { code: "tooLong", expectedBytes: message.length, gotBytes: longer.length },
              };
        assert.deepEqual(decodeAdvert(longer, options), expected);
      },
    ),
  );
});

test("an IPv6 advert is never padded", () => {
  const row = captured.find(({ name }) => name === "v3 IPv6");
  assert.ok(row);
  const longer = Uint8Array.from([...Buffer.from(row.hexadecimal, "hex"), 0]);
  const decoded = decodeAdvert(longer, { ...row, family: "ipv6", expectedPassword: null });
  assert.deepEqual(decoded, {
    ok: false,
    error: { code: "tooLong", expectedBytes: 40, gotBytes: 41 },
  });
});

test("no packet with one flipped bit agrees with the checksum it was sent with", () => {
  for (const { name, hexadecimal, advert, source, destination, checksum } of captured) {
    const family = familyOf(source);
    const packet = Uint8Array.from(Buffer.from(hexadecimal, "hex"));
    const payload = family === "ipv4" ? packet.subarray(20) : packet;
    for (let bit = 0; bit < payload.length * 8; bit++) {
      const damaged = payload.slice();
      damaged[bit >> 3] = (damaged[bit >> 3] ?? 0) ^ (0x80 >> (bit & 7));
      if (family === "ipv6") {
        const seed = pseudoHeaderSum(source, destination, 112, damaged.length);
        assert.ok(!isSumValid(seed + sumOfWords(damaged)), `${name}, bit ${bit}`);
        continue;
      }
      const options = { source, destination, family, expectedPassword: null };
      const decoded = decodeAdvert(damaged, options);
      const isAccepted =
        decoded.ok &&
        decoded.value.advert.version === advert.version &&
        decoded.value.checksum === checksum;
      assert.ok(!isAccepted, `${name}, bit ${bit}`);
    }
  }
});

test("a version 3 packet tells which of the known computations made its checksum", () => {
  const kinds = ["pseudoHeader", "oldUnicast", "bodyOnly"] as const;
  const source = "192.0.2.1" as IpAddress;
  const destination = "192.0.2.2" as IpAddress;
  fc.assert(
    fc.property(anyAdvert(3, "ipv4"), fc.constantFrom(...kinds), (advert, checksum) => {
      const options = { source, destination, family: "ipv4", expectedPassword: null } as const;
      const message = encodeAdvert(advert, { ...options, checksum, password: null });
      const decoded = decodeAdvert(message, options);
      assert.equal(decoded.ok && decoded.value.checksum, checksum);
    }),
  );
  // To the group, the old computation is the right one.
  const advert = captured.find(({ name }) => name === "v3 IPv4 multicast")?.advert as AdvertV3;
  const options = { source, destination: vrrpGroupIpv4, password: null };
  assert.deepEqual(
    encodeAdvert(advert, { ...options, checksum: "oldUnicast" }),
    encodeAdvert(advert, { ...options, checksum: "pseudoHeader" }),
  );
});

test("versions other than 3, and 2 in IPv4, are named and not read on", () => {
  const source = "192.0.2.1" as IpAddress;
  const options = { source, destination: source, expectedPassword: null };
  for (let version = 0; version < 16; version++) {
    const payload = new Uint8Array(20);
    payload[0] = (version << 4) | 1;
    payload[3] = 1;
    const unknown = { ok: false, error: { code: "unknownVersion", version } };
    const inIpv4 = decodeAdvert(payload, { ...options, family: "ipv4" });
    if (version !== 2 && version !== 3) assert.deepEqual(inIpv4, unknown);
    else assert.equal(inIpv4.ok && inIpv4.value.advert.version, version);
    if (version === 3) continue;
    assert.deepEqual(decodeAdvert(payload, { ...options, family: "ipv6" }), unknown);
  }
});

test("type, authentication type and reserved bits are reported or ignored, not judged", () => {
  const source = "192.0.2.1" as IpAddress;
  const options = { source, destination: source, family: "ipv4", expectedPassword: "x" } as const;
  const version2 = decodeAdvert(
    Uint8Array.of(0x2f, 1, 100, 0, 2, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
    options,
  );
  assert.ok(version2.ok);
  assert.equal(version2.value.type, 15);
  assert.equal(version2.value.authenticationType, 2);
  assert.equal(version2.value.checksum, "invalid");
  assert.equal(version2.value.passwordMatches, false);

  const version3 = decodeAdvert(Uint8Array.of(0x31, 1, 100, 0, 0xf1, 0x2c, 0, 0), options);
  assert.ok(version3.ok && version3.value.advert.version === 3);
  assert.equal(version3.value.advert.advertIntervalCentiseconds, 0x12c);
});

test("a password counts for eight bytes, and every other one is refused", () => {
  const row = captured.find(({ password }) => password !== null);
  assert.ok(row);
  const matches = (sent: string | null, expectedPassword: string | null) => {
    const message = encodeAdvert(row.advert, { ...row, password: sent });
    const decoded = decodeAdvert(message, { ...row, family: "ipv4", expectedPassword });
    return decoded.ok && decoded.value.passwordMatches;
  };
  assert.equal(matches("s3cret", "s3cret"), true);
  assert.equal(matches("eightbytes", "eightbyt"), true);
  assert.equal(matches("eightbyt", "eightbytes"), true);
  assert.equal(matches("", ""), true);
  assert.equal(matches("s3cret", "s3creT"), false);
  assert.equal(matches("s3cret", "s3cre"), false);
  assert.equal(matches("s3cret", "s3crets"), false);
  assert.equal(matches("s3cret", null), false);
  // Authentication type 0, with eight bytes of zero.
  assert.equal(matches(null, ""), false);
});

test("an advert that no packet can carry is a broken invariant", () => {
  const row = captured.find(({ name }) => name === "v3 IPv4 multicast");
  assert.ok(row?.advert.version === 3);
  const advert: AdvertV3 = row.advert;
  const encode = (changed: object) => () => encodeAdvert({ ...advert, ...changed }, row);
  assert.throws(encode({ addresses: ["2001:db8::1"] }), /ipv4 advert cannot carry 2001:db8::1/);
  assert.throws(encode({ addresses: Array(256).fill("192.0.2.1") }), /255 addresses/);
  assert.throws(encode({ advertIntervalCentiseconds: 4096 }), /no VRRPv3 interval/);
  assert.throws(encode({ version: 2, advertIntervalSeconds: 0.5 }), /no VRRPv2 interval/);
  const ipv6 = { ...row, source: "fe80::1" as IpAddress };
  assert.throws(
    () => encodeAdvert({ ...advert, version: 2, advertIntervalSeconds: 1, addresses: [] }, ipv6),
    /VRRPv2 has no IPv6/,
  );
});
