import { keywordCodes } from "../../config/diagnostics/codes-keywords.ts";
import type { Logger } from "../log/logger.ts";
import type { LoadedConfiguration } from "./load.ts";

/**
 * Writes what was found to the log, as information, like keepalived; that parts of the file have no
 * effect is a warning.
 */
export function logFindings(
  logger: Logger,
  { diagnostics, findings }: Pick<LoadedConfiguration, "diagnostics" | "findings">,
): void {
  for (const [index, finding] of findings.entries()) {
    const isIdle = diagnostics[index]?.code === keywordCodes.notSupportedYet.code;
    logger.log(isIdle ? "warning" : "info", finding);
  }
}
