import assert from "node:assert/strict";
import { test } from "node:test";
import { wantedChildren } from "../../../../src/daemon/supervisor/wanted-children.ts";
import { check } from "../../config/build/building.ts";
import { realServerText, serviceText } from "../../config/build/load-balancing-text.ts";
import { daemonOptions } from "../options-of.ts";

const instance =
  "vrrp_instance VI_1 {\nvirtual_router_id 1\ninterface eth0\nvirtual_ipaddress {\n10.0.0.9\n}\n}\n";
const balancing = serviceText(realServerText());
const syncDaemon = "global_defs {\nlvs_sync_daemon eth0 VI_1\n}\n";

for (const [what, text, options, expected] of [
  ["nothing", "", {}, ""],
  ["an instance", instance, {}, "vrrp"],
  ["a static address", "static_ipaddress {\n10.0.0.9 dev eth0\n}\n", {}, "vrrp"],
  ["a static route", "static_routes {\n10.1.0.0/24 dev eth0\n}\n", {}, "vrrp"],
  ["a static rule", "static_rules {\ntable 100 preference 5\n}\n", {}, "vrrp"],
  ["a virtual server", balancing, {}, "lvs"],
  ["both", instance + balancing, {}, "vrrp lvs"],
  ["a sync daemon", syncDaemon + instance, {}, "vrrp lvs"],
  ["both, with -P", instance + balancing, { checkers: false }, "vrrp"],
  ["both, with -C", instance + balancing, { vrrp: false }, "lvs"],
  ["nothing, with --all", "", { evenUnused: true }, "vrrp lvs"],
  ["nothing, with --all -C", "", { evenUnused: true, vrrp: false }, "lvs"],
] as const) {
  test(`a configuration of ${what} wants: ${expected}`, () => {
    const { subsystems } = daemonOptions();
    const wanted = wantedChildren(check(text).configuration, { ...subsystems, ...options });
    assert.equal([...wanted].join(" "), expected);
  });
}
