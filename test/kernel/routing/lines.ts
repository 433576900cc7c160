/** Lines of routes and rules as the file has them, completed. */
import assert from "node:assert/strict";
import type { Route } from "../../../src/config/model/route.ts";
import type { Rule } from "../../../src/config/model/rule.ts";
import { check, rendered } from "../../unit/config/build/building.ts";

export function routesOf(...lines: readonly string[]): readonly Route[] {
  const checked = check(`static_routes {\n${lines.join("\n")}\n}\n`);
  const { routes } = checked.configuration.statics;
  assert.equal(routes.length, lines.length, rendered(checked));
  return routes;
}

export function rulesOf(...lines: readonly string[]): readonly Rule[] {
  const checked = check(`static_rules {\n${lines.join("\n")}\n}\n`);
  const { rules } = checked.configuration.statics;
  assert.equal(rules.length, lines.length, rendered(checked));
  return rules;
}
