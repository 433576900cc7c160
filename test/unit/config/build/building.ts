/** Builds configurations from text, and shows what was said as codes with the words they are about. */
import {
  type Check,
  checkConfiguration,
} from "../../../../src/config/build/check-configuration.ts";
import type { Machine } from "../../../../src/config/build/machine.ts";
import { keywordCodes } from "../../../../src/config/diagnostics/codes-keywords.ts";
import { renderDiagnostics } from "../../../../src/config/diagnostics/render.ts";
import type { Files } from "../../../../src/config/files.ts";
import type { Environment } from "../../../../src/config/language/read-configuration.ts";
import type { GlobalDefinitions } from "../../../../src/config/model/configuration.ts";
import type { VrrpInstance } from "../../../../src/config/model/vrrp-instance.ts";

export const environment: Environment = {
  configId: "one",
  requireIncludes: false,
  environmentVariable: () => null,
  random: (min) => min,
  workingDirectory: "/etc/keepalived",
};

export const machine: Machine = {
  hostName: "router-one",
  mtuOf: () => 1500,
  interfaceExists: () => true,
};

const filesOf = (text: string | null): Files => ({
  read: () =>
    text === null
      ? { ok: false, error: { code: "notFound" } }
      : { ok: true, value: new TextEncoder().encode(text) },
  glob: () => [],
  resolve: (_directory, path) => path,
  directoryOf: () => "/etc/keepalived",
});

/** Null is a file that is not there. */
export const check = (text: string | null, host: Machine | null = machine): Check =>
  checkConfiguration("keepalived.conf", filesOf(text), environment, host);

/**
 * `HF0107 prioriy`: each code with the text that its carets run under. What is not acted on yet is
 * left out: not-acted-on.test.ts looks at that.
 */
export function said({ diagnostics, sources }: Check): string[] {
  const findings = diagnostics.filter(({ code }) => code !== keywordCodes.notSupportedYet.code);
  return findings.map(({ code, span }) => {
    if (span === null) return code;
    const line = sources[span.source]?.lines[span.line - 1] ?? "";
    return `${code} ${line.slice(span.column - 1, span.column - 1 + span.length)}`;
  });
}

export const rendered = ({ diagnostics, sources }: Check): string =>
  renderDiagnostics(diagnostics, sources);

/** A sound instance with `lines` behind what it needs. */
export const instanceText = (lines: string, name = "VI_1"): string =>
  `vrrp_instance ${name} {
  interface eth0
  virtual_router_id 51
  virtual_ipaddress {
    192.0.2.1/24
  }
  ${lines}
}
`;

/** The only instance of that file; an assertion that there is one. */
export function instanceOf(text: string): VrrpInstance {
  const checked = check(text);
  const [instance, ...others] = checked.configuration.vrrpInstances;
  if (instance === undefined || others.length > 0) {
    throw new Error(`not one instance:\n${rendered(checked)}`);
  }
  return instance;
}

export const instanceWith = (lines: string): VrrpInstance => instanceOf(instanceText(lines));
export const saidOfInstance = (lines: string): string[] => said(check(instanceText(lines)));

export const globalWith = (lines: string): GlobalDefinitions =>
  check(`global_defs {\n${lines}\n}\n`).configuration.global;
export const saidOfGlobal = (lines: string): string[] =>
  said(check(`global_defs {\n${lines}\n}\n`));

/** The value at `path`, as in `announcements.masterRepeat`. */
export const valueAt = (value: unknown, path: string): unknown =>
  path
    .split(".")
    .reduce<unknown>((inner, key) => (inner as Record<string, unknown> | null)?.[key], value);
