/** The kernel's pattern for core files (`-M`). */
import { readFileSync, writeFileSync } from "node:fs";

const corePatternFile = "/proc/sys/kernel/core_pattern";

/** Sets the kernel's pattern; the result puts the old one back. Null when it cannot be written. */
export function setCorePattern(pattern: string): (() => void) | null {
  try {
    const before = readFileSync(corePatternFile, "utf8");
    writeFileSync(corePatternFile, pattern);
    return () => writeFileSync(corePatternFile, before);
  } catch {
    return null;
  }
}
