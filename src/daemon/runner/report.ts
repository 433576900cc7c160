/** Where the runner says what nobody was told of. */
import type { Logger } from "../log/logger.ts";

export interface Report {
  readonly logger: Logger;
  /** A notification that failed, and why. */
  journal(subject: string, because: string): void;
}
