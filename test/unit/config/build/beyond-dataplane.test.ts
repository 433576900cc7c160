import assert from "node:assert/strict";
import { test } from "node:test";
import { check, rendered, said } from "./building.ts";
import { realServerText, serviceText } from "./load-balancing-text.ts";

const plane = (name: string): string => `global_defs {\nlvs_dataplane ${name}\n}\n`;
const saidWith = (name: string, essentials: object, lines = "", inReal = ""): string[] =>
  said(
    check(
      plane(name) + serviceText(`${lines}\n${realServerText(inReal)}`, "192.0.2.1 80", essentials),
    ),
  );

test("what nftables cannot do is found before the daemon runs", () => {
  assert.deepEqual(saidWith("nftables", { lb_algo: "wrr" }), []);
  assert.deepEqual(saidWith("nftables", { lb_algo: "wlc" }), ["HF0833 192.0.2.1"]);
  assert.deepEqual(saidWith("nftables", { lb_algo: "rr", lb_kind: "DR" }), ["HF0833 192.0.2.10"]);
  assert.deepEqual(saidWith("nftables", { lb_algo: "rr" }, "", "uthreshold 5"), [
    "HF0833 192.0.2.10",
  ]);
  assert.deepEqual(
    saidWith("nftables", { lb_algo: "rr" }, "persistence_timeout 50\npersistence_engine sip"),
    ["HF0833 192.0.2.1"],
  );
  assert.deepEqual(saidWith("nftables", { lb_algo: "rr", protocol: "UDP" }, "ops"), [
    "HF0833 192.0.2.1",
  ]);
});

test("what nftables alone can do is found where IPVS is asked for", () => {
  assert.deepEqual(saidWith("nftables", { lb_algo: "random" }), []);
  assert.deepEqual(saidWith("ipvs", { lb_algo: "random" }), ["HF0834 192.0.2.1"]);
});

test("the finding says what becomes of it", () => {
  const checked = check(
    plane("nftables") +
      serviceText(realServerText(), "192.0.2.1 80", { lb_algo: "rr", lb_kind: "TUN" }),
  );
  assert.match(rendered(checked), /not by tunnels/);
  assert.match(rendered(checked), /Virtual server \[192\.0\.2\.1\]:tcp:80 is balanced without it/);
});
