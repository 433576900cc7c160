import assert from "node:assert/strict";
import type { VirtualServer } from "../../src/config/model/load-balancing.ts";
import { check, rendered } from "../unit/config/build/building.ts";

/** Virtual servers of a text without fault. */
export function virtualServersOf(text: string): readonly VirtualServer[] {
  const built = check(text);
  assert.deepEqual(
    built.diagnostics.filter(({ severity }) => severity === "error"),
    [],
    rendered(built),
  );
  return built.configuration.loadBalancing.virtualServers;
}

export const onlyVirtualServer = (text: string): VirtualServer =>
  virtualServersOf(text)[0] ?? assert.fail("there is no virtual server");
