/**
 * `node test/sim/replay.ts SEED [--packets]`: the timeline of one simulated run; exit code 1 if it
 * fails.
 */
import { parseArgs } from "node:util";
import { simulate } from "../../src/sim/simulation.ts";

const { values, positionals } = parseArgs({
  options: { packets: { type: "boolean", default: false } },
  allowPositionals: true,
});
const seed = Number(positionals[0]);
if (positionals.length !== 1 || !Number.isInteger(seed)) {
  process.stderr.write("usage: node test/sim/replay.ts SEED [--packets]\n");
  process.exit(2);
}
// A reader like head(1) may have seen enough.
process.stdout.on("error", () => process.exit());
const result = simulate(seed, values.packets ? "packets" : "events");
process.stdout.write(`${result.timeline.join("\n")}\n`);
for (const violation of result.violations) process.stdout.write(`violated: ${violation}\n`);
process.stdout.write(
  `seed ${seed}: ${result.violations.length} violations, ${result.actions} actions in ` +
    `${(result.virtualMicros / 1e6).toFixed(3)} s of virtual time, settled ${result.settledTimes} times\n`,
);
process.exitCode = result.violations.length === 0 ? 0 : 1;
