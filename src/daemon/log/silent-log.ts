/** A log that nobody reads: of what is only tried. */
import { createLogger, type Logger } from "./logger.ts";

export const silentLog: Logger = createLogger([], { detail: false });
