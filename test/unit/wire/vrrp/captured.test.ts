import assert from "node:assert/strict";
import { test } from "node:test";
import { familyOf } from "../../../../src/wire/address.ts";
import { decodeIpv4Header } from "../../../../src/wire/net/ipv4-header.ts";
import { decodeAdvert } from "../../../../src/wire/vrrp/decode.ts";
import { encodeAdvert } from "../../../../src/wire/vrrp/encode.ts";
import { encodeIpv4Advert } from "../../../../src/wire/vrrp/ipv4-packet.ts";
import { captured } from "./captured.ts";

const hexadecimalOf = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");

for (const row of captured) {
  const { name, hexadecimal, advert, source, destination, password, checksum } = row;
  const family = familyOf(source);

  test(`what keepalived sends is encoded byte for byte: ${name}`, () => {
    const options = { ...row, ttl: null };
    const encoded =
      family === "ipv4" ? encodeIpv4Advert(advert, options) : encodeAdvert(advert, options);
    assert.equal(hexadecimalOf(encoded), hexadecimal);
  });

  test(`what keepalived sends is understood: ${name}`, () => {
    const packet = Uint8Array.from(Buffer.from(hexadecimal, "hex"));
    let payload = packet;
    if (family === "ipv4") {
      const header = decodeIpv4Header(packet);
      assert.ok(header.ok);
      assert.equal(header.value.source, source);
      assert.equal(header.value.destination, destination);
      assert.equal(header.value.ttl, 255);
      assert.equal(header.value.protocol, 112);
      assert.equal(header.value.lengthMatches, true);
      payload = packet.subarray(header.value.headerBytes);
    }
    const options = { source, destination, family, expectedPassword: password };
    assert.deepEqual(decodeAdvert(payload, options), {
      ok: true,
      value: {
        advert,
        type: 1,
        checksum,
        authenticationType: password === null ? 0 : 1,
        passwordMatches: password !== null,
      },
    });
  });
}
