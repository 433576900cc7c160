/** A prober over sockets and time of the test, and checkers to give it. */
import assert from "node:assert/strict";
import { dnsCheck } from "../../../src/checks/dns-check.ts";
import { httpCheck } from "../../../src/checks/http-check.ts";
import { pingCheck } from "../../../src/checks/ping-check.ts";
import { createProber } from "../../../src/checks/prober.ts";
import { smtpCheck } from "../../../src/checks/smtp-check.ts";
import { tcpCheck } from "../../../src/checks/tcp-check.ts";
import { udpCheck } from "../../../src/checks/udp-check.ts";
import type { NetworkCheck } from "../../../src/config/model/checker.ts";
import { createPatterns } from "../../../src/kernel/pcre2/patterns.ts";
import type { ProbedChecker, ProbeOutcome, RunningProbe } from "../../../src/ports/prober.ts";
import { type IpAddress, parseAddress } from "../../../src/wire/address.ts";
import { type Micros, seconds } from "../../../src/wire/units.ts";
import { FakeTimers } from "../daemon/fakes.ts";
import { type FakeSocket, FakeSockets } from "./fake-sockets.ts";

export const address = (text: string): IpAddress => {
  const parsed = parseAddress(text);
  assert.ok(parsed !== null, text);
  return parsed;
};

/** What every check that sends packets has: one of 192.0.2.1 port 80 within five seconds. */
export const plainCheck: NetworkCheck = {
  delayLoopMicros: seconds(10),
  retry: 1,
  delayBeforeRetryMicros: seconds(1),
  warmupMicros: 0 as Micros,
  startsFailed: false,
  logAllFailures: false,
  address: address("192.0.2.1"),
  port: 80,
  bindAddress: null,
  bindPort: null,
  bindInterface: null,
  timeoutMicros: seconds(5),
  mark: 0,
};

/** The same "random" bytes each time: 1, 2, 3… */
export const countingBytes = (count: number): Uint8Array =>
  Uint8Array.from({ length: count }, (_, index) => index + 1);

const unexpected = () => assert.fail("no such check here");

export interface Started {
  readonly socket: FakeSocket;
  readonly probe: RunningProbe;
  /** One at most, if all is well. */
  readonly outcomes: ProbeOutcome[];
}

export class CheckScene {
  readonly timers = new FakeTimers();
  readonly sockets = new FakeSockets();
  readonly prober = createProber({
    timers: this.timers,
    attempts: {
      tcp: tcpCheck(this.sockets),
      udp: udpCheck(this.sockets, countingBytes),
      dns: dnsCheck(this.sockets, countingBytes),
      ping: pingCheck(this.sockets, countingBytes),
      http: httpCheck(this.sockets, createPatterns()),
      ssl: unexpected,
      smtp: smtpCheck(this.sockets),
    },
    misc: unexpected,
  });

  start(checker: ProbedChecker, url = 0): Started {
    const outcomes: ProbeOutcome[] = [];
    const probe = this.prober.start({ checker, url, serverWeight: 1 }, (outcome) =>
      outcomes.push(outcome),
    );
    assert.deepEqual(outcomes, [], "no outcome from within the call");
    const socket = this.sockets.opened.at(-1);
    assert.ok(socket !== undefined);
    return { socket, probe, outcomes };
  }
}

export const good: ProbeOutcome = { ok: true, weightDelta: null, warning: null };
export const bad = (reason: string): ProbeOutcome => ({ ok: false, reason });
