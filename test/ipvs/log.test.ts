/** What the log, the named pipe and mails say of servers that come and go is what keepalived's say. */
import assert from "node:assert/strict";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { mustRun } from "../lab/command.ts";
import { tableOf } from "../lab/ipvs-table.ts";
import { type Lab, openLab, type Router } from "../lab/lab.ts";
import { requirePrerequisites } from "../lab/prerequisites.ts";
import type { WatchedProcess } from "../lab/processes.ts";
import { startReceiver } from "../lab/receiver.ts";
import { type Node, type Product, startNode } from "../lab/router.ts";
import { waitFor } from "../lab/wait.ts";

requirePrerequisites(["ip", "keepalived"]);

const soon = { limitMillis: 20_000, everyMillis: 20 };
const mailPort = 2525;
/** Of each server and of the quorum. */
const mailsOfStory = 7;
/** keepalived mails that MISC_CHECK has passed for the first time, though the server was up. */
const mailsAtStart = { keepalived: 3, holdfast: 1 } as const;
const vs = "[10.77.0.100]:tcp:80";
let lab: Lab;
before(async () => {
  lab = await openLab(["a", "b"]);
});
after(() => lab.close());

/** Each line: what happens, and the last word that a named pipe has of it. */
const story = [
  ["- one", `RS [10.77.0.11]:tcp:80 ${vs} DOWN`],
  ["- two", `VS ${vs} DOWN`],
  ["+ one", `VS ${vs} UP`],
  ["+ two", `RS [10.77.0.12]:tcp:80 ${vs} UP`],
  ["- two", `RS [10.77.0.12]:tcp:80 ${vs} DOWN`],
] as const;

test("servers that die and return: the same lines as keepalived's, in the same order", async () => {
  const expected = await toldBy("keepalived", lab.router("a"));
  const told = await toldBy("holdfast", lab.router("b"));
  assert.ok(expected.lines.length > 15, expected.lines.join("\n"));
  assert.deepEqual(told, expected);
});

async function toldBy(product: Product, router: Router) {
  const folder = join(lab.directory, product);
  mkdirSync(folder);
  for (const name of ["one", "two"]) writeFileSync(join(folder, name), "");
  const pipe = join(folder, "pipe");
  mustRun(["mkfifo", pipe]);
  const reader = lab.start(router.namespace, ["cat", pipe]);
  const mails = await startReceiver(lab, router, "mail", mailPort);
  const node = startNode(lab, router, product, textOf(folder, pipe));
  await waitForEvent(reader, `VS ${vs} UP`, 0);
  // From then on a failure is repeated before it counts.
  for (const address of ["10.77.0.11", "10.77.0.12"]) {
    await node.waitForLog(`Misc check for [[${address}]:tcp:80 VS ${vs}]`, soon.limitMillis);
  }
  await mails.waitFor(mailsAtStart[product]);
  const tables: (readonly string[])[] = [tableOf(router)];
  for (const [change, event] of story) {
    const seen = eventsOf(reader).length;
    const file = join(folder, change.slice(2));
    if (change.startsWith("-")) rmSync(file);
    else writeFileSync(file, "");
    await waitForEvent(reader, event, seen);
    tables.push(tableOf(router));
  }
  await mails.waitFor(mailsAtStart[product] + mailsOfStory);
  // keepalived hands each over by itself: which is first is chance.
  const mailed = mails.received().slice(mailsAtStart[product]).map(String).sort();
  await node.stop();
  await reader.exited;
  return { events: eventsOf(reader), lines: linesOf(node), tables, mailed };
}

/** Each server is alive as long as there is a file of its name. */
const textOf = (folder: string, pipe: string): string => `
global_defs {
    enable_script_security
    script_user root
    lvs_notify_fifo ${pipe}
    router_id LVS_A
    notification_email {
        one@example.com
    }
    notification_email_from node@example.com
    smtp_server 127.0.0.1 ${mailPort}
    smtp_alert
}
virtual_server 10.77.0.100 80 {
    delay_loop 1
    lvs_sched wrr
    lvs_method NAT
    protocol TCP
    omega
    retry 1
    delay_before_retry 1
    warmup 0
    sorry_server 10.77.0.19 80
    ${serverText("11", 2, join(folder, "one"))}
    ${serverText("12", 3, join(folder, "two"), "inhibit_on_failure")}
}
`;

const serverText = (host: string, weight: number, file: string, line = ""): string => `
    real_server 10.77.0.${host} 80 {
        weight ${weight}
        ${line}
        MISC_CHECK {
            misc_path "/usr/bin/test -e ${file}"
        }
    }`;

const waitForEvent = (reader: WatchedProcess, event: string, from: number) =>
  waitFor(
    event,
    soon,
    () => eventsOf(reader).slice(from).includes(event),
    () => eventsOf(reader).join("\n"),
  );

/** keepalived ends each with a zero byte. */
const eventsOf = ({ lines }: WatchedProcess): readonly string[] =>
  lines.map(({ text }) => text.replaceAll("\0", "")).filter((text) => text !== "");

/** Not that a check has passed: the first ones do so in any order. */
const relevant = /service|quorum|sorry server|alive servers|Misc check .* failed/;

/** Without date. */
function linesOf({ process }: Node): readonly string[] {
  const texts = process.lines.map(({ text }) => text.replace(/^\w+ \w+ +\d+ [\d:]+ \d+: /, ""));
  return texts.filter((text) => relevant.test(text));
}
