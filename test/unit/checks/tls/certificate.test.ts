import assert from "node:assert/strict";
import { test } from "node:test";
import type { PeerCertificate } from "node:tls";
import { expiryWarning, verifiedName } from "../../../../src/checks/tls/certificate.ts";

test("the server has to be its TLS name, else its Host header, else its address", () => {
  const address = "192.0.2.1";
  assert.equal(verifiedName("a.test", "b.test", address), "a.test");
  assert.equal(verifiedName(null, "b.test", address), "b.test");
  assert.equal(verifiedName(null, "b.test:8443", address), "b.test");
  assert.equal(verifiedName(null, "[2001:db8::1]:8443", address), "2001:db8::1");
  assert.equal(verifiedName(null, "2001:db8::1", address), "2001:db8::1");
  assert.equal(verifiedName(null, null, address), address);
});

test("a certificate's end is told in days", () => {
  const certificate = { valid_to: "Dec 24 12:00:00 2030 GMT" } as PeerCertificate;
  const at = (text: string, days = 14) => expiryWarning(certificate, days, Date.parse(text));
  assert.equal(at("2030-12-01T00:00:00Z"), null);
  assert.equal(at("2030-12-20T00:00:00Z"), "certificate ends in 4 days");
  assert.equal(at("2030-12-23T00:00:00Z"), "certificate ends in 1 day");
  assert.equal(at("2030-12-24T11:00:00Z"), "certificate ends in 0 days");
  assert.equal(at("2030-12-25T00:00:00Z"), "certificate has ended on Dec 24 12:00:00 2030 GMT");
  assert.equal(at("2030-12-20T00:00:00Z", 3), null);
});

test("a server without a certificate has none that ends", () => {
  assert.equal(expiryWarning({} as PeerCertificate, 14, 0), null);
});
