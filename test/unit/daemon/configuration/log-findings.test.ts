import assert from "node:assert/strict";
import { test } from "node:test";
import { logFindings } from "../../../../src/daemon/configuration/log-findings.ts";
import { createLogger } from "../../../../src/daemon/log/logger.ts";

test("what is not acted on is a warning of the log, everything else information", () => {
  const lines: string[] = [];
  const sink = { write: ({ level, text }: { level: string; text: string }) => push(level, text) };
  const push = (level: string, text: string) => lines.push(`${level}: ${text}`);
  const logger = createLogger([sink], { detail: false, nowMillis: () => 0 });
  logFindings(logger, {
    diagnostics: [
      { code: "HF0102", severity: "notice", span: null, message: "idle" },
      { code: "HF0107", severity: "error", span: null, message: "unknown" },
    ],
    findings: ["idle parts", "unknown keyword"],
  });
  assert.deepEqual(lines, ["warning: idle parts", "info: unknown keyword"]);
});
