/** `keepalived.stats`: the counters of every instance (keepalived.md §3). */
import type { Statistics } from "../../core/vrrp/statistics.ts";
import type { DumpSnapshot, InstanceDump } from "./snapshot.ts";

/** Of `auth_hmac`, which no instance uses yet: exporters look for the labels all the same. */
const extensionErrors = ["Missing", "Malformed", "Unknown Key", "Invalid HMAC", "Stale", "Replay"];

/** The whole text, with a line end at its end. */
export function writeStats(snapshot: Pick<DumpSnapshot, "instances">): string {
  return snapshot.instances
    .flatMap(oneInstance)
    .map((line) => `${line}\n`)
    .join("");
}

function oneInstance({ instance, state }: InstanceDump): string[] {
  const counted = state.statistics;
  return [
    `VRRP Instance: ${instance.name}`,
    "  Advertisements:",
    `    Received: ${counted.advertsReceived}`,
    `    Sent: ${counted.advertsSent}`,
    `  Became master: ${counted.becameMaster}`,
    `  Released master: ${counted.releasedMaster}`,
    ...errorLines(counted),
    "  Priority Zero:",
    `    Received: ${counted.priorityZeroReceived}`,
    `    Sent: ${counted.priorityZeroSent}`,
  ];
}

function errorLines(counted: Statistics): string[] {
  return [
    "  Packet Errors:",
    `    Length: ${counted.packetLengthErrors}`,
    `    TTL: ${counted.ttlErrors}`,
    `    Invalid Type: ${counted.invalidTypeReceived}`,
    `    Advertisement Interval: ${counted.advertIntervalErrors}`,
    `    Address List: ${counted.addressListErrors}`,
    "  Authentication Errors:",
    `    Invalid Type: ${counted.invalidAuthenticationType}`,
    `    Type Mismatch: ${counted.authenticationTypeMismatch}`,
    `    Failure: ${counted.authenticationFailures}`,
    "  Authentication Extension Errors:",
    ...extensionErrors.map((label) => `    ${label}: 0`),
  ];
}
