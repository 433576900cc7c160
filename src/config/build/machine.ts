/** The port through which a configuration is held against the machine that is to run it. */
import type { HostFacts } from "./facts.ts";

export interface Machine extends HostFacts {
  readonly interfaceExists: (name: string) => boolean;
}
