/**
 * Every option of a rule's line: what the kernel holds after ours is what it holds after the same
 * words given to ip(8). Needs root, iproute2.
 */
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { describeOperation } from "../../../src/core/reconcile/describe.ts";
import { makeNamespace } from "../netlink-namespace.ts";
import { rulesOf } from "./lines.ts";

const namespace = makeNamespace("rules");
after(() => namespace.remove());
const { ip, report, open } = namespace;

/** The words after `ip rule add`, where they are not the line's own. */
const lines: readonly (readonly [line: string, words?: string])[] = [
  ["from 10.1.0.0/24 table 100 preference 5"],
  ["from 10.1.0.7 lookup 100 priority 5"],
  ["to 10.1.0.0/24 table 100000 order 5"],
  ["from 10.1.0.0/24 to 10.2.0.0/16 table 100 preference 4294967294"],
  ["not from 10.1.0.0/24 table 100 preference 5"],
  ["table main preference 5"],
  ["from 10.1.0.0/24 tos 0x10 table 100 preference 5"],
  ["fwmark 7 table 100 preference 5"],
  ["fwmark 0x7/0xff table 100 preference 5"],
  ["fwmark 0/0xff table 100 preference 5"],
  ["iif left table 100 preference 5"],
  ["dev left oif right table 100 preference 5", "iif left oif right table 100 preference 5"],
  ["iif missing0 table 100 preference 5"],
  ["tunnel-id 12345678901 table 100 preference 5", "tun_id 12345678901 table 100 preference 5"],
  ["uidrange 1000-2000 table 100 preference 5"],
  ["ipproto tcp sport 1000-2000 dport 80-80 table 100 preference 5"],
  ["ipproto 17 table 100 preference 5"],
  ["realms 3/4 from 10.1.0.0/24 table 100 preference 5"],
  ["table 100 suppress_prefixlength 0 preference 5"],
  ["table 100 sup_group 7 preference 5", "table 100 suppress_ifgroup 7 preference 5"],
  ["l3mdev preference 5"],
  ["from 10.1.0.0/24 goto 9 preference 5"],
  ["from 10.1.0.0/24 nop preference 5"],
  ["from 10.1.0.0/24 blackhole preference 5"],
  ["from 10.1.0.0/24 unreachable preference 5"],
  ["from 10.1.0.0/24 type prohibit preference 5"],
  ["from 2001:db8:1::/48 to 2001:db8:2::/48 table 100 preference 5"],
  ["from 2001:db8:1::5/48 not fwmark 9 table 100 preference 5"],
  [
    "inet6 table 100000 suppress_prefixlength 64 preference 5",
    "-6 table 100000 suppress_prefixlength 64 preference 5",
  ],
  ["from ::/0 iif left blackhole preference 5", "-6 iif left blackhole preference 5"],
  [
    "inet6 tos 0x10 ipproto udp dport 53-53 table 100 preference 5",
    "-6 tos 0x10 ipproto udp dport 53-53 table 100 preference 5",
  ],
  ["from 10.1.0.0/24 table 100 preference 5 no_track", "from 10.1.0.0/24 table 100 preference 5"],
];

interface ReportedRule {
  readonly protocol?: string;
  readonly [option: string]: unknown;
}

/** All rules, without who added them. */
const held = () =>
  ["", "-6 "].map((family) =>
    report<ReportedRule[]>(`-d ${family}rule show`).map(({ protocol: _, ...rule }) => rule),
  );

for (const [line, words = line] of lines) {
  test(`rule ${line}`, () => {
    using network = open();
    const [rule] = rulesOf(line);
    assert.ok(rule !== undefined);
    const apply = (kind: "add" | "remove") => {
      const [result] = network.routing.apply([{ kind, rule }]);
      assert.ok(result?.ok, JSON.stringify(result));
    };
    const before = held();
    apply("add");
    const ours = held();
    assert.notDeepEqual(ours, before);
    assert.ok(network.routing.holdsRule(rule), "known from the kernel's notification");
    {
      using later = open();
      assert.ok(later.routing.holdsRule(rule), "known from the kernel's list");
    }
    // Asked again it is there, and no second one comes.
    apply("add");
    assert.deepEqual(held(), ours);
    apply("remove");
    assert.deepEqual(held(), before);
    assert.ok(!network.routing.holdsRule(rule));
    apply("remove");

    // What logs and plans call it is what does it.
    const add = describeOperation({ kind: "add", rule });
    const remove = describeOperation({ kind: "remove", rule });
    ip(add.replace(/^ip /, ""));
    assert.deepEqual(held(), ours, add);
    ip(remove.replace(/^ip /, ""));
    assert.deepEqual(held(), before, remove);

    const family = words.startsWith("-6 ") || rule.family === "ipv6" ? "-6 " : "";
    ip(`${family}rule add ${words.replace("-6 ", "")}`);
    const theirs = held();
    ip(`${family}rule del ${words.replace("-6 ", "")}`);
    assert.deepEqual(ours, theirs);
  });
}
