/** Virtual servers, real servers and checkers as completion leaves them. */
import type { Checker, TcpCheck } from "../../../../src/config/model/checker.ts";
import type {
  Forwarding,
  RealServer,
  SorryServer,
  VirtualServer,
} from "../../../../src/config/model/load-balancing.ts";
import type { IpAddress } from "../../../../src/wire/address.ts";
import { seconds } from "../../../../src/wire/units.ts";

const place = { source: 0, line: 1, column: 1, length: 1 };
const nat: Forwarding = { method: "nat" };

export function virtualServer(
  realServers: readonly RealServer[],
  differences: Partial<VirtualServer> = {},
): VirtualServer {
  const address = "192.0.2.100" as IpAddress;
  return {
    name: `[${address}]:tcp:80`,
    place,
    service: { kind: "address", protocol: "tcp", address, port: 80 },
    family: "ipv4",
    scheduler: "wrr",
    flags: { hashed: false, onePacket: false, flag1: false, flag2: false, flag3: false },
    persistence: null,
    highAvailabilitySuspend: false,
    notifyAtStop: false,
    quorum: { weight: 1, hysteresis: 0, up: null, down: null },
    mailAlert: false,
    snmpName: null,
    realServers,
    sorryServer: null,
    ...differences,
  };
}

export const realServer = (address: string, differences: Partial<RealServer> = {}): RealServer => ({
  place,
  address: address as IpAddress,
  port: 80,
  forwarding: nat,
  weight: 1,
  upperThreshold: 0,
  lowerThreshold: 0,
  inhibitOnFailure: false,
  startsDown: false,
  notifyUp: null,
  notifyDown: null,
  mailAlert: false,
  snmpName: null,
  checkers: [],
  ...differences,
});

export const sorryServer = (address: string, inhibit = false): SorryServer => ({
  place,
  address: address as IpAddress,
  port: 80,
  forwarding: nat,
  inhibit,
});

export const tcpCheck = (differences: Partial<TcpCheck> = {}): TcpCheck => ({
  kind: "tcp",
  delayLoopMicros: seconds(5),
  retry: 1,
  delayBeforeRetryMicros: seconds(1),
  warmupMicros: seconds(5),
  startsFailed: false,
  logAllFailures: false,
  address: "192.0.2.1" as IpAddress,
  port: 80,
  bindAddress: null,
  bindPort: null,
  bindInterface: null,
  timeoutMicros: seconds(5),
  mark: 0,
  ...differences,
});

export const miscCheck = (program: string, line = 1): Checker => ({
  kind: "misc",
  delayLoopMicros: seconds(5),
  retry: 1,
  delayBeforeRetryMicros: seconds(1),
  warmupMicros: seconds(5),
  startsFailed: false,
  logAllFailures: false,
  end: { ...place, line },
  command: { argv: [program], user: null, group: null, place: { ...place, line } },
  timeoutMicros: seconds(5),
  setsWeight: true,
});
