import assert from "node:assert/strict";
import { test } from "node:test";
import { parseAddress } from "../../../../src/wire/address.ts";
import { encodeRequest, hostOf } from "../../../../src/wire/http/request.ts";

const text = (request: Parameters<typeof encodeRequest>[0]): string =>
  Buffer.from(encodeRequest(request)).toString("utf8");

test("a request of HTTP 1.0", () => {
  const request = {
    path: "/a?b=c",
    httpVersion: "1.0",
    closesConnection: false,
    host: "h:80",
  } as const;
  assert.equal(
    text(request),
    "GET /a?b=c HTTP/1.0\r\nUser-Agent: KeepAliveClient\r\nHost: h:80\r\n\r\n",
  );
});

test("a request that closes the connection", () => {
  const request = { path: "/é", httpVersion: "1.1", closesConnection: true, host: "h" } as const;
  assert.equal(
    text(request),
    "GET /é HTTP/1.1\r\nUser-Agent: KeepAliveClient\r\nConnection: close\r\nHost: h\r\n\r\n",
  );
});

test("the host without a name is the address with its port", () => {
  const address = (written: string) => parseAddress(written) ?? assert.fail(written);
  assert.equal(hostOf(address("192.0.2.1"), 80), "192.0.2.1:80");
  assert.equal(hostOf(address("2001:db8::1"), 443), "[2001:db8::1]:443");
});
