import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, test } from "node:test";
import type { NotifyFifo, NotifyFifos } from "../../../../src/config/model/configuration.ts";
import { EventPipes } from "../../../../src/daemon/runner/event-pipes.ts";
import { systemIdentities } from "../../../../src/daemon/runner/identity.ts";
import { ScriptStarter } from "../../../../src/daemon/runner/script-process.ts";
import { systemTimers } from "../../../../src/daemon/timers.ts";
import { systemCalls } from "../../../../src/kernel/libc.ts";
import { seconds } from "../../../../src/wire/units.ts";
import { recordingReport, until } from "../fakes.ts";

const place = { source: 0, line: 1, column: 1, length: 1 };
let folder = "";
let pipes: EventPipes | null = null;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "holdfast-pipes-"));
});
afterEach(async () => {
  await pipes?.close();
  rmSync(folder, { recursive: true });
});

const at = (name: string): string => join(folder, name);
const read = (name: string): string => (existsSync(at(name)) ? readFileSync(at(name), "utf8") : "");

/** A pipe with a reader that copies what it hears, and its process id and arguments. */
function pipe(name: string, text = copies(name)): NotifyFifo {
  const script = at(`${name}.reader`);
  writeFileSync(script, `#!/bin/sh\n${text}\n`, { mode: 0o755 });
  return {
    path: at(name),
    user: null,
    group: null,
    script: { argv: [script, "given"], user: null, group: null, place },
  };
}
const copies = (name: string): string =>
  `echo "$$ $@" >> ${at(`${name}.started`)}; while read -r line; do echo "$line" >> ${at(`${name}.heard`)}; done < $2`;

const fifos = (more: Partial<NotifyFifos>): NotifyFifos => ({
  writesStatesOnReload: false,
  all: null,
  vrrp: null,
  loadBalancing: null,
  ...more,
});

function scene() {
  const { report, texts } = recordingReport();
  const made: (readonly string[])[] = [];
  const opened = new EventPipes({
    sys: systemCalls(),
    identities: systemIdentities,
    starter: new ScriptStarter(systemIdentities, systemTimers, seconds(0.2)),
    ...report,
    timers: systemTimers,
    madePipes: (paths) => made.push(paths),
  });
  pipes = opened;
  const apply = (more: Partial<NotifyFifos> | null) =>
    opened.apply({
      notifyFifos: more === null ? null : fifos(more),
      scriptUser: { user: null, group: null },
    });
  const heard = (name: string, text: string) =>
    until(`${name} hears ${text}, not ${read(`${name}.heard`)}`, () =>
      read(`${name}.heard`).includes(text),
    );
  return { pipes: opened, apply, texts, made, heard };
}

test("each pipe hears of its own kind, and one of both", async () => {
  const { pipes: opened, apply, heard } = scene();
  apply({ all: pipe("all"), vrrp: pipe("vrrp"), loadBalancing: pipe("lvs") });
  opened.write("vrrp", 'INSTANCE "VI_1" MASTER 100');
  opened.write("loadBalancing", "VS [10.0.0.1]:tcp:80 UP");
  await heard("all", 'INSTANCE "VI_1" MASTER 100\nVS [10.0.0.1]:tcp:80 UP\n');
  await heard("vrrp", "MASTER");
  await heard("lvs", "UP");
  assert.ok(!read("vrrp.heard").includes("UP") && !read("lvs.heard").includes("MASTER"));
  assert.match(read("all.started"), new RegExp(`^\\d+ given ${at("all")}\n$`));
});

test("a reload leaves what is the same alone, ends what is gone and starts what is new", async () => {
  const { pipes: opened, apply, texts, made, heard } = scene();
  const kept = pipe("kept");
  apply({ all: kept, vrrp: pipe("gone") });
  await until("both readers", () => read("kept.started") !== "" && read("gone.started") !== "");
  const script = kept.script && { ...kept.script, place: { ...place, line: 9 } };
  apply({ all: { ...kept, script }, loadBalancing: pipe("new") });
  opened.write("loadBalancing", "VS up");
  opened.write("vrrp", "INSTANCE up");
  await heard("kept", "VS up\nINSTANCE up\n");
  await heard("new", "VS up\n");
  assert.equal(read("kept.started").split("\n").length, 2, "started once");
  await until("the reader's end", () =>
    texts().some((text) => text.includes("gone, ended by exit")),
  );
  assert.ok(!existsSync(at("gone")));
  assert.deepEqual(made, [
    [at("kept"), at("gone")],
    [at("kept"), at("new")],
  ]);
});

test("pipes that change places are both heard", async () => {
  const { pipes: opened, apply, heard } = scene();
  const [one, other] = [pipe("one"), pipe("other")];
  apply({ vrrp: one, loadBalancing: other });
  opened.write("vrrp", "INSTANCE before");
  opened.write("loadBalancing", "VS before");
  await heard("one", "INSTANCE before\n");
  await heard("other", "VS before\n");
  apply({ vrrp: other, loadBalancing: one });
  opened.write("vrrp", "INSTANCE up");
  opened.write("loadBalancing", "VS up");
  await heard("other", "INSTANCE up\n");
  await heard("one", "VS up\n");
});

test("a reader that does not end when its pipe does is ended", async () => {
  const { pipes: opened, apply } = scene();
  const text = `trap '' TERM; echo $$ > ${at("stubborn.started")}; sleep 60; sleep 60`;
  apply({ all: pipe("stubborn", text) });
  await until("its start", () => read("stubborn.started") !== "");
  await opened.close();
  assert.ok(!existsSync(`/proc/${read("stubborn.started").trim()}`));
  assert.ok(!existsSync(at("stubborn")));
});

test("a reader that cannot run, or ends by itself, is said; the pipe stays", async () => {
  const { pipes: opened, apply, texts } = scene();
  const missing = pipe("missing");
  rmSync(at("missing.reader"));
  apply({ all: missing, vrrp: pipe("short", "exit 3") });
  await until("both", () => texts().length >= 2);
  const missed = `${at("missing.reader")}, which reads ${at("missing")}, not run: there is no such`;
  assert.ok(texts().some((text) => text.startsWith(missed)));
  assert.ok(texts().some((text) => text.includes("ended by exit with status 3")));
  opened.write("vrrp", "INSTANCE up");
  assert.ok(existsSync(at("missing")) && existsSync(at("short")));
});

test("where none is asked for nothing is made", () => {
  const { pipes: opened, apply, made } = scene();
  apply(null);
  opened.write("vrrp", "INSTANCE up");
  assert.deepEqual(made, []);
});
