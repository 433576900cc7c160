/** 0x010201 is 1.2.1. */
export const versionText = (version: number): string =>
  `${(version >> 16) & 0xff}.${(version >> 8) & 0xff}.${version & 0xff}`;

/** A number below the first of these is written out, and one below the next in its unit. */
const units = [
  { below: 1e8, divisor: 1, unit: "" },
  { below: 1e9, divisor: 1e3, unit: "K" },
  { below: 1e11, divisor: 1e6, unit: "M" },
  { below: 1e14, divisor: 1e9, unit: "G" },
] as const;
const largest = { divisor: 1e12, unit: "T" } as const;

/** A column of nine, in thousands, millions and so on unless it is to be exact. */
export function counterColumn(number: number, exact: boolean): string {
  if (exact) return ` ${String(number).padStart(8)}`;
  const { divisor, unit } = units.find(({ below }) => number < below) ?? largest;
  return `${Math.floor(number / divisor)}${unit}`.padStart(9);
}
