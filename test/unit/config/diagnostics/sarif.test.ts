import assert from "node:assert/strict";
import { test } from "node:test";
import { checkExample } from "../../../../src/config/build/example-check.ts";
import type { Checked } from "../../../../src/config/diagnostics/checked.ts";
import { allCodes } from "../../../../src/config/diagnostics/codes.ts";
import { holding, instance } from "../../../../src/config/diagnostics/example-texts.ts";
import { renderJson } from "../../../../src/config/diagnostics/json.ts";
import { renderSarif } from "../../../../src/config/diagnostics/sarif.ts";

function checkedOf(text: string, differences: Partial<Checked> = {}): Checked {
  const { diagnostics, sources, exitCode } = checkExample(text);
  const path = "keepalived.conf";
  const seen = { notLookedAt: [], trouble: null };
  return { path, diagnostics, sources, exitCode, ...seen, ...differences };
}

const sarifOf = (checked: Checked) => JSON.parse(renderSarif([checked], "1.2.3"));

test("a log has what SARIF 2.1.0 requires, and a rule for every code", () => {
  const log = sarifOf(checkedOf(instance("prioriy 150")));
  assert.equal(log.version, "2.1.0");
  const [run] = log.runs;
  const { driver } = run.tool;
  assert.deepEqual([driver.name, driver.version], ["holdfast", "1.2.3"]);
  assert.equal(driver.rules.length, allCodes.length);
  for (const rule of driver.rules) {
    assert.match(rule.id, /^HF\d{4}$/);
    assert.ok(rule.shortDescription.text !== "" && rule.help.text !== "", rule.id);
  }
  assert.equal(run.invocations[0].executionSuccessful, true);
});

test("a result names its rule, its place and its fix", () => {
  const [run] = sarifOf(checkedOf(instance("prioriy 150"))).runs;
  const [result] = run.results;
  assert.equal(run.tool.driver.rules[result.ruleIndex].id, "HF0107");
  assert.equal(result.level, "error");
  assert.match(result.message.text, /^unknown keyword "prioriy".*did you mean "priority"/);
  const region = { startLine: 4, startColumn: 5, endColumn: 12 };
  const artifactLocation = { uri: "keepalived.conf" };
  assert.deepEqual(result.locations, [{ physicalLocation: { artifactLocation, region } }]);
  const deletedRegion = { startLine: 4, startColumn: 5, endLine: 4, endColumn: 12 };
  const replacements = [{ deletedRegion, insertedContent: { text: "priority" } }];
  assert.deepEqual(result.fixes[0].artifactChanges, [{ artifactLocation, replacements }]);
});

test("what a fix removes takes its blanks along, in so many columns", () => {
  const [result] = sarifOf(checkedOf(holding("192.0.2.10/24  -nodad # main"))).runs[0].results;
  const [{ replacements }] = result.fixes[0].artifactChanges;
  const deletedRegion = { startLine: 5, startColumn: 22, endLine: 5, endColumn: 30 };
  assert.deepEqual(replacements, [{ deletedRegion, insertedContent: { text: "" } }]);
});

test("paths are URIs, and what concerns the file as a whole has no region", () => {
  const log = sarifOf(checkedOf("# nothing\n", { path: "/etc/keep alive#d.conf" }));
  const [{ locations }] = log.runs[0].results;
  const artifactLocation = { uri: "file:///etc/keep%20alive%23d.conf" };
  assert.deepEqual(locations, [{ physicalLocation: { artifactLocation } }]);
});

test("what was not looked at is said beside the results", () => {
  const checked = checkedOf(instance(), { notLookedAt: ["interfaces"], trouble: "no entry" });
  const [invocation] = sarifOf(checked).runs[0].invocations;
  assert.equal(invocation.executionSuccessful, false);
  assert.deepEqual(
    invocation.toolExecutionNotifications.map((each: { message: unknown }) => each.message),
    [{ text: "no entry" }, { text: "Not looked at: interfaces." }],
  );
});

test("no password gets into a document, neither from an excerpt nor from a fix", () => {
  const text = instance("authentication {\n auth_type PASS\n auth_pas hunter2 sword9\n}");
  const checked = checkedOf(text);
  assert.ok(checked.diagnostics.some(({ fix }) => fix !== undefined));
  assert.doesNotMatch(renderSarif([checked], "1") + renderJson([checked], 5), /hunter2|sword9/);
});
