/** `holdfast real-server` on a machine of its own. Needs root. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { makeNamespace, type Namespace, type ReportedLink } from "./netlink-namespace.ts";

const program = join(import.meta.dirname, "../../bin/holdfast");
const settings = ["all", "lo"].flatMap((name) => [
  `net.ipv4.conf.${name}.arp_ignore`,
  `net.ipv4.conf.${name}.arp_announce`,
]);
let machine: Namespace;

before(() => {
  machine = makeNamespace("rs");
  machine.ip("link set lo up");
});
after(() => machine.remove());

function inside(command: string, ...words: readonly string[]) {
  const { status, stdout } = spawnSync("ip", ["netns", "exec", machine.name, command, ...words], {
    encoding: "utf8",
  });
  return { status, stdout };
}

const realServer = (...words: string[]) => inside(program, "real-server", ...words);
const values = (): string =>
  inside("sysctl", "-n", ...settings)
    .stdout.trim()
    .split("\n")
    .join(" ");

function hostAddresses(): string[] {
  const [lo] = machine.report<ReportedLink[]>("address show dev lo");
  const own = lo?.addr_info.map(({ local, prefixlen }) => `${local}/${prefixlen}`) ?? [];
  return own.filter((address) => address !== "127.0.0.1/8" && address !== "::1/128");
}

test("the addresses are there, quietly, until they are taken away and all is as it was", () => {
  const lacking = realServer("status", "192.0.2.10");
  assert.equal(lacking.status, 1);
  assert.match(lacking.stdout, /^MISSING {2}192\.0\.2\.10\/32 on lo$/m);

  assert.equal(realServer("up", "192.0.2.10", "2001:db8::10").status, 0);
  assert.equal(realServer("up", "192.0.2.10", "192.0.2.11").status, 0);
  assert.deepEqual(hostAddresses(), ["192.0.2.10/32", "192.0.2.11/32", "2001:db8::10/128"]);
  assert.equal(values(), "1 2 1 2");
  const fine = realServer("status");
  assert.equal(fine.status, 0);
  assert.equal(fine.stdout.match(/^ok /gm)?.length, 7);

  assert.equal(realServer("down", "192.0.2.11").status, 0);
  assert.equal(values(), "1 2 1 2");
  assert.equal(realServer("down").status, 0);
  assert.deepEqual(hostAddresses(), []);
  assert.equal(values(), "0 0 0 0");
});

test("what was there before, or was changed by somebody else since, stays", () => {
  machine.ip("address add 192.0.2.20/32 dev lo");
  inside("sysctl", "-qw", "net.ipv4.conf.all.arp_ignore=2");
  assert.equal(realServer("up", "192.0.2.20").status, 0);
  assert.equal(values(), "2 2 1 2");
  inside("sysctl", "-qw", "net.ipv4.conf.lo.arp_announce=1");
  const down = realServer("down");
  assert.match(down.stdout, /^net\.ipv4\.conf\.lo\.arp_announce = 1: changed by somebody else/m);
  assert.deepEqual(hostAddresses(), ["192.0.2.20/32"]);
  assert.equal(values(), "2 0 0 1");
});

test("an address that is none is refused before anything is touched", () => {
  const { status } = realServer("up", "192.0.2.30", "192.0.2.300");
  assert.notEqual(status, 0);
  assert.ok(!hostAddresses().includes("192.0.2.30/32"));
});
