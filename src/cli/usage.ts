/** What `--help` and `--version` print. */
import { version as kernelVersion, release } from "node:os";
import { productVersion } from "../daemon/version.ts";
import { keepalivedOptions } from "./keepalived-options.ts";
import type { OptionSpec } from "./option-grammar.ts";

const helpColumn = 34;

export function helpText(program: string): string {
  const rows = keepalivedOptions.map(
    (spec) => `  ${optionNames(spec).padEnd(helpColumn)} ${spec.help}`,
  );
  return [
    `Usage: ${program} [OPTION...]`,
    "Keeps virtual addresses and services alive, as keepalived.conf says: VRRP and load balancing.",
    "",
    ...rows,
    "",
    "The configuration is /etc/keepalived/keepalived.conf unless -f names another.",
    "",
  ].join("\n");
}

export function optionNames({ short, long, argument, argumentName }: OptionSpec<string>): string {
  const brief = short === null ? "    " : `-${short}, `;
  const value = argument === "none" ? "" : `=${argumentName}`;
  return `${brief}--${long}${argument === "optional" ? `[${value}]` : value}`;
}

/** The first line is what tools look at; the rest says what this build can do. */
export function versionText(): string {
  const { node, v8 } = process.versions;
  return [
    `Holdfast v${productVersion}`,
    "",
    `Running on Linux ${release()} ${kernelVersion()}`,
    `Node.js ${node} (V8 ${v8}), ${process.arch}, ${process.execPath}`,
    "",
    "Config options:  LVS VRRP VRRP_AUTH JSON INIT=systemd SYSTEMD_NOTIFY",
    "",
    "Not built yet:  BFD SNMP DBUS VRRP_VMAC",
    "",
  ].join("\n");
}
