/** What the machine lacks: found when a configuration is checked where it is to run. */
import type { Code } from "./code.ts";

export const machineCodes = {
  interfaceMissing: {
    code: "HF0601",
    severity: "warning",
    title: "no such interface",
    explanation:
      "The interface does not exist at the moment. What needs it waits in FAULT until it appears; dynamic_interfaces says that this is expected.",
    exit: 5,
    refusesReload: false,
  },
} as const satisfies Readonly<Record<string, Code>>;
