import assert from "node:assert/strict";
import { test } from "node:test";
import { warnOfFixedSettings } from "../../../../src/daemon/lvs/fixed-settings.ts";
import { recordingLogger } from "../fakes.ts";
import { configurationOf } from "./balancer-scene.ts";

test("a reload says what it cannot change about the process", () => {
  const { logger, texts } = recordingLogger();
  const settingsOf = (line: string) => configurationOf(`global_defs {\n${line}\n}\n`).loadBalancing;
  warnOfFixedSettings(settingsOf("lvs_flush"), settingsOf("lvs_dataplane nftables"), logger);
  warnOfFixedSettings(settingsOf("lvs_flush"), settingsOf(""), logger);
  assert.deepEqual(texts(), [
    "lvs_dataplane is another one: it holds from the next start of the daemon",
  ]);
});
