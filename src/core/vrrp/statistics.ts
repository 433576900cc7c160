/** The counters of one instance, as `keepalived.stats` lists them (keepalived.md §3). */
export interface Statistics {
  readonly advertsReceived: number;
  readonly advertsSent: number;
  readonly becameMaster: number;
  readonly releasedMaster: number;
  readonly packetLengthErrors: number;
  readonly ttlErrors: number;
  readonly invalidTypeReceived: number;
  readonly advertIntervalErrors: number;
  readonly addressListErrors: number;
  readonly invalidAuthenticationType: number;
  readonly authenticationTypeMismatch: number;
  readonly authenticationFailures: number;
  readonly versionErrors: number;
  readonly checksumErrors: number;
  readonly priorityZeroReceived: number;
  readonly priorityZeroSent: number;
}

export const noStatistics: Statistics = {
  advertsReceived: 0,
  advertsSent: 0,
  becameMaster: 0,
  releasedMaster: 0,
  packetLengthErrors: 0,
  ttlErrors: 0,
  invalidTypeReceived: 0,
  advertIntervalErrors: 0,
  addressListErrors: 0,
  invalidAuthenticationType: 0,
  authenticationTypeMismatch: 0,
  authenticationFailures: 0,
  versionErrors: 0,
  checksumErrors: 0,
  priorityZeroReceived: 0,
  priorityZeroSent: 0,
};
