import { type SimulationResult, simulate } from "../../src/sim/simulation.ts";

const timelineEnd = 60;

/**
 * What a failing run prints: the seed, what was wrong, how it came to it, and how to see it again.
 */
export function report({ seed, violations }: SimulationResult): string {
  const { timeline } = simulate(seed, "events");
  const wrong = timeline.findIndex((line) => line.includes("VIOLATION"));
  const end = wrong < 0 ? timeline.length : wrong + 5;
  return [
    `seed ${seed}:`,
    ...violations.map((violation) => `  ${violation}`),
    ...timeline.slice(Math.max(0, end - timelineEnd), end),
    `replay it with: node test/sim/replay.ts ${seed} [--packets]`,
  ].join("\n");
}
