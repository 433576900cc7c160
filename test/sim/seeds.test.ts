import assert from "node:assert/strict";
import { test } from "node:test";
import { simulate } from "../../src/sim/simulation.ts";
import { knownSeeds } from "./known-seeds.ts";
import { report } from "./report.ts";

const seedCount = 2_000;
const seedsPerTest = 250;
/** Failing runs that are printed whole; the rest are only counted. */
const mostReports = 3;

function failuresOf(seeds: readonly number[]): string[] {
  return seeds
    .map((seed) => simulate(seed))
    .filter((result) => result.violations.length > 0)
    .map(report);
}

for (let first = 0; first < seedCount; first += seedsPerTest) {
  const seeds = Array.from({ length: seedsPerTest }, (_, index) => first + index);
  const last = first + seedsPerTest - 1;
  test(`routers of seeds ${first} to ${last} agree on one master after every fault`, () => {
    const failures = failuresOf(seeds);
    const shown = failures.slice(0, mostReports).join("\n\n");
    assert.equal(failures.length, 0, `${failures.length} seeds fail:\n${shown}`);
  });
}

for (const { seed, found } of knownSeeds) {
  test(`seed ${seed} stays right: ${found}`, () => {
    assert.deepEqual(failuresOf([seed]), []);
  });
}

test("a seed is the same run every time", () => {
  assert.deepEqual(simulate(42, "packets"), simulate(42, "packets"));
});

test("runs mean something: faults strike, and the group comes to rest again", () => {
  const results = Array.from({ length: 50 }, (_, seed) => simulate(seed, "events"));
  const faults = results.flatMap(({ timeline }) => timeline.filter((line) => line.includes("***")));
  const settled = results.reduce((sum, { settledTimes }) => sum + settledTimes, 0);
  assert.ok(faults.length > 300, `${faults.length} faults`);
  assert.ok(settled > 100, `${settled} times at rest`);
});
