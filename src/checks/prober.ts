/** Single probes by kind of checker, each with one deadline and exactly one outcome. */
import type {
  DnsCheck,
  HttpCheck,
  MiscCheck,
  PingCheck,
  SmtpCheck,
  SslCheck,
  TcpCheck,
  UdpCheck,
} from "../config/model/checker.ts";
import type { ProbeOutcome, ProbeRequest, Prober, RunningProbe } from "../ports/prober.ts";
import type { Timers } from "../ports/timers.ts";
import type { Micros } from "../wire/units.ts";
import { type Attempt, type StartAttempt, timedOut } from "./attempt.ts";

/** What carries out a probe of each kind that sends packets. */
export interface AttemptsByKind {
  readonly tcp: StartAttempt<TcpCheck>;
  readonly udp: StartAttempt<UdpCheck>;
  readonly dns: StartAttempt<DnsCheck>;
  readonly ping: StartAttempt<PingCheck>;
  readonly http: StartAttempt<HttpCheck>;
  readonly ssl: StartAttempt<SslCheck>;
  readonly smtp: StartAttempt<SmtpCheck>;
}

export interface ProberParts {
  readonly timers: Timers;
  readonly attempts: AttemptsByKind;
  /** Runs the script, with a deadline of its own: it has to be killed and reaped as well. */
  readonly misc: (
    checker: MiscCheck,
    serverWeight: number,
    done: (outcome: ProbeOutcome) => void,
  ) => RunningProbe;
}

export function createProber(parts: ProberParts): Prober {
  return {
    start(request, done) {
      const { checker } = request;
      if (checker.kind === "misc") return parts.misc(checker, request.serverWeight, done);
      return new DeadlineProbe(parts, request, checker.timeoutMicros, done);
    },
  };
}

class DeadlineProbe implements RunningProbe {
  readonly #timers: Timers;
  readonly #done: (outcome: ProbeOutcome) => void;
  readonly #attempt: Attempt;
  #takeBackTimer: () => void;
  /** False while the attempt is being started: `done` is never called from within `start`. */
  #started = false;
  #ended = false;

  constructor(
    parts: ProberParts,
    request: ProbeRequest,
    timeoutMicros: Micros,
    done: (outcome: ProbeOutcome) => void,
  ) {
    this.#timers = parts.timers;
    this.#done = done;
    this.#takeBackTimer = parts.timers.after(timeoutMicros, () => this.#deadline());
    this.#attempt = startAttempt(parts.attempts, request, (outcome) => this.#finish(outcome));
    this.#started = true;
    if (this.#ended) this.#attempt.stop();
  }

  cancel(): void {
    this.#takeBackTimer();
    this.#end();
  }

  #deadline(): void {
    this.#settle(this.#attempt.silence?.() ?? timedOut);
  }

  #finish(outcome: ProbeOutcome): void {
    if (this.#ended) return;
    this.#takeBackTimer();
    if (this.#started) return this.#settle(outcome);
    this.#ended = true;
    this.#takeBackTimer = this.#timers.after(0 as Micros, () => this.#done(outcome));
  }

  #settle(outcome: ProbeOutcome): void {
    this.#end();
    this.#done(outcome);
  }

  #end(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#attempt.stop();
  }
}

function startAttempt(
  attempts: AttemptsByKind,
  { checker, url }: ProbeRequest,
  finish: (outcome: ProbeOutcome) => void,
): Attempt {
  switch (checker.kind) {
    case "tcp":
      return attempts.tcp(checker, finish, url);
    case "udp":
      return attempts.udp(checker, finish, url);
    case "dns":
      return attempts.dns(checker, finish, url);
    case "ping":
      return attempts.ping(checker, finish, url);
    case "http":
      return attempts.http(checker, finish, url);
    case "ssl":
      return attempts.ssl(checker, finish, url);
    case "smtp":
      return attempts.smtp(checker, finish, url);
    case "misc":
      throw new Error("scripts are not run here");
  }
}
