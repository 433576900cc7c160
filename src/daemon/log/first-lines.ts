/** What a daemon says about itself when it starts (keepalived.md §22). */
import { version as kernelVersion, release } from "node:os";
import { productVersion } from "../version.ts";

/** The words are keepalived's, so that what reads its log reads ours. */
export function firstLines(program: string, commandLine: readonly string[]): string[] {
  const words = [program, ...commandLine].map((word) => `'${word}'`).join(" ");
  return [
    `Starting Holdfast v${productVersion}`,
    `Running on Linux ${release()} ${kernelVersion()} (Node.js ${process.versions.node})`,
    `Command line: ${words}`,
  ];
}
