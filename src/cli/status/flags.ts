/** The options of `holdfast status`. */
import type { ColourWhen } from "../colour.ts";
import type { DaemonPlace } from "../daemon-place.ts";

export interface StatusFlags extends DaemonPlace {
  readonly json?: true;
  readonly names?: true;
  readonly watch?: true;
  readonly color: ColourWhen;
}
