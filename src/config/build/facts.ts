/** What building asks of the host, given through a port so that a build can be repeated. */
export interface HostFacts {
  /** `router_id` where the file gives none; null when it is not known. */
  readonly hostName: string | null;
  /** Bytes, or null when the interface is not there: 1500 is taken then. */
  readonly mtuOf: (interfaceName: string) => number | null;
}

export const ethernetMtu = 1500;

/** For checks away from the machine. */
export const unknownHost: HostFacts = { hostName: null, mtuOf: () => null };
