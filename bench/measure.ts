/** What a measure is: a small file that takes figures of both products in the same run. */
import type { Product } from "../test/lab/router.ts";

export type Unit = "ms" | "%" | "MB";

export interface Figure {
  readonly name: string;
  readonly unit: Unit;
  readonly holdfast: number | null;
  readonly keepalived: number | null;
  /** What Holdfast has set itself, in the figure's unit; null where the ratio alone counts. */
  readonly aim: number | null;
}

export interface MeasureOptions {
  /** Fewer repetitions and shorter times: to see whether it works, not to quote it. */
  readonly quick: boolean;
  /** One line about what goes on. */
  progress(text: string): void;
  /** Adds figures to the result; they are kept also when the rest of the measure fails. */
  add(...figures: readonly Figure[]): void;
}

export interface Measure {
  readonly name: string;
  readonly about: string;
  run(options: MeasureOptions): Promise<void>;
}

export const products: readonly Product[] = ["holdfast", "keepalived"];

/** Takes the same figure of both products, one after the other. */
export async function ofBoth<Value>(
  take: (product: Product) => Promise<Value>,
): Promise<Record<Product, Value>> {
  const holdfast = await take("holdfast");
  return { holdfast, keepalived: await take("keepalived") };
}

/** How many times longer, larger or busier Holdfast is; null without both. */
export function ratioOf(figure: Figure): number | null {
  if (figure.holdfast === null || figure.keepalived === null) return null;
  return figure.keepalived === 0 ? null : figure.holdfast / figure.keepalived;
}

/** Whether the aim was reached; null where there is none, or nothing was measured. */
export function reachesAim(figure: Figure): boolean | null {
  if (figure.aim === null || figure.holdfast === null) return null;
  return figure.holdfast <= figure.aim;
}
