import assert from "node:assert/strict";
import { test } from "node:test";
import { checkExample } from "../../../../src/config/build/example-check.ts";
import { nodeFiles } from "../../../../src/config/cluster/check-example.ts";
import { priorityTables } from "../../../../src/config/cluster/priority-tables.ts";
import { renderPriorities } from "../../../../src/config/priorities/render.ts";
import { priorityTable } from "../../../../src/config/priorities/table.ts";
import { instance, withLines } from "../cluster/cluster.ts";

/** The only instance of each text: on node-a, node-b and so on. */
function shown(...texts: readonly string[]): string {
  const seats = texts.flatMap((text, index) => {
    const { configuration } = checkExample(text);
    const node = `node-${"abc"[index]}`;
    return configuration.vrrpInstances.map((instance) => ({ node, instance, configuration }));
  });
  return renderPriorities([priorityTable(seats)]);
}

/** The rows of the table, each as its cells. */
const rows = (...texts: readonly string[]): readonly string[] =>
  shown(...texts)
    .split("\n")
    .filter((line) => line.startsWith("    "))
    .map((line) => line.trim().replaceAll(/ {2,}/g, " | "));

const definitions = `vrrp_script web {
  script "/usr/bin/pgrep nginx"
  weight -20
}
vrrp_script db {
  script "/usr/bin/pgrep postgres"
}
track_file load {
  file /run/load
  weight -2
}
vrrp_track_process proxy {
  process haproxy
  weight 10
}
`;
const following = (lines: string): string =>
  definitions +
  withLines(
    `${lines}
  track_script {
    web
    db
  }
  track_file {
    load
  }
  track_process {
    proxy
  }`,
  );

test("one file: what each failure does to the priority", () => {
  assert.equal(
    shown(following("priority 110")),
    `VI_1, IPv4 virtual router 51: 192.0.2.1

  node-a: priority 110, 120 while all is well, from 1 to 254
    when this                          priority is
    interface eth0 (its own)  down     FAULT
    script web                fails    120 - 20 = 100
    script db                 fails    FAULT
    file load                 not 0    120 - number × 2, FAULT from 127 up
    process proxy             missing  120 - 10 = 110
`,
  );
});

test("two files: where the addresses go, and whether they come back", () => {
  assert.equal(
    shown(following("priority 110"), withLines("priority 105")),
    `VI_1, IPv4 virtual router 51: 192.0.2.1
  While all is well, node-a holds the addresses: 120 against 105.

  node-a: priority 110, 120 while all is well, from 1 to 254
    when this                          priority is                          and the addresses
    interface eth0 (its own)  down     FAULT                                move to node-b (105) until it is well
    script web                fails    120 - 20 = 100                       move to node-b (105) until it is well
    script db                 fails    FAULT                                move to node-b (105) until it is well
    file load                 not 0    120 - number × 2, FAULT from 127 up  move to node-b (105) from 8 up until it is well
    process proxy             missing  120 - 10 = 110                       stay on node-a

  node-b: priority 105
    when this                       priority is  and the addresses
    interface eth0 (its own)  down  FAULT        stay on node-a
`,
  );
});

const script = (weight: string, lines: string): string =>
  `vrrp_script web {\n  script "/usr/bin/pgrep nginx"\n  ${weight}\n}\n${withLines(
    `${lines}\n  dont_track_primary\n  track_script {\n    web\n  }`,
  )}`;
const idle = (lines: string): string => withLines(`${lines}\n  dont_track_primary`);

test("with nopreempt a weight moves nothing, and after a fault the addresses stay where they went", () => {
  assert.deepEqual(rows(script("weight -60", "priority 150"), idle("priority 100\n  nopreempt")), [
    "when this | priority is | and the addresses",
    "script web | fails | 150 - 60 = 90 | stay on node-a",
    "nothing is watched",
  ]);
  assert.deepEqual(
    rows(script("", "priority 150\n  nopreempt"), idle("priority 100")).slice(1, 2),
    ["script web | fails | FAULT | move to node-b (100) for good"],
  );
});

test("preempt_delay is waited for where a master is still there, and not after a fault", () => {
  const backup = idle("priority 100\n  preempt_delay 30");
  assert.match(shown(script("weight -60", "priority 150"), backup), /\(100\) after 30 s until/);
  assert.match(shown(script("", "priority 150"), backup), /node-b \(100\) until/);
});

test("an equal priority does not take over", () => {
  const weight = (amount: number): string => script(`weight ${amount}`, "priority 110");
  assert.match(shown(weight(-10), idle("priority 100")), /110 - 10 = 100 {2}stay on node-a/);
  assert.match(shown(weight(-11), idle("priority 100")), /110 - 11 = 99 {2}move to node-b/);
});

test("reverse turns the sign: the priority is lower while all is well", () => {
  const text = shown(script("weight 20 reverse", "priority 100"));
  assert.match(text, /priority 100, 80 while all is well, from 80 to 100/);
  assert.match(text, /80 \+ 20 = 100/);
  assert.match(
    shown(script("weight 0 reverse", "priority 100")),
    /script web {2}succeeds {2}FAULT/,
  );
});

test("what would leave the range of priorities is limited", () => {
  assert.match(
    shown(script("weight -100", "priority 50")),
    /from 1 to 50[\s\S]*50 - 100 = 1 \(limited\)/,
  );
  assert.match(shown(script("weight 253", "priority 200")), /priority 200, 254 while all is well/);
});

test("equal priorities leave it to chance, and a file alone has no addresses column", () => {
  assert.match(
    shown(idle("priority 100"), idle("priority 100")),
    /node-a or node-b holds the addresses: with 100 each, whoever is first\./,
  );
  assert.doesNotMatch(shown(idle("priority 100")), /and the addresses/);
});

test("of three the next best takes over", () => {
  const texts = [script("", "priority 150"), idle("priority 50"), idle("priority 100")];
  assert.match(shown(...texts), /150 against 50 and 100\.[\s\S]*FAULT {8}move to node-c \(100\)/);
});

test("a sync group waits for the member that does not lose", () => {
  const grouped = (priority: number): string => `vrrp_script web {
  script "/usr/bin/pgrep nginx"
  weight -60
}
vrrp_sync_group G {
  group {
    VI_1
    VI_2
  }
  sync_group_tracking_weight
}
${instance({ lines: `priority ${priority}\n  track_script {\n    web\n  }` })}${instance({
  name: "VI_2",
  number: 52,
  addresses: "192.0.2.2/24",
  lines: `priority ${priority}`,
})}`;
  const tables = renderPriorities(priorityTables(nodeFiles([grouped(150), grouped(100)])));
  assert.match(tables, /150 - 60 = 90 {2}stay on node-a\.conf: the sync group waits for VI_2\n/);
  assert.match(tables, /100 - 60 = 40 {2}stay on node-a\.conf\n/);
  assert.match(tables, /instance VI_2 \(sync group G\) {2}in fault {2}FAULT/);
});
