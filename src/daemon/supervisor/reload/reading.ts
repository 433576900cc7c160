/** Reads the files for a reload, with what the configuration that runs asks for around it. */
import { appendFileSync, closeSync, openSync, rmSync } from "node:fs";
import type { Configuration } from "../../../config/model/configuration.ts";
import type { LoadedConfiguration } from "../../configuration/load.ts";
import type { Logger } from "../../log/logger.ts";

export interface ReloadReadingParts {
  /** Reads all files again. */
  load(): LoadedConfiguration;
  /** `reload_file` without a path. */
  readonly usualMarker: string;
  readonly logger: Pick<Logger, "warning">;
}

/** `reload_file` is there, and empty, while the files are read (keepalived.md §4.1). */
export function readForReload(
  parts: ReloadReadingParts,
  { global }: Configuration,
): LoadedConfiguration {
  const { marker } = global.reload;
  if (marker === null) return parts.load();
  const path = marker.path ?? parts.usualMarker;
  try {
    closeSync(openSync(path, "w", 0o644));
  } catch (error) {
    parts.logger.warning(`Failed to create reload file ${path}: ${messageOf(error)}`);
  }
  try {
    return parts.load();
  } finally {
    removeMarker(path, parts.logger);
  }
}

/**
 * `reload_check_config`: whatever keepalived's config test would mention refuses the reload. Empty
 * where nothing is in the way.
 */
export function reasonsOfCheck(
  next: LoadedConfiguration,
  { global }: Configuration,
): readonly string[] {
  const { checksFirst, checkLog } = global.reload;
  if (!checksFirst || next.testExitCode === 0) return [];
  const place = checkLog === null ? "above" : `in ${checkLog}`;
  return [`the config test exits with ${next.testExitCode}; what it found stands ${place}`];
}

/** All that was found is appended to the log file of `reload_check_config`. */
export function writeCheckLog(
  { findings }: LoadedConfiguration,
  { global }: Configuration,
  logger: Pick<Logger, "warning">,
): void {
  const { checksFirst, checkLog } = global.reload;
  if (!checksFirst || checkLog === null) return;
  try {
    appendFileSync(checkLog, findings.map((line) => `${line}\n`).join(""), { mode: 0o600 });
  } catch (error) {
    logger.warning(`Cannot write ${checkLog}: ${messageOf(error)}`);
  }
}

/** Whoever waits for its end waits for ever otherwise, which is for the operator to know. */
function removeMarker(path: string, logger: Pick<Logger, "warning">): void {
  try {
    rmSync(path, { force: true });
  } catch (error) {
    logger.warning(`Cannot remove reload file ${path}: ${messageOf(error)}`);
  }
}

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);
