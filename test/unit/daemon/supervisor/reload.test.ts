/** What who asks for a reload hears, and what is done around the reading of the files. */
import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import type { Configuration } from "../../../../src/config/model/configuration.ts";
import type { ReloadSettings } from "../../../../src/config/model/global-settings.ts";
import { seconds } from "../../../../src/wire/units.ts";
import { until } from "../fakes.ts";
import { scene } from "./supervisor-scene.ts";

const folder = mkdtempSync(join(tmpdir(), "holdfast-reload-"));
after(() => rmSync(folder, { recursive: true }));

const withReload = (configuration: Configuration, changes: Partial<ReloadSettings>) => ({
  ...configuration,
  global: { ...configuration.global, reload: { ...configuration.global.reload, ...changes } },
});
const mistake = {
  code: "HF0113",
  severity: "error",
  span: null,
  message: 'unknown keyword "virtual_ipadress" in vrrp_instance VI_1',
} as const;

async function ready(...given: Parameters<typeof scene>) {
  const parts = scene(...given);
  await until("ready", () => parts.told.includes("ready"));
  return parts;
}

test("who asks hears of every change, or of every reason", async () => {
  const { supervisor, setNext, configuration } = await ready(["obedient"]);
  const [instance] = configuration.vrrpInstances;
  assert.ok(instance !== undefined);
  const vrrpInstances = [{ ...instance, advertIntervalMicros: seconds(2) }];
  setNext({ configuration: { ...configuration, vrrpInstances } });
  const applied = await supervisor.reload();
  assert.partialDeepStrictEqual(applied, {
    kind: "applied",
    changes: [{ name: "VI_1", change: "changed", details: ["advert_int 0.1 s → 2 s"] }],
    delayed: [],
  });
  setNext({ diagnostics: [mistake], findings: ["(Line 3) it"] });
  assert.deepEqual(await supervisor.reload(), {
    kind: "refused",
    reasons: [mistake.message],
    findings: ["(Line 3) it"],
  });
  supervisor.stop();
  await supervisor.ended;
});

test("all who ask during a reload hear how the one after it ends; at the end, that there is none", async () => {
  const { supervisor, setNext } = await ready(["obedient"]);
  const first = supervisor.reload();
  setNext({ diagnostics: [mistake] });
  const others = [supervisor.reload(), supervisor.reload()];
  assert.equal((await first).kind, "applied");
  for (const other of others) assert.equal((await other).kind, "refused");
  setNext({});
  const last = [supervisor.reload(), supervisor.reload()];
  supervisor.stop();
  for (const outcome of [...last, supervisor.reload()]) {
    assert.partialDeepStrictEqual(await outcome, { reasons: ["the daemon is ending"] });
  }
  await supervisor.ended;
});

test("a process that dies during the reload takes the new configuration over", async () => {
  const { supervisor, children, childLines } = await ready(["hangsAtReload", "obedient"]);
  const reload = supervisor.reload();
  await until("told", () => childLines.includes("told to reload"));
  children[0]?.kill("SIGKILL");
  assert.equal((await reload).kind, "applied");
  assert.equal(children.length, 2);
  supervisor.stop();
  await supervisor.ended;
});

test("a process that keeps dying delays its part of the reload, and nothing else", async () => {
  const behaviours = ["obedient", "exit=70", "exit=70", "exit=70"];
  const { supervisor, children, texts } = await ready(behaviours);
  children[0]?.kill("SIGKILL");
  await until("the delay", () => texts().some((text) => text.includes("delayed")));
  const outcome = await supervisor.reload();
  assert.ok(outcome.kind === "applied");
  supervisor.stop();
  await supervisor.ended;
});

test("reload_file is there, and empty, while the files are read", async () => {
  const marker = join(folder, "marker");
  const seen: string[] = [];
  const { supervisor, setNext, configuration, onLoad } = await ready(["obedient"]);
  setNext({ configuration: withReload(configuration, { marker: { path: marker } }) });
  await supervisor.reload();
  assert.ok(!existsSync(marker));
  onLoad(() => void seen.push(readFileSync(marker, "utf8")));
  await supervisor.reload();
  assert.deepEqual(seen, [""]);
  assert.ok(!existsSync(marker));
  supervisor.stop();
  await supervisor.ended;
});

test("reload_check_config refuses what a config test mentions, and writes it down", async () => {
  const checkLog = join(folder, "check.log");
  const { supervisor, setNext, configuration } = await ready(["obedient"]);
  const found = { findings: ['(Line 3) unknown keyword "x"'], testExitCode: 5 } as const;
  setNext({ ...found });
  assert.equal((await supervisor.reload()).kind, "applied", "it is merely reported");
  const checking = withReload(configuration, { checksFirst: true, checkLog });
  setNext({ configuration: checking });
  assert.equal((await supervisor.reload()).kind, "applied");
  setNext({ configuration: checking, ...found });
  assert.partialDeepStrictEqual(await supervisor.reload(), {
    reasons: [`the config test exits with 5; what it found stands in ${checkLog}`],
  });
  assert.equal(readFileSync(checkLog, "utf8"), '(Line 3) unknown keyword "x"\n');
  supervisor.stop();
  await supervisor.ended;
});

test("the file with the time of a reload is that of the configuration that runs", async () => {
  const { supervisor, setNext, configuration, followed } = await ready(["obedient"]);
  setNext({ configuration: withReload(configuration, { timeFile: "/run/at" }) });
  await supervisor.reload();
  setNext({ diagnostics: [mistake] });
  await supervisor.reload();
  assert.deepEqual(followed, [null, "/run/at", "/run/at"]);
  supervisor.stop();
  await supervisor.ended;
});
