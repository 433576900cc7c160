/** Seeds that once found something; they are run every time. */
export interface KnownSeed {
  readonly seed: number;
  /** What it showed. */
  readonly found: string;
}

export const knownSeeds: readonly KnownSeed[] = [
  {
    seed: 2688,
    found:
      "a master's last word (higher_prio_send_advert) taught the backups a shorter interval than " +
      "that of the better master, which did not answer: one of them took over for a moment",
  },
  {
    seed: 14504,
    found: "the same once more, as each that took over for a moment misled the next on its way out",
  },
  {
    seed: 14,
    found:
      "a lower-priority master that announced itself within a second of our own announcement " +
      "left the neighbours with its address: the answer was rationed away",
  },
];
