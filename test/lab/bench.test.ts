import assert from "node:assert/strict";
import { test } from "node:test";
import { type Figure, ratioOf, reachesAim } from "../../bench/measure.ts";
import { longestGap } from "../../bench/measures/reload-instances.ts";
import { memoryOf } from "../../bench/memory-map.ts";
import { formatFigure, type Report, reportJson, reportTable } from "../../bench/report.ts";
import { deviations, maximum, median, percentile } from "../../bench/statistics.ts";

const figure: Figure = { name: "v2 1 s", unit: "ms", holdfast: 20, keepalived: 650, aim: 50 };

test("percentiles are taken by nearest rank, and of nothing there is none", () => {
  const sample = [4, 1, 3, 2];
  assert.equal(percentile(sample, 0.5), 2);
  assert.equal(percentile(sample, 0.99), 4);
  assert.equal(median([]), null);
  assert.equal(maximum(sample), 4);
});

test("deviations are the distances of the intervals from the nominal one", () => {
  assert.deepEqual(deviations([0, 10, 21, 30], 10), [0, 1, 1]);
  assert.deepEqual(deviations([5], 10), []);
});

test("a ratio needs both products, and an aim is reached at its value", () => {
  assert.equal(ratioOf({ ...figure, holdfast: 65 }), 0.1);
  assert.equal(ratioOf({ ...figure, keepalived: null }), null);
  assert.equal(ratioOf({ ...figure, keepalived: 0 }), null);
  assert.equal(reachesAim({ ...figure, holdfast: 50 }), true);
  assert.equal(reachesAim({ ...figure, holdfast: 51 }), false);
  assert.equal(reachesAim({ ...figure, aim: null }), null);
});

test("a file's pages count once for the whole daemon, its own pages in each process", () => {
  const mapping = (rss: number, pss: number, dirty: number) =>
    `00400000-00500000 r-xp 00000000 fe:00 77      /usr/bin/node
Rss:      ${rss} kB
Pss:      ${pss} kB
Private_Dirty:  ${dirty} kB
7f00-7f10 rw-p 00000000 00:00 0 
Rss:      10 kB
Pss:      10 kB
Private_Dirty:  10 kB
`;
  const memory = memoryOf([mapping(100, 30, 4), mapping(80, 25, 2)]);
  assert.equal(memory.rssBytes, 200 * 1024);
  assert.equal(memory.pssBytes, 75 * 1024);
  assert.equal(memory.aloneBytes, (96 + 4 + 2 + 20) * 1024);
});

test("the table names what was not measured, and why; JSON carries the ratios", () => {
  const report: Report = {
    takenAt: "2026-01-01T00:00:00.000Z",
    machine: { kernel: "6.18", cores: 2, model: "a processor" },
    versions: { holdfast: "0.1.0", keepalived: "2.2.7" },
    quick: false,
    results: [
      { name: "stop", about: "planned stop", figures: [figure], failure: null },
      { name: "cpu", about: "load", figures: [], failure: "no such process" },
    ],
  };
  const table = reportTable(report).join("\n");
  assert.match(table, /v2 1 s +20\.0 ms +650 ms +0\.03× +50\.0 ms +reached/);
  assert.match(table, /not measured: no such process/);
  assert.match(reportJson(report), /"ratio": 0\.03/);
  assert.equal(formatFigure(null, "ms"), "-");
});

test("the longest time between adverts is of one instance, and overlaps the span", () => {
  const advert = (atMillis: number, virtualRouterId: number) => ({
    ...{ atMillis, virtualRouterId, source: "10.77.0.1", destination: "224.0.0.18" },
    ...{ version: 3, priority: 100, addresses: [] },
  });
  const adverts = [advert(0, 1), advert(10, 2), advert(100, 1), advert(120, 2), advert(900, 1)];
  assert.equal(longestGap(adverts, [50, 110]), 800);
  assert.equal(longestGap(adverts, [0, 90]), 110);
});
