/** Routes, rules and statics of a running daemon: beside keepalived's on the same file, and by itself. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { mustRun } from "../lab/command.ts";
import { batch, type Lab, openLab } from "../lab/lab.ts";
import { requirePrerequisites } from "../lab/prerequisites.ts";
import { type Node, type Product, startNode } from "../lab/router.ts";
import { waitFor } from "../lab/wait.ts";
import { soon } from "./daemon-under-test.ts";

const statics = `
static_ipaddress {
  10.77.0.200/24 dev eth0
}
static_routes {
  10.61.0.0/24 via 10.77.0.9
  10.62.0.0/24 via 10.66.0.9 dev extra mtu lock 1300 hoplimit 9
  10.63.0.0/24 via 10.77.0.9 src 10.77.0.200 metric 5 table 1000
  blackhole 10.64.0.0/24
  unreachable fd61::/32 metric 7
}
static_rules {
  from 10.61.0.0/24 table 1000 preference 500
  not fwmark 0x5/0xff iif extra table 100 preference 501
  from fd61::/32 blackhole preference 502
}
`;

const instance = (routing: string) => `
vrrp_instance VI_1 {
  state MASTER
  interface eth0
  virtual_router_id 61
  priority 255
  virtual_ipaddress {
    10.77.0.61/24
    10.66.0.61/24 dev extra
  }
  ${routing}
}
`;

const routes = `
  virtual_routes {
    10.51.0.0/24 via 10.77.0.9 src 10.77.0.61
    10.52.0.0/24 via 10.66.0.9 dev extra realms 3/4 table 100000
    10.53.0.0/24 nexthop via 10.77.0.9 weight 3 nexthop via 10.66.0.9 dev extra weight 2
    10.54.0.0/24 via 10.77.0.9 dev eth0 onlink rtt 400ms rttvar lock 1s window 9000 features ecn
    10.55.0.0/24 via 10.77.0.9 encap ip id 7 dst 192.0.2.1 no_track
    throw 10.56.0.0/24 table 100
    prohibit fd51::/32
    fd52::/32 via fd77::9 pref high
    fd53::/32 nexthop via fd77::9 weight 2 nexthop via fe80::9 dev extra
  }
  virtual_rules {
    from 10.51.0.0/24 to 10.61.0.0/16 table 100 preference 400
    uidrange 1000-2000 ipproto tcp dport 80-90 table 100000 preference 401
    iif eth0 oif extra goto 500 preference 402
    from fd51::/32 table 100 suppress_prefixlength 8 preference 403
  }
`;

let lab: Lab;
before(async () => {
  requirePrerequisites(["ip", "keepalived"]);
  lab = await openLab(["a"]);
  const { namespace } = lab.router("a");
  batch(namespace, [
    "link add extra type veth peer other",
    "link set other up",
    "link set extra up",
    "address add 10.66.0.1/24 dev extra",
  ]);
});
after(() => lab.close());

const ip = (words: string) => mustRun(["ip", "-n", lab.router("a").namespace, ...words.split(" ")]);
const held = () =>
  ["-d route show table all", "-6 -d route show table all", "-d rule show", "-6 -d rule show"]
    .map(ip)
    .join("")
    // Not what comes with links and addresses.
    .split("\n")
    .filter((line) => line !== "" && !/proto kernel/.test(line))
    .join("\n");
const holds = (text: string) => held().includes(text);
const appears = (text: string) => waitFor(text, soon, () => holds(text), held);
const vanishes = (text: string) => waitFor(`no ${text}`, soon, () => !holds(text), held);

/** A node that holds all of the file; it is stopped, and what it leaves behind is given. */
async function withNode(
  product: Product,
  text: string,
  use: (node: Node) => Promise<void>,
): Promise<string> {
  const node = startNode(lab, lab.router("a"), product, text);
  try {
    await node.waitForLog("Entering MASTER STATE", soon.limitMillis);
    await use(node);
  } finally {
    await node.stop();
  }
  return held();
}

test("the kernel holds what keepalived puts there on the same file, and nothing afterwards", async () => {
  const text = statics + instance(routes);
  const initially = held();
  const left: string[] = [];
  const states: string[] = [];
  for (const product of ["keepalived", "holdfast"] as const) {
    const rest = await withNode(product, text, async () => {
      await appears("lookup 100000");
      await appears("lookup 100 suppress_prefixlength 8");
      states.push(held());
    });
    left.push(rest);
  }
  const [theirs, ours] = states;
  assert.equal(ours, theirs);
  assert.equal(left[1], initially);
});

test("what somebody removes of a master comes back at once, and it stays master", async () => {
  await withNode("holdfast", statics + instance(routes), async (node) => {
    await appears("lookup 100000");
    ip("route del 10.51.0.0/24");
    ip("rule del preference 401");
    ip("-6 route del fd53::/32 via fd77::9");
    await appears("10.51.0.0/24");
    await appears("401:");
    const bothWays = /fd53.*\n.*via fe80::9 .* weight 1.*\n.*via fd77::9 .* weight 2/;
    await waitFor("both ways", soon, () => bothWays.test(held()), held);
    // Something else in its place is no route of ours.
    ip("route replace 10.51.0.0/24 via 10.77.0.8");
    await appears("10.51.0.0/24 via 10.77.0.9");
    // With its source address, the kernel removes it without a word.
    ip("address del 10.77.0.61/24 dev eth0");
    await appears("10.51.0.0/24 via 10.77.0.9");
    ip("route del 10.55.0.0/24");
    ip("route del 10.61.0.0/24");
    await appears("10.61.0.0/24");
    assert.ok(!holds("10.55.0.0/24"), "no_track is left alone");
    assert.equal(node.logged("FAULT").length, 0);
    assert.equal(node.logged("Entering MASTER STATE").length, 1);
    ip("route del 10.51.0.0/24 via 10.77.0.8");
  });
});

test("a link goes down with a tracked route: FAULT, and MASTER with all of it when it is back", async () => {
  const text = statics + instance("virtual_routes {\n10.51.0.0/24 via 10.66.0.9\n}");
  await withNode("holdfast", text.replace("10.66.0.61/24 dev extra", ""), async (node) => {
    await appears("10.51.0.0/24");
    ip("link set extra down");
    await node.waitForLog("Entering FAULT STATE", soon.limitMillis);
    const since = Date.now();
    ip("link set extra up");
    await node.waitForLog("Entering MASTER STATE", soon.limitMillis, since);
    await appears("10.51.0.0/24");
    await appears("10.62.0.0/24 via 10.66.0.9");
  });
});

test("a reload touches only what changed", async () => {
  const text = statics + instance(routes);
  await withNode("holdfast", text, async (node) => {
    await appears("lookup 100000");
    const { namespace } = lab.router("a");
    const monitor = lab.start(namespace, ["ip", "-ts", "monitor", "route", "rule", "address"]);
    await waitFor("the monitor", soon, () => {
      ip("route replace 10.250.0.0/24 dev lo");
      ip("route del 10.250.0.0/24");
      return monitor.lines.some((line) => line.text.includes("10.250.0.0"));
    });
    const changed = text
      .replace("10.51.0.0/24 via 10.77.0.9", "10.51.0.0/24 via 10.77.0.8")
      .replace("preference 401", "preference 411")
      .replace("blackhole 10.64.0.0/24", "blackhole 10.65.0.0/24");
    node.reload(changed);
    await node.waitForLog("Reload finished", soon.limitMillis);
    await appears("10.65.0.0/24");
    await appears("411:");
    await vanishes("401:");
    await vanishes("10.64.0.0/24");
    ip("route replace 10.251.0.0/24 dev lo");
    await waitFor("the end", soon, () =>
      monitor.lines.some((line) => line.text.includes("10.251.0.0")),
    );
    ip("route del 10.251.0.0/24");
    const touched = monitor.lines
      .map((line) => line.text)
      .filter((line) => /proto keepalived|lookup/.test(line))
      .filter((line) => !/10\.51\.0|10\.64\.0|10\.65\.0|dport 80-90/.test(line));
    assert.deepEqual(touched, []);
  });
});

test("a route that the kernel refuses is told with its line, and the rest is there", async () => {
  const bad = routes.replace("virtual_routes {", "virtual_routes {\n10.50.0.0/24 via 10.99.0.1");
  await withNode("holdfast", instance(bad), async (node) => {
    await appears("lookup 100000");
    const [said] = node.logged("10.50.0.0/24");
    assert.match(
      said?.text ?? "",
      /a\.conf: Line 13\) cannot add a route: .*ip route prepend 10\.50\.0\.0\/24 via 10\.99\.0\.1/,
    );
    assert.match(said?.text ?? "", /ENETUNREACH: Nexthop has invalid gateway/);
  });
});

test("a process that was killed leaves its routes to the next one, which removes them", async () => {
  const text = instance(routes).replace("state MASTER", "").replace("priority 255", "priority 100");
  const node = startNode(lab, lab.router("a"), "holdfast", text);
  await appears("lookup 100000");
  await node.killAll();
  assert.ok(holds("10.52.0.0/24"));
  const next = startNode(lab, lab.router("a"), "holdfast", text);
  await next.waitForLog("Entering BACKUP STATE (init)", soon.limitMillis);
  await vanishes("10.52.0.0/24");
  await vanishes("lookup 100000");
  await next.stop();
});
