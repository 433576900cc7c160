import assert from "node:assert/strict";
import { test } from "node:test";
import type { Checker } from "../../../../src/config/model/checker.ts";
import { ServerAlerts, type Verdict } from "../../../../src/daemon/lvs/alerts.ts";
import { onlyVirtualServer } from "../../../scenarios/only-virtual-server.ts";
import { check } from "../../config/build/building.ts";

const text = (lines: string) => `global_defs {
  smtp_server 192.0.2.25
  notification_email {
    one@example.com
  }
  ${lines}
}
virtual_server 192.0.2.1 80 {
  protocol TCP
  lb_algo rr
  lb_kind NAT
  real_server 192.0.2.10 80 {
    TCP_CHECK {
    }
  }
}
`;

function alertsWith(lines = ""): ServerAlerts {
  const alerts = new ServerAlerts();
  alerts.configure(check(text(lines)).configuration.global);
  return alerts;
}

const model = onlyVirtualServer(text(""));

const verdict = (kind: Checker["kind"], more: Partial<Verdict> = {}): Verdict => ({
  server: 0,
  checker: { ...model.realServers[0]?.checkers[0], kind } as Checker,
  failed: true,
  reason: "no answer",
  decided: true,
  isAlive: false,
  ...more,
});

const textOf = (alerts: ServerAlerts, of: Verdict): string | undefined =>
  alerts.ofVerdict(model, of)?.mail?.text;

test("every kind of checker has keepalived's words", () => {
  const alerts = alertsWith();
  const told = (kind: Checker["kind"]) => [
    textOf(alerts, verdict(kind)),
    textOf(alerts, verdict(kind, { failed: false })),
  ];
  for (const [kind, name] of [
    ["tcp", "TCP CHECK"],
    ["udp", "UDP CHECK"],
    ["ping", "ICMP CHECK"],
    ["dns", "DNS_CHECK:"],
  ] as const) {
    assert.deepEqual(told(kind), [
      `=> ${name} failed on service <=`,
      `=> ${name} succeed on service <=`,
    ]);
  }
  for (const kind of ["http", "ssl", "smtp"] as const) {
    assert.deepEqual(told(kind), [
      "=> CHECK failed on service : no answer <=",
      "=> CHECK succeed on service <=",
    ]);
  }
  assert.deepEqual(told("misc"), [
    "=> MISC CHECK failed on service <=",
    "=> MISC CHECK succeeded on service <=",
  ]);
  assert.deepEqual(told("file"), [undefined, undefined]);
});

test("the subject says how the server is, whatever this one of its checkers found", () => {
  const alert = alertsWith().ofVerdict(model, verdict("tcp", { failed: false, decided: false }));
  assert.equal(
    alert?.mail?.subject,
    "Realserver [192.0.2.10]:tcp:80 of virtual server [192.0.2.1]:tcp:80 - DOWN",
  );
});

test("no_checker_emails mails only what makes a server come or go", () => {
  const alerts = alertsWith("no_checker_emails");
  assert.notEqual(textOf(alerts, verdict("tcp")), undefined);
  assert.equal(textOf(alerts, verdict("tcp", { decided: false })), undefined);
});
