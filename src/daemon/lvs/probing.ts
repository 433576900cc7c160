/** Everything that carries out probes, put together. */
import { randomBytes } from "node:crypto";
import { boundProber } from "../../checks/bounded-prober.ts";
import { dnsCheck } from "../../checks/dns-check.ts";
import { httpCheck } from "../../checks/http-check.ts";
import { pingCheck } from "../../checks/ping-check.ts";
import { createProber, type ProberParts } from "../../checks/prober.ts";
import { smtpCheck } from "../../checks/smtp-check.ts";
import { sslCheck } from "../../checks/ssl-check.ts";
import { tcpCheck } from "../../checks/tcp-check.ts";
import { udpCheck } from "../../checks/udp-check.ts";
import { createPatterns } from "../../kernel/pcre2/patterns.ts";
import type { Poller } from "../../kernel/poller.ts";
import { openProbeSockets } from "../../kernel/probe-sockets/probe-sockets.ts";
import type { Sys } from "../../kernel/sys.ts";
import type { KernelError } from "../../ports/network.ts";
import type { Prober } from "../../ports/prober.ts";
import { type Result, success } from "../../wire/result.ts";
import { systemTimers } from "../timers.ts";
import type { TlsSettings } from "./tls-settings.ts";

export interface ClosableProber extends Prober {
  /** Closes every socket, and takes back what the kernel was asked to permit. */
  close(): void;
}

/** `misc`: who runs scripts. Not more than `maximumProbes` run at a time. */
export function openProber(
  sys: Sys,
  poller: Poller,
  misc: ProberParts["misc"],
  tls: TlsSettings,
  maximumProbes: number,
): Result<ClosableProber, KernelError> {
  const opened = openProbeSockets(sys, poller);
  if (!opened.ok) return opened;
  const sockets = opened.value;
  const patterns = createPatterns();
  const prober = createProber({
    timers: systemTimers,
    misc,
    attempts: {
      tcp: tcpCheck(sockets),
      udp: udpCheck(sockets, randomBytes),
      dns: dnsCheck(sockets, randomBytes),
      ping: pingCheck(sockets, randomBytes),
      http: httpCheck(sockets, patterns),
      ssl: sslCheck(sockets, patterns, () => tls.contexts),
      smtp: smtpCheck(sockets),
    },
  });
  const bounded = boundProber(prober, maximumProbes);
  return success({
    start: (request, done) => bounded.start(request, done),
    close: () => sockets.close(),
  });
}
