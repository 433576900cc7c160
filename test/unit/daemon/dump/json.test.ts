/** `keepalived.json` as keepalived 2.2.7 prints it; version 2 and some counters are of later ones. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Configuration } from "../../../../src/config/model/configuration.ts";
import type { VrrpState } from "../../../../src/core/vrrp/state.ts";
import { initialState } from "../../../../src/core/vrrp/step.ts";
import { type ProcessCounts, writeJson } from "../../../../src/daemon/dump/json/write-json.ts";
import type { Micros } from "../../../../src/wire/units.ts";
import { check } from "../../config/build/building.ts";

const text = `vrrp_script chk_two {
  script "/bin/sleep 0.01"
  weight 0 reverse
}
vrrp_track_process tp {
  process sleep 5
  param_match initial
  weight 3
  quorum 2
  terminate_delay 0.5
}
vrrp_instance VI_1 {
  interface eth0
  virtual_router_id 51
  priority 100
  advert_int 1
  version 2
  authentication {
    auth_type PASS
    auth_pass secret12
  }
  smtp_alert
  track_script {
    chk_two
  }
  track_process {
    tp
  }
  track_interface {
    eth1 weight 10
    lo
  }
  virtual_ipaddress {
    10.5.0.100/24
    10.5.0.102/32 dev eth1 label eth1:x
    10.5.0.103/24 scope link
  }
  virtual_ipaddress_excluded {
    fd00::5/64
  }
  virtual_routes {
    10.99.0.0/24 via 10.5.0.9 dev eth0
    10.98.0.0/24 dev eth1 metric 5
  }
  virtual_rules {
    from 10.5.0.100 lookup 100
    to 10.9.0.0/16 table 100 priority 500
  }
}
vrrp_instance VI_2 {
  interface eth1
  virtual_router_id 52
  priority 90
  version 3
  advert_int 0.5
  nopreempt
  garp_master_refresh 10
  notify_deleted
  virtual_ipaddress {
    10.5.0.101/24
  }
}
`;

interface Dumped {
  readonly data: Readonly<Record<string, unknown>>;
  readonly stats: Readonly<Record<string, number>>;
}

function dumped(
  configurationText: string,
  states: readonly Partial<VrrpState>[],
  counts: ProcessCounts = {},
): unknown {
  const { configuration } = check(configurationText);
  const instances = configuration.vrrpInstances.map((instance, index) => ({
    instance,
    state: { ...initialState(instance, 0 as Micros), ...states[index] },
  }));
  const tracking: Configuration["tracking"] = configuration.tracking;
  return JSON.parse(
    writeJson(
      {
        global: configuration.global,
        networkNamespace: null,
        wallClockOffsetMicros: 1_795_280_694_987_002,
        instances,
        groups: [],
        tracking,
        results: [
          { kind: "process", name: "tp", result: { kind: "verdict", good: true, reason: "" } },
        ],
        statics: { addresses: [], routes: [], rules: [] },
        trackGroups: [],
        links: [],
      },
      counts,
    ),
  );
}

test("version 1: a list of data and statistics", () => {
  const [first, second] = dumped(text, [{ phase: "fault" }, { phase: "master" }]) as Dumped[];
  assert.deepEqual(first?.data, {
    iname: "VI_1",
    dont_track_primary: 0,
    skip_check_adv_addr: 0,
    strict_mode: 0,
    vmac_ifname: "",
    ifp_ifname: "eth0",
    master_priority: 0,
    last_transition: 1795280694.987002,
    garp_delay: 5,
    garp_refresh: 0,
    garp_rep: 5,
    garp_refresh_rep: 1,
    garp_lower_prio_delay: 5,
    garp_lower_prio_rep: 5,
    lower_prio_no_advert: 0,
    higher_prio_send_advert: 0,
    vrid: 51,
    base_priority: 100,
    effective_priority: 100,
    vipset: false,
    promote_secondaries: false,
    adver_int: 1,
    master_adver_int: 1,
    accept: 1,
    nopreempt: false,
    preempt_delay: 0,
    state: 3,
    wantstate: 3,
    version: 2,
    smtp_alert: true,
    notify_deleted: false,
    vips: [
      "10.5.0.100/24 dev eth0 scope global",
      "10.5.0.102 dev eth1 scope global label eth1:x",
      "10.5.0.103/24 dev eth0 scope link",
    ],
    evips: ["fd00::5/64 dev eth0 scope global preferred_lft forever"],
    vroutes: [
      "prepend 10.99.0.0/24 via inet 10.5.0.9 dev eth0 proto 18",
      "prepend 10.98.0.0/24 dev eth1 proto 18 metric 5",
    ],
    vrules: [
      "from 10.5.0.100 priority 16384 tos 0x0 protocol 18 lookup 100",
      "from all to 10.9.0.0/16 priority 500 tos 0x0 protocol 18 lookup 100",
    ],
    track_ifp: ["eth1", "lo"],
    track_script: ["'/bin/sleep' '0.01'"],
    auth_type: 1,
    auth_data: "********",
  });
  const { adver_int, state, wantstate, vipset, nopreempt, garp_refresh, vips, auth_type } =
    second?.data ?? {};
  assert.deepEqual(
    { adver_int, state, wantstate, vipset, nopreempt, garp_refresh, vips, auth_type },
    {
      adver_int: 0.5,
      state: 2,
      wantstate: 2,
      vipset: true,
      nopreempt: true,
      garp_refresh: 10,
      vips: ["10.5.0.101/24 dev eth1 scope global set"],
      auth_type: 0,
    },
  );
  assert.ok(!("evips" in (second?.data ?? {})) && !("auth_data" in (second?.data ?? {})));
});

test("the counters have keepalived's names and order", () => {
  const [first] = dumped(text, []) as Dumped[];
  assert.deepEqual(Object.keys(first?.stats ?? {}), [
    "advert_rcvd",
    "advert_sent",
    "become_master",
    "release_master",
    "packet_len_err",
    "advert_interval_err",
    "ip_ttl_err",
    "invalid_type_rcvd",
    "addr_list_err",
    "invalid_authtype",
    "authtype_mismatch",
    "auth_failure",
    "auth_ext_missing",
    "auth_ext_malformed",
    "auth_ext_unknown_key",
    "auth_ext_invalid_hmac",
    "auth_ext_stale",
    "auth_ext_replay",
    "pri_zero_rcvd",
    "pri_zero_sent",
  ]);
});

test("version 2: an object, with the processes that are followed", () => {
  const second = `global_defs {\n  json_version 2\n}\n${text}`;
  const { vrrp, track_process } = dumped(second, [], { tp: 7 }) as Record<string, unknown[]>;
  assert.equal(vrrp?.length, 2);
  assert.deepEqual(track_process, [
    {
      process: "sleep",
      parameters: "5",
      param_match: "initial",
      min_processes: 2,
      max_processes: 4_294_967_295,
      current_processes: 7,
      have_quorum: true,
      weight: 3,
      terminate_delay: 0.5,
      fork_delay: 0,
      full_command: true,
    },
  ]);
});

test("a backup that is to be master wants to be, and names the master it follows", () => {
  const master = { address: "10.5.0.9", priority: 150 } as VrrpState["master"];
  const wanting = text.replace("virtual_router_id 51", "virtual_router_id 51\n  state MASTER");
  const [first] = dumped(wanting, [{ phase: "backup", master }]) as Dumped[];
  const { state, wantstate, master_priority } = first?.data ?? {};
  assert.deepEqual(
    { state, wantstate, master_priority },
    { state: 1, wantstate: 2, master_priority: 150 },
  );
});
