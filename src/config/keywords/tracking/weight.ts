/** How trackers and their weights are written, and how large a weight may be. */
import type { Lines } from "../argument.ts";
import { lines } from "../arguments.ts";

/** Files and processes reach one further. */
export const largestWeight = {
  interface: 253,
  script: 253,
  file: 254,
  process: 254,
  bfd: 253,
} as const;

/** Behind `weight` in a definition. */
export const syntaxOfWeight = (largest: number): string => `-${largest}..${largest} [reverse]`;

const named = (largest: number): Lines =>
  lines(`NAME [weight -${largest}..${largest} [reverse|noreverse]]`);

/** The lists `track_interface`, `track_script` and so on. */
export const trackerLists = {
  interface: lines(`IF [weight ${syntaxOfWeight(largestWeight.interface)}]`),
  script: named(largestWeight.script),
  file: named(largestWeight.file),
  process: named(largestWeight.process),
  bfd: named(largestWeight.bfd),
} as const;
