/** What building asks of the host, given through a port so that a build can be repeated. */
export interface HostFacts {
  /** `router_id` where the file gives none; null when it is not known. */
  readonly hostName: string | null;
  /** Bytes, or null when the interface is not there: 1500 is taken then. */
  readonly mtuOf: (interfaceName: string) => number | null;
  /** The number of a name in iproute2's files; absent where those are not to be looked at. */
  readonly routingName?: (
    table: NameTable,
    name: string,
    directories: NameDirectories,
  ) => number | null;
}

/** What routes and rules may give by name. */
export type NameTable =
  | "table"
  | "protocol"
  | "scope"
  | "realm"
  | "serviceField"
  | "interfaceGroup"
  | "transport";

/** `iproute_usr_dir` and `iproute_etc_dir`; null is where iproute2 has them. */
export interface NameDirectories {
  readonly vendor: string | null;
  readonly administrator: string | null;
}

export const ethernetMtu = 1500;

/** For checks away from the machine. */
export const unknownHost: HostFacts = { hostName: null, mtuOf: () => null };
