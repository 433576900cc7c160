import assert from "node:assert/strict";
import { test } from "node:test";
import { instance, rendered, withLines } from "./cluster.ts";

const script = (weight: string): string =>
  `vrrp_script chk {\n  script "/usr/bin/pgrep nginx"\n  ${weight}\n}\n`;
const following = (weight: string, lines: string): string =>
  script(weight) + withLines(`${lines}\n  track_script {\n    chk\n  }`);
const password = "authentication {\n    auth_type PASS\n    auth_pass secret\n  }";
const peersOf = (own: number, ...others: readonly number[]): string =>
  `unicast_src_ip 198.51.100.${own}
  unicast_peer {
    ${others.map((other) => `198.51.100.${other}`).join("\n    ")}
  }`;
const balancer = `virtual_server 192.0.2.1 80 {
  lb_algo rr
  lb_kind DR
  persistence_timeout 50
  protocol TCP
  real_server 198.51.100.11 80 {
    TCP_CHECK {
    }
  }
}
`;

const sane: Readonly<Record<string, readonly string[]>> = {
  "active and passive, state MASTER and BACKUP": [
    withLines(`state MASTER\n  priority 101\n  ${password}`),
    withLines(`state BACKUP\n  priority 100\n  ${password}`),
  ],
  "interfaces of different names": [
    withLines("priority 150"),
    instance({ link: "eth1", lines: "priority 100" }),
  ],
  "active and active, two virtual routers": [
    instance({ lines: "state MASTER\n  priority 150" }) +
      instance({ name: "VI_2", number: 52, addresses: "192.0.2.2/24", lines: "priority 100" }),
    instance({ lines: "priority 100" }) +
      instance({
        name: "VI_2",
        number: 52,
        addresses: "192.0.2.2/24",
        lines: "state MASTER\n  priority 150",
      }),
  ],
  "three with unicast": [
    withLines(`priority 150\n  ${peersOf(1, 2, 3)}`),
    withLines(`priority 100\n  ${peersOf(2, 1, 3)}`),
    withLines(`priority 50\n  ${peersOf(3, 1, 2)}`),
  ],
  "one list of unicast peers for all, their own included": [
    withLines(`priority 150\n  ${peersOf(1, 1, 2)}`),
    withLines(`priority 100\n  ${peersOf(2, 1, 2)}`),
  ],
  "unicast without source addresses": [
    withLines("priority 150\n  unicast_peer {\n    198.51.100.2\n  }"),
    withLines("priority 100\n  unicast_peer {\n    198.51.100.1\n  }"),
  ],
  "nopreempt on both, all BACKUP": [
    withLines("state BACKUP\n  nopreempt\n  priority 150"),
    withLines("state BACKUP\n  nopreempt\n  priority 100"),
  ],
  "nopreempt on both with equal priorities": [
    withLines("state BACKUP\n  nopreempt"),
    withLines("state BACKUP\n  nopreempt"),
  ],
  "nopreempt on the one with the higher priority": [
    withLines("state BACKUP\n  nopreempt\n  priority 150"),
    withLines("state BACKUP\n  priority 100"),
  ],
  "preempt_delay on both": [
    withLines("preempt_delay 60\n  priority 150"),
    withLines("preempt_delay 60\n  priority 100"),
  ],
  "an owner and a backup": [withLines("priority 255"), withLines("priority 100")],
  "a negative weight larger than the distance": [
    following("weight -20", "priority 101"),
    following("weight -20", "priority 100"),
  ],
  "a positive weight larger than the distance": [
    following("weight 2", "state MASTER\n  priority 101"),
    following("weight 2", "priority 100"),
  ],
  "trackers that are faults": [
    following("weight 0", "priority 150"),
    following("weight 0", "priority 100"),
  ],
  "nopreempt with trackers that are faults": [
    following("", "priority 150\n  nopreempt"),
    following("", "priority 100\n  nopreempt"),
  ],
  "two weights that only together are enough": [
    `${script("weight -30")}vrrp_script two {\n  script /usr/bin/true\n  weight -30\n}\n${withLines(
      "priority 150\n  track_script {\n    chk\n    two\n  }",
    )}`,
    withLines("priority 100"),
  ],
  "VRRPv3 for both families": [
    instance({ lines: "version 3\n  priority 150" }) +
      instance({
        name: "VI_6",
        addresses: "fe80::1:1/64\n    2001:db8::1/64",
        lines: "priority 150",
      }),
    instance({ lines: "version 3\n  priority 100" }) +
      instance({
        name: "VI_6",
        addresses: "fe80::1:1/64\n    2001:db8::1/64",
        lines: "priority 100",
      }),
  ],
  "one number on two links": [
    withLines("priority 150") +
      instance({ name: "VI_2", link: "eth1", addresses: "203.0.113.1/24", lines: "priority 150" }),
    withLines("priority 100") +
      instance({ name: "VI_2", link: "eth1", addresses: "203.0.113.1/24", lines: "priority 100" }),
  ],
  "the same load balancing": [
    balancer + withLines("priority 150"),
    balancer + withLines("priority 100"),
  ],
  "own names of the nodes, or none": [
    `global_defs {\n  router_id node-a\n}\n${withLines("priority 150")}`,
    withLines("priority 100"),
  ],
  "passwords that are the same in the eight characters that travel": [
    withLines(
      "priority 150\n  authentication {\n    auth_type PASS\n    auth_pass secret-word\n  }",
    ),
    withLines(
      "priority 100\n  authentication {\n    auth_type PASS\n    auth_pass secret-woods\n  }",
    ),
  ],
};

for (const [name, texts] of Object.entries(sane)) {
  test(`nothing is said about ${name}`, () => {
    assert.equal(rendered(...texts), "");
    assert.equal(rendered(...texts.toReversed()), "");
  });
}
