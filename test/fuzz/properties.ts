/** What holds for any text that is given as a configuration. */
import assert from "node:assert/strict";
import { type Check, checkConfiguration } from "../../src/config/build/check-configuration.ts";
import type { Machine } from "../../src/config/build/machine.ts";
import { renderJson } from "../../src/config/diagnostics/json.ts";
import { renderDiagnostics } from "../../src/config/diagnostics/render.ts";
import { renderSarif } from "../../src/config/diagnostics/sarif.ts";
import type { Files } from "../../src/config/files.ts";
import { decodeConfiguration, encodeConfiguration } from "../../src/daemon/configuration/codec.ts";
import { environment } from "../unit/config/build/building.ts";

/** No text of a few thousand lines takes nearly so long. */
export const limitMillis = 10_000;

const machine: Machine = {
  hostName: "one",
  mtuOf: () => 1_500,
  interfaceExists: (name) => name.startsWith("eth"),
};

/** Every file that is asked for is `text`. */
const filesOf = (text: string): Files => ({
  read: () => ({ ok: true, value: new TextEncoder().encode(text) }),
  glob: (pattern) => [pattern.replaceAll("*", "x")],
  resolve: (directory, path) => (path.startsWith("/") ? path : `${directory}/${path}`),
  directoryOf: () => "/etc/keepalived",
});

export const checkText = (text: string): Check =>
  checkConfiguration("main.conf", filesOf(text), environment, machine);

/** It is read in time, every place exists, and everything can be shown and handed to children. */
export function assertReadable(text: string): void {
  const startedMillis = performance.now();
  const check = checkText(text);
  const { configuration, diagnostics, sources, exitCode } = check;
  const tookMillis = performance.now() - startedMillis;
  assert.ok(tookMillis < limitMillis, `it took ${Math.round(tookMillis)} ms`);
  assert.ok([0, 2, 4, 5, 6].includes(exitCode), `exit code ${exitCode}`);
  for (const { span, related = [], fix } of diagnostics) {
    const spans = [
      span,
      ...related.map((each) => each.span),
      ...(fix?.edits ?? []).map((edit) => edit.span),
    ];
    for (const each of spans) {
      if (each === null) continue;
      const line = sources[each.source]?.lines[each.line - 1];
      assert.ok(line !== undefined, `line ${each.line} of source ${each.source}`);
      assert.ok(each.column >= 1 && each.length >= 0, JSON.stringify(each));
      assert.ok(each.column - 1 + each.length <= line.length, `${JSON.stringify(each)}: ${line}`);
    }
  }
  renderDiagnostics(diagnostics, sources);
  const checked = { path: "main.conf", notLookedAt: [], trouble: null, ...check };
  JSON.parse(renderJson([checked], exitCode));
  JSON.parse(renderSarif([checked], "0"));
  const encoded = encodeConfiguration(configuration);
  assert.equal(encodeConfiguration(decodeConfiguration(encoded)), encoded);
}

/** A line that nobody knows does not go unsaid, wherever it stands in a sound file. */
export function assertMentioned(text: string, at: number): void {
  const lines = text.split("\n");
  const line = at % lines.length;
  lines.splice(line, 0, "hollow_keyword 1");
  const { diagnostics } = checkText(lines.join("\n"));
  assert.ok(
    diagnostics.some(({ span }) => span?.line === line + 1),
    `line ${line + 1} goes unsaid in:\n${lines.join("\n")}`,
  );
}
