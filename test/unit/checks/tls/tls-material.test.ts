import assert from "node:assert/strict";
import { test } from "node:test";
import { TlsContexts } from "../../../../src/checks/tls/tls-contexts.ts";
import { noTlsMaterial, readTlsMaterial } from "../../../../src/checks/tls/tls-material.ts";
import { Secret } from "../../../../src/config/model/secret.ts";
import { failure, success } from "../../../../src/wire/result.ts";

const files = {
  place: { source: 0, line: 1, column: 1, length: 3 },
  password: new Secret("open sesame"),
  authorities: "/etc/ca.pem",
  certificate: "/etc/client.pem",
  key: null,
};

test("without an SSL block there is nothing to read", () => {
  const read = readTlsMaterial(null, () => assert.fail("nothing is read"));
  assert.deepEqual(read, success(noTlsMaterial));
});

test("each file that is named is read", () => {
  const read = readTlsMaterial(files, (path) => success(new TextEncoder().encode(path)));
  assert.ok(read.ok);
  assert.equal(String(Buffer.from(read.value.authorities ?? [])), "/etc/ca.pem");
  assert.equal(String(Buffer.from(read.value.certificate ?? [])), "/etc/client.pem");
  assert.equal(read.value.key, null);
});

test("a file that cannot be read is named, with the reason", () => {
  const read = readTlsMaterial(files, () => failure("permission denied"));
  assert.deepEqual(read, failure("the ca /etc/ca.pem of SSL cannot be read: permission denied"));
  assert.deepEqual(new TlsContexts(read).context(false), read);
});

test("what is no certificate is refused without a word of what is secret", () => {
  const nonsense = new TextEncoder().encode("open sesame");
  const material = { ...noTlsMaterial, key: nonsense, password: files.password };
  const made = new TlsContexts(success(material)).context(false);
  assert.ok(!made.ok);
  assert.match(made.error, /^certificate or key of SSL cannot be used: /);
  assert.doesNotMatch(made.error, /sesame/);
});

test("a context is made once for those that verify, and once for those that do not", () => {
  const contexts = new TlsContexts(success(noTlsMaterial));
  assert.equal(contexts.context(false), contexts.context(false));
  assert.notEqual(contexts.context(false), contexts.context(true));
});
