/** This machine, as the configuration is held against it. Looked at once for each check. */
import { accessSync, constants, readFileSync, statSync } from "node:fs";
import { hostname } from "node:os";
import { delimiter, join } from "node:path";
import type { Machine } from "../../config/build/machine.ts";
import { systemIdentities } from "../runner/identity.ts";
import { pathPartsOf } from "./path-parts.ts";

export function thisMachine(): Machine {
  const interfaces = interfaceNames();
  return {
    hostName: hostname(),
    mtuOf: (name) => (interfaces.has(name) ? mtuOf(name) : null),
    interfaceExists: (name) => interfaces.has(name),
    userExists: (name) => systemIdentities.find(name, null).ok,
    isExecutable,
    isRoot: (user) => {
      const identity = systemIdentities.find(user, null);
      return identity.ok && (identity.value.uid ?? 0) === 0;
    },
    pathParts: (program) => pathPartsOf(programPath(program)),
  };
}

/** Of this process's own network namespace, which /sys may not show. */
function interfaceNames(): ReadonlySet<string> {
  const table = readText("/proc/self/net/dev") ?? "";
  return new Set(
    table
      .split("\n")
      .slice(2)
      .map((line) => line.slice(0, line.lastIndexOf(":")).trim())
      .filter((name) => name !== ""),
  );
}

function mtuOf(name: string): number | null {
  const text = readText(join("/sys/class/net", name, "mtu"));
  return text === null ? null : Number(text);
}

const isExecutable = (program: string): boolean => programPath(program) !== null;

/** Where a program is, along PATH when it is a bare name; null when it cannot be executed. */
function programPath(program: string): string | null {
  if (program.includes("/")) return canExecute(program) ? program : null;
  const folders = (process.env.PATH ?? "").split(delimiter);
  const paths = folders.filter((folder) => folder !== "").map((folder) => join(folder, program));
  return paths.find(canExecute) ?? null;
}

function canExecute(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
}
