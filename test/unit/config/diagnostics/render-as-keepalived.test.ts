import assert from "node:assert/strict";
import { test } from "node:test";
import type { Diagnostic } from "../../../../src/config/diagnostics/diagnostic.ts";
import {
  renderAsKeepalived,
  renderConfigTest,
} from "../../../../src/config/diagnostics/render-as-keepalived.ts";
import { misspelt, sources, span } from "./misspelt.ts";

test("keepalived's form names the file where it is an included one", () => {
  const text = 'unknown keyword "prioriy" in vrrp_instance VI_1';
  const two = [...sources, { path: "/etc/site.conf", lines: [] }];
  assert.equal(renderAsKeepalived(misspelt, two), `(Line 2) ${text}`);
  const included = { ...misspelt, span: { ...span, source: 1 } };
  assert.equal(renderAsKeepalived(included, two), `(/etc/site.conf: Line 2) ${text}`);
  assert.equal(renderAsKeepalived({ ...misspelt, span: null }, two), text);
});

test("a config test has keepalived's line, the excerpt, and a line for each further place", () => {
  const echoes = [5, 6, 6].map((line) => ({ ...span, line }));
  assert.equal(
    renderConfigTest([{ ...misspelt, echoes }], sources),
    [
      '(Line 2) unknown keyword "prioriy" in vrrp_instance VI_1 [/etc/k.conf:2:3 HF0107]',
      "   2 |   prioriy 100",
      '     |   ^^^^^^^ did you mean "priority"?',
      "VI_1 therefore runs with the default priority, 100.",
      "(Line 5) follows from line 2",
      "(Line 6) follows from line 2",
    ].join("\n"),
  );
});

test("only what keepalived prints has its form", () => {
  const line = (code: Diagnostic["code"]) =>
    renderConfigTest([{ ...misspelt, code }], sources).split("\n")[0];
  assert.match(line("HF0103") ?? "", /^\/etc\/k\.conf:2:3: error HF0103: /);
  assert.match(line("HF0003") ?? "", /^\(Line 2\) /);
});
