/** The port through which a configuration is held against the machine that is to run it. */
import type { HostFacts } from "./facts.ts";

export interface Machine extends HostFacts {
  readonly interfaceExists: (name: string) => boolean;
  /** Absent where users and programs are not to be looked at. */
  readonly userExists?: (name: string) => boolean;
  /** A program by its path, or by name along PATH. */
  readonly isExecutable?: (program: string) => boolean;
}
