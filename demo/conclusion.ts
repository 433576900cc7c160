/** The last line of a demo whose steps are judged one by one. */
import type { Screen } from "./screen.ts";

export function conclusion(screen: Screen, failed: number, steps: number): string {
  const { good, bad } = screen.palette;
  if (failed === 0) return good(`All ${steps} steps went as they must.`);
  return bad(`${failed} of ${steps} steps did not go as they must.`);
}
