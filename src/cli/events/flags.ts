/** The options of `holdfast events`. */
import type { ColourWhen } from "../colour.ts";
import type { DaemonPlace } from "../daemon-place.ts";

export interface EventsFlags extends DaemonPlace {
  readonly follow?: true;
  readonly json?: true;
  /** Wall clock, milliseconds since 1970. */
  readonly since?: number;
  readonly lines?: number;
  readonly color: ColourWhen;
}
