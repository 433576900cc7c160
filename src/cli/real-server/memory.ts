/** What `real-server up` has changed, for `down` to put back: it lasts as long as the changes do. */
import { mkdirSync, readFileSync, readlinkSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { RealServerMode } from "../../core/real-server/wanted.ts";
import { type IpAddress, parseAddress } from "../../wire/address.ts";
import { failure, type Result, success } from "../../wire/result.ts";

export interface Remembered {
  readonly addresses: readonly RememberedAddress[];
  readonly settings: readonly RememberedSetting[];
}

export interface RememberedAddress {
  readonly address: IpAddress;
  readonly mode: RealServerMode;
  /** False where it was there before: it is not ours to take away. */
  readonly added: boolean;
}

export interface RememberedSetting {
  readonly path: string;
  readonly before: string;
  readonly set: string;
}

/** Gone after a restart of the machine, as the changes are; one for each network namespace. */
function memoryPath(): string {
  const namespace = /\d+/.exec(readlinkSync("/proc/self/ns/net"))?.[0] ?? "";
  return `/run/holdfast/real-server.${namespace}.json`;
}

export const nothingRemembered: Remembered = { addresses: [], settings: [] };

export function recall(path = memoryPath()): Result<Remembered, string> {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (problem) {
    const missing = (problem as NodeJS.ErrnoException).code === "ENOENT";
    return missing ? success(nothingRemembered) : failure(wordsOf(problem));
  }
  const remembered = parse(text);
  if (remembered !== null) return success(remembered);
  return failure(`${path} cannot be read: remove it, and set by hand what it should have restored`);
}

/** Nothing to remember leaves no file. */
export function remember(remembered: Remembered, path = memoryPath()): Result<null, string> {
  try {
    if (remembered.addresses.length + remembered.settings.length === 0) {
      rmSync(path, { force: true });
      return success(null);
    }
    mkdirSync(dirname(path), { recursive: true, mode: 0o755 });
    writeFileSync(`${path}.new`, `${JSON.stringify(remembered, null, 2)}\n`, { mode: 0o600 });
    renameSync(`${path}.new`, path);
    return success(null);
  } catch (problem) {
    const forbidden = ["EACCES", "EROFS"].includes((problem as NodeJS.ErrnoException).code ?? "");
    const remedy = forbidden ? "; run this as root" : "";
    return failure(`what was changed cannot be noted in ${path}: ${wordsOf(problem)}${remedy}`);
  }
}

function parse(text: string): Remembered | null {
  try {
    const value = JSON.parse(text) as Remembered;
    const sound =
      value.addresses.every(({ address }) => parseAddress(address) !== null) &&
      value.settings.every(({ path }) => /^net\/ipv4\/conf\/[^/]+\/\w+$/.test(path));
    return sound ? value : null;
  } catch {
    return null;
  }
}

const wordsOf = (problem: unknown): string =>
  problem instanceof Error ? problem.message : String(problem);
