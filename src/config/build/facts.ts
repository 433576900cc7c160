/** What building asks of the host: facts, given as plain values, so that a build is repeatable. */
export interface HostFacts {
  /** `router_id` where the file gives none. */
  readonly hostName: string;
  /** Bytes, or null when the interface is not there: 1500 is taken then. */
  readonly mtuOf: (interfaceName: string) => number | null;
}

export const ethernetMtu = 1500;
