/** The counters of an instance in `keepalived.json`. */
import type { Statistics } from "../../../core/vrrp/statistics.ts";

/** Of `auth_hmac`, which no instance uses yet: readers look for them all the same. */
const noExtensionErrors = {
  auth_ext_missing: 0,
  auth_ext_malformed: 0,
  auth_ext_unknown_key: 0,
  auth_ext_invalid_hmac: 0,
  auth_ext_stale: 0,
  auth_ext_replay: 0,
} as const;

export const statisticsData = (counted: Statistics): Readonly<Record<string, number>> => ({
  advert_rcvd: counted.advertsReceived,
  advert_sent: counted.advertsSent,
  become_master: counted.becameMaster,
  release_master: counted.releasedMaster,
  packet_len_err: counted.packetLengthErrors,
  advert_interval_err: counted.advertIntervalErrors,
  ip_ttl_err: counted.ttlErrors,
  invalid_type_rcvd: counted.invalidTypeReceived,
  addr_list_err: counted.addressListErrors,
  invalid_authtype: counted.invalidAuthenticationType,
  authtype_mismatch: counted.authenticationTypeMismatch,
  auth_failure: counted.authenticationFailures,
  ...noExtensionErrors,
  pri_zero_rcvd: counted.priorityZeroReceived,
  pri_zero_sent: counted.priorityZeroSent,
});
