import assert from "node:assert/strict";
import { test } from "node:test";
import { check, rendered, said, valueAt } from "./building.ts";
import {
  realServerText,
  realServerWith,
  saidOfRealServer,
  serviceText,
  virtualServerOf,
} from "./load-balancing-text.ts";

test("a real server without more has the defaults of keepalived", () => {
  assert.deepEqual(
    { ...realServerWith(""), place: null },
    {
      place: null,
      address: "192.0.2.10",
      port: 80,
      forwarding: { method: "nat" },
      weight: 1,
      upperThreshold: 0,
      lowerThreshold: 0,
      inhibitOnFailure: false,
      startsDown: false,
      notifyUp: null,
      notifyDown: null,
      mailAlert: true,
      snmpName: null,
      checkers: [],
    },
  );
});

const reachTheModel: readonly (readonly [line: string, path: string, value: unknown])[] = [
  ["weight 0", "weight", 0],
  ["weight 65535", "weight", 65_535],
  ["lvs_method DR", "forwarding.method", "directRouting"],
  ["lvs_method TUN", "forwarding.tunnel", { type: "ipip", port: null, checksum: "none" }],
  [
    "lvs_method TUN type gue port 6080 remcsum",
    "forwarding.tunnel",
    { type: "gue", port: 6080, checksum: "remote" },
  ],
  [
    "lvs_method TUN type gre csum",
    "forwarding.tunnel",
    { type: "gre", port: null, checksum: "plain" },
  ],
  [
    "lvs_method TUN csum port +6080 type gue",
    "forwarding.tunnel",
    { type: "gue", port: 6080, checksum: "plain" },
  ],
  ["uthreshold 9", "upperThreshold", 9],
  ["uthreshold 9\n lthreshold 5", "lowerThreshold", 5],
  ["inhibit_on_failure", "inhibitOnFailure", true],
  ["alpha", "startsDown", true],
  ["notify_up /bin/true", "notifyUp.argv.0", "/bin/true"],
  ["notify_down /bin/false root", "notifyDown.user", "root"],
  ["smtp_alert no", "mailAlert", false],
  ["snmp_name web", "snmpName", "web"],
];

for (const [line, path, value] of reachTheModel) {
  test(`${line.replaceAll("\n", ",")} → ${path}`, () => {
    assert.deepEqual(valueAt(realServerWith(line), path), value);
    assert.deepEqual(
      saidOfRealServer(line).filter((each) => !each.startsWith("HF0810")),
      [],
    );
  });
}

test("what a real server does not say is its virtual server's", () => {
  const given = realServerWith("", "weight 7\n inhibit_on_failure\n alpha");
  assert.equal(given.weight, 7);
  assert.equal(given.inhibitOnFailure, true);
  assert.equal(given.startsDown, true);
  const own = realServerWith("alpha no\n inhibit_on_failure off", "inhibit_on_failure\n alpha");
  assert.equal(own.inhibitOnFailure, false);
  assert.equal(own.startsDown, false);
});

const misuses: readonly (readonly [line: string, ...codes: string[]])[] = [
  ["weight 65536", "HF0203 65536"],
  ["weight -1", "HF0203 -1"],
  ["wieght 5", "HF0107 wieght"],
  ["lvs_method foo", "HF0207 foo"],
  ["lvs_method TUN port 6080", "HF0817 TUN"],
  ["lb_kind DR", "HF0107 lb_kind"],
  ["uthreshold x", "HF0202 x"],
  ["lthreshold 5", "HF0825 5"],
  ["uthreshold 4\n lthreshold 5", "HF0825 5"],
  ["inhibit_on_failure maybe", "HF0206 maybe"],
  ["alpha maybe", "HF0206 maybe"],
  ["retry 0", "HF0203 0"],
  ["delay_loop 0", "HF0203 0"],
  ["snmp_name web shop", "HF0832 shop"],
  ["notify_up /bin/true\n notify_up /bin/false", "HF0115 notify_up"],
];

for (const [line, ...expected] of misuses) {
  test(`${line.replaceAll("\n", ",")} is said, and the real server runs`, () => {
    assert.deepEqual(
      saidOfRealServer(line).map((each) => each.replace("HF0111 lb", "HF0107 lb")),
      expected,
    );
    assert.equal(realServerWith(line).weight, 1);
  });
}

test("consequences name the real server and the default that holds for it", () => {
  const text = serviceText(`weight 7\n${realServerText("weight x")}`);
  assert.match(
    rendered(check(text)),
    /Real server 192\.0\.2\.10 80 of 192\.0\.2\.1 80 therefore runs with the default weight, 7\./,
  );
});

const headings: readonly (readonly [heading: string, ...codes: string[]])[] = [
  ["192.0.2.300 80", "HF0209 192.0.2.300"],
  ["192.0.2.11 80x", "HF0202 80x"],
  ["192.0.2.11 70000", "HF0203 70000"],
  ["", "HF0201 real_server"],
  ["2001:db8::10 80", "HF0806 2001:db8::10"],
  ["192.0.2.10 80", "HF0805 192.0.2.10"],
];

for (const [heading, ...expected] of headings) {
  test(`real_server ${heading} is left out, and the other one runs`, () => {
    const text = serviceText(`${realServerText()}\n${realServerText("weight 5", heading)}`);
    assert.deepEqual(said(check(text)), expected);
    assert.deepEqual(
      virtualServerOf(text).realServers.map(({ weight }) => weight),
      [1],
    );
  });
}

test("one address may serve on many ports", () => {
  const ports = [80, 81, 82, 80, 81];
  const text = serviceText(
    ports.map((port) => realServerText("", `192.0.2.10 ${port}`)).join("\n"),
  );
  assert.deepEqual(said(check(text)), ["HF0805 192.0.2.10", "HF0805 192.0.2.10"]);
  assert.deepEqual(
    virtualServerOf(text).realServers.map(({ port }) => port),
    [80, 81, 82],
  );
});

test("a tunnel leads to the other family", () => {
  const text = serviceText(realServerText("lvs_method TUN", "2001:db8::10 80"));
  assert.deepEqual(said(check(text)), []);
});

const ports: readonly (readonly [
  heading: string,
  method: string,
  written: string,
  port: number,
])[] = [
  ["192.0.2.1 80", "NAT", "8080", 8080],
  ["192.0.2.1 80", "NAT", "", 80],
  ["192.0.2.1 80", "DR", "80", 80],
  ["192.0.2.1 80", "DR", "", 80],
  ["fwmark 1", "DR", "", 0],
  ["fwmark 1", "NAT", "8080", 8080],
];

for (const [heading, method, written, port] of ports) {
  test(`${heading} by ${method} to port "${written}" is ${port}`, () => {
    const protocol = heading.startsWith("fwmark") ? { protocol: null } : {};
    const text = serviceText(realServerText("", `192.0.2.10 ${written}`), heading, {
      ...protocol,
      lb_kind: method,
    });
    assert.deepEqual(said(check(text)), []);
    assert.equal(virtualServerOf(text).realServers[0]?.port, port);
  });
}

for (const [heading, port] of [
  ["192.0.2.1 80", 80],
  ["fwmark 1", 0],
] as const) {
  test(`${heading} cannot change the port by direct routing`, () => {
    const protocol = heading.startsWith("fwmark") ? { protocol: null } : {};
    const text = serviceText(realServerText("", "192.0.2.10 8080"), heading, {
      ...protocol,
      lb_kind: "DR",
    });
    assert.deepEqual(said(check(text)), ["HF0808 8080"]);
    assert.equal(virtualServerOf(text).realServers[0]?.port, port);
  });
}

for (const heading of ["192.0.2.1 80", "fwmark 1", "group web"]) {
  test(`checks of a server behind ${heading} go to the port that is written`, () => {
    const group = "virtual_server_group web {\n 192.0.2.1 80\n 192.0.2.2 443\n}\n";
    const protocol = heading.startsWith("fwmark") ? { protocol: null } : {};
    const text = serviceText(realServerText("TCP_CHECK {\n}", "192.0.2.10 8080"), heading, {
      ...protocol,
      lb_kind: "DR",
    });
    const [server] = virtualServerOf(group + text).realServers;
    assert.equal(valueAt(server?.checkers[0], "port"), 8080);
  });
}

test("servers of a group are told apart by their port, whatever port packets keep", () => {
  const group = "virtual_server_group web {\n 192.0.2.1 80\n}\n";
  const servers = ["192.0.2.10 80", "192.0.2.10 81"].map((at) => realServerText("", at));
  const text = group + serviceText(servers.join("\n"), "group web", { lb_kind: "DR" });
  assert.deepEqual(said(check(text)), ["HF0808 81"]);
  assert.deepEqual(
    virtualServerOf(text).realServers.map(({ port }) => port),
    [80, 81],
  );
});

test("quorum is cut to what all weigh together, and is never nothing", () => {
  const text = serviceText(`quorum 9\n hysteresis 4\n ${realServerText("weight 3")}`);
  assert.deepEqual(said(check(text)), ["HF0810 9", "HF0811 4"]);
  const { quorum } = virtualServerOf(text);
  assert.deepEqual([quorum.weight, quorum.hysteresis], [3, 2]);
  const weightless = serviceText(realServerText("weight 0"));
  assert.match(rendered(check(weightless)), /never has quorum/);
  assert.equal(virtualServerOf(weightless).quorum.weight, 1);
});

test("thousands of real servers are read in order", () => {
  const count = 3_000;
  const lines = Array.from({ length: count }, (_, index) =>
    realServerText("weight 3", `10.0.${Math.floor(index / 250)}.${(index % 250) + 1} 80`),
  );
  const { realServers } = virtualServerOf(serviceText(lines.join("\n")));
  assert.equal(realServers.length, count);
  assert.equal(realServers.at(-1)?.address, "10.0.11.250");
});
