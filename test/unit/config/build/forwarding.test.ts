import assert from "node:assert/strict";
import { test } from "node:test";
import { checkForwarding } from "../../../../src/config/build/check-machine-forwarding.ts";
import { checkExample } from "../../../../src/config/build/example-check.ts";
import type { Machine } from "../../../../src/config/build/machine.ts";

const serverOf = (virtual: string, real: string, kind = "NAT"): string =>
  `virtual_server ${virtual} {\nprotocol TCP\nlb_kind ${kind}\nreal_server ${real} {\n}\n}\n`;

/** What is said of `text` on a machine with these settings, all of whose networks are eth0.10's. */
function findings(text: string, settings: Readonly<Record<string, string>>): string[] {
  const machine: Machine = {
    hostName: "node-a",
    mtuOf: () => null,
    interfaceExists: () => true,
    setting: (path) => settings[path] ?? null,
    linkTowards: (address) => (address.startsWith("192.0.2.") ? "eth0.10" : null),
  };
  return checkForwarding(checkExample(text).configuration, machine).map(
    ({ code, help }) => `${code} ${help}`,
  );
}

test("NAT without forwarding is said once for each family", () => {
  const text = [
    serverOf("198.51.100.1 80", "10.0.0.1 80"),
    serverOf("198.51.100.1 81", "10.0.0.1 81"),
    serverOf("2001:db8::1 80", "2001:db8:1::1 80"),
  ].join("");
  const off = { "net/ipv4/ip_forward": "0", "net/ipv6/conf/all/forwarding": "0" };
  assert.deepEqual(findings(text, off), [
    "HF0607 sysctl -w net.ipv4.ip_forward=1",
    "HF0607 sysctl -w net.ipv6.conf.all.forwarding=1",
  ]);
  assert.deepEqual(findings(text, { ...off, "net/ipv4/ip_forward": "1" }).length, 1);
  assert.deepEqual(findings(serverOf("198.51.100.1 80", "10.0.0.1 80", "DR"), off), []);
});

test("redirects matter where clients and real servers share an interface, by either setting", () => {
  const text = serverOf("192.0.2.10 80", "192.0.2.20 80");
  const own = "net/ipv4/conf/eth0.10/send_redirects";
  assert.deepEqual(findings(text, { [own]: "1" }), [`HF0608 sysctl -w ${own}=0`]);
  assert.deepEqual(findings(text, { "net/ipv4/conf/all/send_redirects": "1", [own]: "0" }), [
    "HF0608 sysctl -w net.ipv4.conf.all.send_redirects=0",
  ]);
  assert.deepEqual(findings(text, { [own]: "0" }), []);
  assert.deepEqual(findings(serverOf("192.0.2.10 80", "10.0.0.1 80"), { [own]: "1" }), []);
});

test("FTP by NAT needs connection tracking where there is IPVS", () => {
  const text = serverOf("198.51.100.1 21", "10.0.0.1 21");
  assert.match(
    findings(text, { "net/ipv4/vs/conntrack": "0" }).join(),
    /^HF0609 modprobe ip_vs_ftp/,
  );
  assert.deepEqual(findings(text, {}), []);
});
