/** The prober over real sockets and real time. */
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dnsCheck } from "../../src/checks/dns-check.ts";
import { httpCheck } from "../../src/checks/http-check.ts";
import { pingCheck } from "../../src/checks/ping-check.ts";
import { createProber } from "../../src/checks/prober.ts";
import { smtpCheck } from "../../src/checks/smtp-check.ts";
import { sslCheck } from "../../src/checks/ssl-check.ts";
import { tcpCheck } from "../../src/checks/tcp-check.ts";
import { TlsContexts } from "../../src/checks/tls/tls-contexts.ts";
import { readTlsMaterial } from "../../src/checks/tls/tls-material.ts";
import { udpCheck } from "../../src/checks/udp-check.ts";
import type {
  CheckedUrl,
  DnsCheck,
  HttpCheck,
  NetworkCheck,
  PingCheck,
  SecureUrl,
  SmtpCheck,
  SslCheck,
  SslFiles,
  TcpCheck,
  UdpCheck,
} from "../../src/config/model/checker.ts";
import { systemTimers } from "../../src/daemon/timers.ts";
import { systemCalls } from "../../src/kernel/libc.ts";
import { createPatterns } from "../../src/kernel/pcre2/patterns.ts";
import { createPoller } from "../../src/kernel/poller.ts";
import { openProbeSockets } from "../../src/kernel/probe-sockets/probe-sockets.ts";
import type { ProbedChecker, ProbeOutcome, RunningProbe } from "../../src/ports/prober.ts";
import { type IpAddress, parseAddress } from "../../src/wire/address.ts";
import { failure, success } from "../../src/wire/result.ts";
import { type Micros, milliseconds, seconds } from "../../src/wire/units.ts";

const sys = systemCalls();
const poller = createPoller(sys, (problem) => assert.fail(String(problem)));

export const address = (text: string): IpAddress => {
  const parsed = parseAddress(text);
  assert.ok(parsed !== null, text);
  return parsed;
};

export const good: ProbeOutcome = { ok: true, weightDelta: null, warning: null };
/** The probe could not be made here: it says nothing of the server. */
export const notMade = (reason: string): ProbeOutcome => ({ ok: null, reason });

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

export const smtp = (some: Partial<SmtpCheck>): SmtpCheck => {
  return { ...plain, kind: "smtp", heloName: "checker.test", ...some };
};

const anyPage: SecureUrl = {
  path: "/",
  hostHeader: null,
  statusCodes: [{ first: 200, last: 299 }],
  digest: null,
  bodyPattern: null,
  serverName: null,
  closeNotify: false,
};
const pages = { httpVersion: "1.0", closesConnection: false, fastRecovery: false } as const;
export const http = (url: Partial<CheckedUrl>, some: Partial<HttpCheck> = {}): HttpCheck => {
  return { ...plain, ...pages, kind: "http", urls: [{ ...anyPage, ...url }], ...some };
};
export const ssl = (url: Partial<SecureUrl>, some: Partial<SslCheck> = {}): SslCheck => {
  const urls = [{ ...anyPage, ...url }];
  const certificate = { verifiesCertificate: false, expiryWarningDays: null };
  return { ...plain, ...pages, ...certificate, kind: "ssl", urls, ...some };
};

function readFile(path: string) {
  return existsSync(path) ? success(readFileSync(path)) : failure("there is no such file");
}

const elsewhere = () => assert.fail("no such check here");

export class ProbeScene {
  readonly sockets = this.#opened();
  readonly #patterns = createPatterns();
  #contexts = new TlsContexts(readTlsMaterial(null, readFile));
  readonly #random = (count: number): Uint8Array => randomBytes(count);
  readonly #prober = createProber({
    timers: systemTimers,
    attempts: {
      tcp: tcpCheck(this.sockets),
      udp: udpCheck(this.sockets, this.#random),
      dns: dnsCheck(this.sockets, this.#random),
      ping: pingCheck(this.sockets, this.#random),
      http: httpCheck(this.sockets, this.#patterns),
      ssl: sslCheck(this.sockets, this.#patterns, () => this.#contexts),
      smtp: smtpCheck(this.sockets),
    },
    misc: elsewhere,
  });

  /** What SSL_GET checks show and trust from now on. */
  showAndTrust(files: SslFiles): void {
    this.#contexts = new TlsContexts(readTlsMaterial(files, readFile));
  }

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
