import assert from "node:assert/strict";
import { test } from "node:test";
import { encodeForgetFlows } from "../../../../src/wire/conntrack/forget-flows.ts";
import { addressOf } from "../../../kernel/balancing/rows.ts";

function encoded(flows: Parameters<typeof encodeForgetFlows>[0]): string {
  const message = encodeForgetFlows(flows);
  assert.ok(message.ok);
  return Buffer.from(message.value).toString("hex");
}

const udp = {
  protocol: 17,
  address: addressOf("192.0.2.1"),
  port: 53,
  server: addressOf("10.0.0.1"),
  serverPort: 5353,
};

test("the filter looks at service and server, and at no client", () => {
  const text = encoded(udp);
  assert.ok(text.includes("0800 0200 c0000201".replaceAll(" ", "")), "address of the service");
  assert.ok(text.includes("0600 0300 0035".replaceAll(" ", "")), "port of the service");
  assert.ok(text.includes("0800 0100 0a000001".replaceAll(" ", "")), "server");
  assert.ok(text.includes("0600 0200 14e9".replaceAll(" ", "")), "port of the server");
  assert.ok(text.endsWith("0800 0100 2a000000 0800 0200 19000000".replaceAll(" ", "")), text);
});

test("port 0 is not looked at", () => {
  const text = encoded({ ...udp, port: 0, serverPort: 0 });
  assert.ok(text.endsWith("0800 0100 0a000000 0800 0200 09000000".replaceAll(" ", "")), text);
  assert.ok(!text.includes("06000300") && !text.includes("06000200"));
});

test("IPv6 addresses have 16 bytes", () => {
  const text = encoded({ ...udp, address: addressOf("2001:db8::1"), server: addressOf("fd00::1") });
  assert.ok(text.includes(`14000400${"20010db8000000000000000000000001"}`));
  assert.ok(text.includes(`14000300${"fd000000000000000000000000000001"}`));
});
