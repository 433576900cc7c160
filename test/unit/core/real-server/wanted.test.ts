import assert from "node:assert/strict";
import { test } from "node:test";
import { compareWanted } from "../../../../src/core/real-server/compare.ts";
import { wantedFor } from "../../../../src/core/real-server/wanted.ts";
import type { IpAddress } from "../../../../src/wire/address.ts";

const vip4 = "192.0.2.10" as IpAddress;
const vip6 = "2001:db8::10" as IpAddress;

test("direct routing: the neighbours become quiet before the address is there", () => {
  const wanted = wantedFor("dr", [vip4]);
  assert.deepEqual(
    wanted.map(({ kind }) => kind),
    ["setting", "setting", "setting", "setting", "address"],
  );
  assert.deepEqual(wanted.at(-1), { kind: "address", interface: "lo", address: vip4 });
});

test("a tunnel: its device up, loose reverse paths on it alone, the address on it", () => {
  const wanted = wantedFor("tun", [vip4]);
  assert.deepEqual(wanted[0], { kind: "link", interface: "tunl0", module: "ipip" });
  const loose = wanted.filter((item) => item.kind === "setting" && item.path.includes("rp_filter"));
  assert.deepEqual(loose, [
    { kind: "setting", path: "net/ipv4/conf/tunl0/rp_filter", right: ["2"] },
  ]);
  assert.deepEqual(wanted.at(-1), { kind: "address", interface: "tunl0", address: vip4 });
});

test("IPv6 needs no setting, and shared surroundings are wanted once", () => {
  assert.deepEqual(wantedFor("dr", [vip6]), [{ kind: "address", interface: "lo", address: vip6 }]);
  assert.equal(wantedFor("dr", [vip4, "192.0.2.11" as IpAddress, vip6]).length, 4 + 3);
});

test("any right value will do, and what is missing is named", () => {
  const findings = compareWanted(wantedFor("tun", [vip4]), {
    link: () => null,
    setting: (path) => (path.endsWith("arp_ignore") ? "2" : "0"),
  });
  const found = findings.map(({ fulfilled, found: value }) => `${fulfilled} ${value}`);
  assert.deepEqual(found, [
    "false missing",
    "true 2",
    "false 0",
    "true 2",
    "false 0",
    "false 0",
    "false missing",
  ]);
});
