/** This machine, as the configuration is held against it. Looked at once for each check. */
import { accessSync, constants, readFileSync, statSync } from "node:fs";
import { hostname } from "node:os";
import { delimiter, join } from "node:path";
import type { Machine } from "../../config/build/machine.ts";
import { systemIdentities } from "../runner/identity.ts";

export function thisMachine(): Machine {
  const interfaces = interfaceNames();
  return {
    hostName: hostname(),
    mtuOf: (name) => (interfaces.has(name) ? mtuOf(name) : null),
    interfaceExists: (name) => interfaces.has(name),
    userExists: (name) => systemIdentities.find(name, null).ok,
    isExecutable,
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

function isExecutable(program: string): boolean {
  if (program.includes("/")) return canExecute(program);
  const folders = (process.env.PATH ?? "").split(delimiter);
  return folders.some((folder) => folder !== "" && canExecute(join(folder, program)));
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
