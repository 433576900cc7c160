/** The prober over real sockets and real time. */
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { readdirSync } from "node:fs";
import { dnsCheck } from "../../src/checks/dns-check.ts";
import { pingCheck } from "../../src/checks/ping-check.ts";
import { createProber } from "../../src/checks/prober.ts";
import { tcpCheck } from "../../src/checks/tcp-check.ts";
import { udpCheck } from "../../src/checks/udp-check.ts";
import type {
  DnsCheck,
  NetworkCheck,
  PingCheck,
  TcpCheck,
  UdpCheck,
} from "../../src/config/model/checker.ts";
import { systemTimers } from "../../src/daemon/timers.ts";
import { systemCalls } from "../../src/kernel/libc.ts";
import { createPoller } from "../../src/kernel/poller.ts";
import { openProbeSockets } from "../../src/kernel/probe-sockets/probe-sockets.ts";
import type { ProbedChecker, ProbeOutcome, RunningProbe } from "../../src/ports/prober.ts";
import { type IpAddress, parseAddress } from "../../src/wire/address.ts";
import { type Micros, milliseconds, seconds } from "../../src/wire/units.ts";

const sys = systemCalls();
const poller = createPoller(sys, (problem) => assert.fail(String(problem)));

export const address = (text: string): IpAddress => {
  const parsed = parseAddress(text);
  assert.ok(parsed !== null, text);
  return parsed;
};

export const good: ProbeOutcome = { ok: true, weightDelta: null, warning: null };
export const bad = (reason: string): ProbeOutcome => ({ ok: false, reason });

/** Long enough for a busy machine. */
const plain: NetworkCheck = {
  delayLoopMicros: seconds(10),
  retry: 1,
  delayBeforeRetryMicros: seconds(1),
  warmupMicros: 0 as Micros,
  startsFailed: false,
  logAllFailures: false,
  address: address("127.0.0.1"),
  port: 0,
  bindAddress: null,
  bindPort: null,
  bindInterface: null,
  timeoutMicros: seconds(10),
  mark: 0,
};
/** For answers that must not come. */
export const brief = { timeoutMicros: milliseconds(200) };

export const tcp = (some: Partial<TcpCheck>): TcpCheck => ({ ...plain, kind: "tcp", ...some });
export const ping = (some: Partial<PingCheck>): PingCheck => ({ ...plain, kind: "ping", ...some });
export const udp = (some: Partial<UdpCheck>): UdpCheck => {
  return { ...plain, kind: "udp", payload: null, reply: null, ...some };
};
export const dns = (some: Partial<DnsCheck>): DnsCheck => {
  return { ...plain, kind: "dns", recordType: "SOA", name: ".", ...some };
};

const elsewhere = () => assert.fail("no such check here");

export class ProbeScene {
  readonly sockets = this.#opened();
  readonly #random = (count: number): Uint8Array => randomBytes(count);
  readonly #prober = createProber({
    timers: systemTimers,
    attempts: {
      tcp: tcpCheck(this.sockets),
      udp: udpCheck(this.sockets, this.#random),
      dns: dnsCheck(this.sockets, this.#random),
      ping: pingCheck(this.sockets, this.#random),
      http: elsewhere,
      ssl: elsewhere,
      smtp: elsewhere,
    },
    misc: elsewhere,
  });

  start(checker: ProbedChecker, done: (outcome: ProbeOutcome) => void): RunningProbe {
    return this.#prober.start({ checker, url: 0, serverWeight: 1 }, done);
  }

  /** The probe's socket is opened in the namespace that the thread is in now. */
  probe(checker: ProbedChecker): Promise<ProbeOutcome> {
    return new Promise((resolve) => this.start(checker, resolve));
  }

  [Symbol.dispose](): void {
    this.sockets.close();
  }

  #opened() {
    const opened = openProbeSockets(sys, poller);
    assert.ok(opened.ok, opened.ok ? "" : JSON.stringify(opened.error));
    return opened.value;
  }
}

/** Descriptors of this process. */
export const openDescriptors = (): number => readdirSync("/proc/self/fd").length;
