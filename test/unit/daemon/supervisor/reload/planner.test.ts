import assert from "node:assert/strict";
import { test } from "node:test";
import type { LoadedConfiguration } from "../../../../../src/daemon/configuration/load.ts";
import type { ProcessPlan } from "../../../../../src/daemon/plan/process-plan.ts";
import {
  type PlanInputs,
  planReload,
} from "../../../../../src/daemon/supervisor/reload/planner.ts";
import { virtualInstance } from "../../../../../src/sim/virtual-instance.ts";
import { failure, success } from "../../../../../src/wire/result.ts";
import type { Priority } from "../../../../../src/wire/units.ts";
import { daemonOptions } from "../../options-of.ts";
import { configurationOf } from "../../vrrp/fake-world.ts";

const nothing: ProcessPlan = { states: [], operations: [], interruptions: [] };
const instance = virtualInstance({ name: "VI_1", version: 3 });
const loaded = (changes: Partial<LoadedConfiguration> = {}): LoadedConfiguration => ({
  configuration: configurationOf(instance),
  diagnostics: [],
  findings: [],
  usable: true,
  isBare: false,
  testExitCode: 0,
  parentData: "",
  ...changes,
});

const plan = (next: LoadedConfiguration, changes: Partial<PlanInputs> = {}) =>
  planReload({
    running: loaded(),
    next: { file: "/k.conf", loaded: next, sources: [] },
    subsystems: daemonOptions().subsystems,
    children: {
      vrrp: { wanted: true, plan: () => Promise.resolve(success(nothing)) },
      lvs: { wanted: false, plan: () => Promise.reject(new Error("there is none")) },
    },
    colour: false,
    ...changes,
  });

test("the same file is nothing to do, and hitless", async () => {
  const planned = await plan(loaded());
  assert.partialDeepStrictEqual(planned, {
    ok: true,
    value: { verdict: "nothing", hitless: "yes", file: "/k.conf" },
  });
});

test("a mistake refuses, and no process is asked", async () => {
  const message = 'unknown keyword "virtual_ipadress" in vrrp_instance VI_1';
  const diagnostics = [{ code: "HF0113", severity: "error", span: null, message } as const];
  const children = {
    vrrp: { wanted: true, plan: () => Promise.reject(new Error("asked")) },
    lvs: { wanted: false, plan: () => Promise.reject(new Error("asked")) },
  };
  const planned = await plan(loaded({ diagnostics }), { children });
  assert.partialDeepStrictEqual(planned, {
    ok: true,
    value: { verdict: "refused", reasons: [message], report: `error HF0113: ${message}` },
  });
});

test("a warning that refuses is told to refuse reloads alone", async () => {
  const message = 'there is no interface "eth7" for VI_1';
  const diagnostics = [{ code: "HF0601", severity: "warning", span: null, message } as const];
  const planned = await plan(loaded({ diagnostics }));
  const why = "A daemon that starts goes on with this; one that runs keeps what it has instead.";
  assert.partialDeepStrictEqual(planned, {
    value: { verdict: "refused", report: `warning HF0601: ${message}\n\n${why}` },
  });
});

test("what a process would interrupt makes the whole no, or perhaps, hitless", async () => {
  const after = { ...instance, priority: 90 as Priority };
  const next = loaded({ configuration: configurationOf(after) });
  const of = async (certain: boolean) => {
    const interruptions = [{ what: "192.0.2.1 on eth0", certain, because: "of it" }];
    const answer = () => Promise.resolve(success({ ...nothing, interruptions }));
    const vrrp = { wanted: true, plan: answer };
    const lvs = { wanted: false, plan: answer };
    const planned = await plan(next, { children: { vrrp, lvs } });
    return planned.ok && [planned.value.verdict, planned.value.hitless];
  };
  assert.deepEqual(await of(true), ["changes", "no"]);
  assert.deepEqual(await of(false), ["changes", "perhaps"]);
});

test("processes that begin and end are part of it; one that does not answer is an error", async () => {
  const none = loaded({ configuration: configurationOf() });
  const ends = await plan(none);
  assert.deepEqual(ends.ok && ends.value.operations, [
    { on: "process", command: "end the vrrp process" },
  ]);
  const idle = { wanted: false, plan: () => Promise.reject(new Error("asked")) };
  const begins = await plan(loaded(), { running: none, children: { vrrp: idle, lvs: idle } });
  assert.deepEqual(begins.ok && begins.value.operations, [
    { on: "process", command: "start the vrrp process" },
  ]);
  const dead = { wanted: true, plan: () => Promise.resolve(failure("The VRRP process has died")) };
  const unknown = await plan(loaded(), { children: { vrrp: dead, lvs: idle } });
  assert.deepEqual(unknown, failure("The VRRP process has died"));
});
