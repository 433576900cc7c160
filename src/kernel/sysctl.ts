/** Kernel settings below /proc/sys (proc(5)), of the network namespace of the calling thread. */
import { readFileSync, writeFileSync } from "node:fs";
import type { KernelError } from "../ports/network.ts";
import { failure, type Result, success } from "../wire/result.ts";
import { kernelError } from "./kernel-error.ts";
import { systemErrorNumber } from "./system-error.ts";

/** `net/ipv4/ip_forward`: with slashes, since names of interfaces may have dots. */
export type SettingPath = string;

const needsAdmin = { capability: "CAP_NET_ADMIN" };

/** The text of a setting without the end of its line; null where this kernel has no such one. */
export function readSetting(path: SettingPath): string | null {
  try {
    return readFileSync(`/proc/sys/${path}`, "utf8").trimEnd();
  } catch {
    return null;
  }
}

export function writeSetting(path: SettingPath, value: string): Result<null, KernelError> {
  try {
    writeFileSync(`/proc/sys/${path}`, `${value}\n`, { flag: "r+" });
    return success(null);
  } catch (problem) {
    const operation = `set ${settingName(path)} to ${value}`;
    return failure(kernelError(operation, systemErrorNumber(problem), needsAdmin));
  }
}

/** As sysctl(8) writes it: dots and slashes change places. */
export const settingName = (path: SettingPath): string =>
  path.replaceAll(/[./]/g, (separator) => (separator === "." ? "/" : "."));
