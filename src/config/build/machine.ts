/** The port through which a configuration is held against the machine that is to run it. */
import type { IpAddress } from "../../wire/address.ts";
import type { BodyPattern } from "../model/checker.ts";
import type { HostFacts } from "./facts.ts";
import type { NumericIdentity } from "./obstacle.ts";
import type { PathPart } from "./unsafe-path.ts";

export interface Machine extends HostFacts {
  readonly interfaceExists: (name: string) => boolean;
  /** What there is, for suggestions. */
  readonly interfaceNames?: () => readonly string[];
  /** Absent where users and programs are not to be looked at. */
  readonly userExists?: (name: string, group: string | null) => boolean;
  /** Whether this machine has any way to find the address of that name. */
  readonly canResolve?: (hostName: string) => boolean;
  /** A program by its path, or by name along PATH. */
  readonly isExecutable?: (program: string) => boolean;
  /** Null where there is no such user or group. */
  readonly identityOf?: (user: string, group: string | null) => NumericIdentity | null;
  /** Whether that user, or the daemon's own for null, is root. */
  readonly isRoot?: (user: string | null) => boolean;
  /** Everything on the way to a program, links followed; empty when it is not found. */
  readonly pathParts?: (program: string) => readonly PathPart[];
  /** `net/ipv4/ip_forward`; null where the kernel has none. Absent where they are not looked at. */
  readonly setting?: (path: string) => string | null;
  /** Why a pattern cannot be matched here, or null. */
  readonly patternProblem?: (pattern: BodyPattern) => string | null;
  /** The interface in whose network an address is; null where there is none. */
  readonly linkTowards?: (address: IpAddress) => string | null;
}
