import assert from "node:assert/strict";
import { test } from "node:test";
import { instance, rendered, said, withLines } from "./cluster.ts";

const first = withLines("priority 150");
const second = "priority 100";
const block = (name: string, ...lines: readonly string[]): string =>
  `${name} {\n    ${lines.join("\n    ")}\n  }`;
const unicast = (source: number, ...peers: readonly number[]): string =>
  [
    `unicast_src_ip 198.51.100.${source}`,
    `  ${block("unicast_peer", ...peers.map((peer) => `198.51.100.${peer}`))}`,
  ].join("\n");

test("a number of its own is named where it stands, also when the names differ", () => {
  const other = instance({ name: "VI_A", number: 52, lines: second });
  assert.deepEqual(said(first, other), ["HF0901 node-b.conf:3 52"]);
});

test("of three the odd one out is named, whichever it is", () => {
  const odd = instance({ number: 52, lines: "priority 150" });
  const [two, three] = [withLines(second), withLines("priority 50")];
  assert.deepEqual(said(odd, two, three), ["HF0901 node-a.conf:3 52"]);
  assert.deepEqual(said(two, three, odd), ["HF0901 node-c.conf:3 52"]);
});

test("swapped numbers are unequal numbers, not clashes", () => {
  const pair = (one: number, two: number, priority: number): string =>
    instance({ number: one, lines: `priority ${priority}` }) +
    instance({
      name: "VI_2",
      number: two,
      addresses: "192.0.2.2/24",
      lines: `priority ${priority}`,
    });
  assert.deepEqual(said(pair(51, 52, 150), pair(52, 51, 100)), [
    "HF0901 node-b.conf:3 52",
    "HF0901 node-b.conf:11 51",
  ]);
});

test("a version from global_defs is named there, and once for all instances", () => {
  const text = (priority: number): string =>
    instance({ lines: `priority ${priority}` }) +
    instance({
      name: "VI_2",
      number: 52,
      addresses: "192.0.2.2/24",
      lines: `priority ${priority}`,
    });
  const globals = "global_defs {\n  vrrp_version 3\n}\n";
  assert.deepEqual(said(`${globals}${text(150)}`, text(100)), [
    "HF0902 node-b.conf:1 VI_1",
    "HF0902 node-b.conf:9 VI_2",
  ]);
  assert.deepEqual(said(text(150), `${globals}${text(100)}`), ["HF0902 node-b.conf:2 3"]);
});

test("intervals differ fatally in VRRPv2, and in VRRPv3 they are worth a note", () => {
  const text = (lines: string): string => withLines(lines);
  assert.deepEqual(said(first, text(`${second}\n  advert_int 2`)), ["HF0903 node-b.conf:8 2"]);
  const v3 = (lines: string): string => text(`version 3\n  ${lines}`);
  assert.deepEqual(said(v3("priority 150"), v3(`${second}\n  advert_int 2`)), [
    "HF0904 node-b.conf:9 2",
  ]);
});

test("passwords are compared, and neither they nor their length are shown", () => {
  const text = (priority: number, password: string): string =>
    withLines(
      `priority ${priority}\n  ${block("authentication", "auth_type PASS", `auth_pass ${password}`)}`,
    );
  const shown = rendered(text(150, "hidden"), text(100, "unseen99"));
  assert.match(shown, /HF0905[\s\S]*auth_pass \*{8}[\s\S]*auth_pass \*{8}/);
  assert.doesNotMatch(shown, /hidden|unseen/);
  assert.deepEqual(said(text(150, "hidden"), withLines(second)), ["HF0905 node-b.conf:1 VI_1"]);
});

test("unicast on one side only is said once, not of each peer", () => {
  const one = withLines(`priority 150\n  ${unicast(1, 2)}`);
  assert.deepEqual(said(one, withLines(second)), ["HF0910 node-b.conf:1 VI_1"]);
});

test("a peer that points nowhere is named with the address it should have", () => {
  const one = withLines(`priority 150\n  ${unicast(1, 2)}`);
  const two = withLines(`${second}\n  ${unicast(2, 9)}`);
  assert.deepEqual(said(one, two), ["HF0914 node-b.conf:10 198.51.100.9"]);
  assert.match(rendered(one, two), /write 198\.51\.100\.1, or correct the other's source/);
});

test("a source that is not the one the peer lists is named there", () => {
  const one = withLines(`priority 150\n  ${unicast(1, 2)}`);
  const two = withLines(`${second}\n  ${unicast(3, 1)}`);
  assert.deepEqual(said(one, two), ["HF0914 node-a.conf:10 198.51.100.2"]);
});

test("of three, each one that is not listed is named", () => {
  const texts = [unicast(1, 2), unicast(2, 1, 3), unicast(3, 1, 2)].map((lines, index) =>
    withLines(`priority ${150 - index * 50}\n  ${lines}`),
  );
  assert.deepEqual(said(...texts), ["HF0914 node-a.conf:9 unicast_peer"]);
});

test("a copied source address is named once", () => {
  const one = withLines(`priority 150\n  ${unicast(1, 2)}`);
  const two = withLines(`${second}\n  ${unicast(1, 2)}`);
  assert.deepEqual(said(one, two).slice(0, 1), ["HF0913 node-b.conf:8 198.51.100.1"]);
});

test("addresses missing on one side are named together, and where to add them", () => {
  const many = ["192.0.2.1/24", "192.0.2.2/24", "192.0.2.3/24", "192.0.2.4/24", "192.0.2.5/24"];
  const one = instance({ addresses: many.join("\n    "), lines: "priority 150" });
  const two = withLines(second);
  assert.deepEqual(said(one, two), ["HF0930 node-b.conf:4 virtual_ipaddress"]);
  assert.match(rendered(one, two), /lacks 192\.0\.2\.2, 192\.0\.2\.3, 192\.0\.2\.4 and 1 more,/);
});

test("an excluded address counts, and one in the other list is not missing", () => {
  const excluded = (lines: string): string =>
    withLines(`${lines}\n  ${block("virtual_ipaddress_excluded", "192.0.2.9/24")}`);
  assert.deepEqual(said(excluded("priority 150"), withLines(second)), [
    "HF0930 node-b.conf:4 virtual_ipaddress",
  ]);
  const listed = instance({ addresses: "192.0.2.1/24\n    192.0.2.9/24", lines: second });
  assert.deepEqual(said(excluded("priority 150"), listed), ["HF0931 node-b.conf:6 192.0.2.9/24"]);
});

test("of three backups with equal priorities each later one is named", () => {
  assert.deepEqual(said(first, withLines(second), withLines(second)), ["HF0920 node-c.conf:7 100"]);
});

test("state MASTER twice and equal priorities are two findings", () => {
  const text = withLines("state MASTER\n  priority 100");
  assert.deepEqual(said(text, text), ["HF0921 node-b.conf:7 MASTER", "HF0920 node-b.conf:8 100"]);
});

test("an instance that is disabled in the other file is not said to be missing there", () => {
  const disabled = withLines(`${second}\n  virtual_router_id 0`).replace("_id 51", "_id 0");
  assert.deepEqual(said(first, disabled), []);
});

test("a file that cannot be read takes no part", () => {
  assert.deepEqual(said(first), []);
});

test("link-local addresses of two links are two addresses", () => {
  const text = (priority: number): string =>
    instance({ addresses: "fe80::1/64", lines: `priority ${priority}` }) +
    instance({
      name: "VI_2",
      link: "eth1",
      addresses: "fe80::1/64",
      lines: `priority ${priority}`,
    });
  assert.deepEqual(said(text(150), text(100)), []);
});

test("a group that lacks a member on one node is named there", () => {
  const group = (members: string): string =>
    `vrrp_sync_group G {\n  group {\n    ${members}\n  }\n}\n`;
  const both = (priority: number): string =>
    instance({ lines: `priority ${priority}` }) +
    instance({
      name: "VI_2",
      number: 52,
      addresses: "192.0.2.2/24",
      lines: `priority ${priority}`,
    });
  assert.deepEqual(said(group("VI_1\n    VI_2") + both(150), both(100)), [
    "HF0927 node-b.conf:1 VI_1",
  ]);
});
