/** A demo that does not run to its end, as exit statuses. */

export function refuse(sentences: readonly string[]): number {
  process.stderr.write("The demo cannot run here:\n");
  for (const sentence of sentences) process.stderr.write(`  - ${sentence}\n`);
  return 2;
}

export function breakOff(error: unknown): number {
  process.stderr.write(`\nThe demo broke off: ${error instanceof Error ? error.message : error}\n`);
  return 1;
}
