import assert from "node:assert/strict";
import { test } from "node:test";
import { type Rule, rules, ruleText } from "../../../../src/core/vrrp/decision.ts";

const all = Object.keys(rules) as Rule[];

test("every rule is a sentence, and stands written somewhere", () => {
  for (const rule of all) {
    for (const version of [2, 3] as const) {
      const { sentence, section } = ruleText(rule, version);
      assert.match(sentence, /^[A-Z].*[^.]$/, rule);
      assert.match(section, /^(?:RFC \d+ §[\d.]+|[a-z.]+\(\d\), .+)$/, rule);
    }
  }
});

test("a rule of the protocol is cited from the version that is spoken", () => {
  assert.equal(ruleText("masterDown", 2).section, "RFC 3768 §6.4.2");
  assert.equal(ruleText("masterDown", 3).section, "RFC 9568 §6.4.2");
  for (const rule of all) assert.ok(!ruleText(rule, 2).section.startsWith("RFC 9568"), rule);
});
