/**
 * The clock and the one timer of a process: a timerfd of CLOCK_MONOTONIC, set to absolute moments.
 *
 * Setting is lazy. An advert received moves its deadline further away many times before it is ever
 * reached, so a later moment than the one armed is only noted down; when the timer expires and
 * nothing is due, it is set again to the moment wanted by then. That is one needless wake-up for
 * every deadline, against a system call for every advert.
 */
import type { Alarm, Clock } from "../ports/clock.ts";
import type { KernelError } from "../ports/network.ts";
import { failure, type Result, success } from "../wire/result.ts";
import type { Micros } from "../wire/units.ts";
import { kernelError } from "./kernel-error.ts";
import { hostIsLittleEndian } from "./memory.ts";
import type { Poller, Watch } from "./poller.ts";
import type { Sys } from "./sys.ts";

const CLOCK_MONOTONIC = 1;
const TFD_NONBLOCK = 0o4000;
const TFD_CLOEXEC = 0o2000000;
const TFD_TIMER_ABSTIME = 1;

/** `process.hrtime` reads CLOCK_MONOTONIC; rounded down, so that no moment is reached early. */
export const monotonicClock: Clock = {
  now: () => {
    const [seconds, nanos] = process.hrtime();
    return (seconds * 1_000_000 + Math.floor(nanos / 1000)) as Micros;
  },
};

export interface ClosableAlarm extends Alarm {
  close(): void;
}

/** `fire` is called once for each moment armed, never before it, always from the event loop. */
export function openAlarm(
  sys: Sys,
  poller: Poller,
  clock: Clock,
  fire: () => void,
): Result<ClosableAlarm, KernelError> {
  const fd = sys.timerfdCreate(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC);
  if (fd < 0) return failure(kernelError("create a timer", fd));
  return success(new TimerfdAlarm(sys, poller, clock, fd, fire));
}

class TimerfdAlarm implements ClosableAlarm {
  readonly #sys: Sys;
  readonly #clock: Clock;
  readonly #fd: number;
  readonly #fire: () => void;
  readonly #watch: Watch;
  /** struct itimerspec: an interval of zero, then the moment. */
  readonly #itimerspec = new Uint8Array(32);
  readonly #itimerspecView = new DataView(this.#itimerspec.buffer);
  readonly #expirations = new Uint8Array(8);
  #wanted: Micros | null = null;
  /** What the kernel has been told and has not reported yet. */
  #armed: Micros | null = null;

  constructor(sys: Sys, poller: Poller, clock: Clock, fd: number, fire: () => void) {
    this.#sys = sys;
    this.#clock = clock;
    this.#fd = fd;
    this.#fire = fire;
    this.#watch = poller.watch(fd, { readable: true }, () => this.#expired());
  }

  arm(at: Micros | null): void {
    this.#wanted = at;
    if (at === null || (this.#armed !== null && this.#armed <= at)) return;
    this.#set(at);
  }

  close(): void {
    this.#watch.close();
    this.#sys.close(this.#fd);
  }

  #expired(): void {
    this.#armed = null;
    try {
      this.#fireIfDue();
    } finally {
      // Setting the timer resets its count of expirations; only otherwise does it have to be read.
      if (this.#armed === null) this.#sys.read(this.#fd, this.#expirations);
    }
  }

  #fireIfDue(): void {
    const wanted = this.#wanted;
    if (wanted === null) return;
    if (this.#clock.now() < wanted) {
      this.#set(wanted);
      return;
    }
    this.#wanted = null;
    this.#fire();
  }

  #set(at: Micros): void {
    // Zero would disarm; the first microsecond after boot is past as well.
    const moment = Math.max(at, 1);
    const seconds = Math.floor(moment / 1_000_000);
    const view = this.#itimerspecView;
    view.setBigInt64(16, BigInt(seconds), hostIsLittleEndian);
    view.setBigInt64(24, BigInt(moment - seconds * 1_000_000) * 1000n, hostIsLittleEndian);
    const result = this.#sys.timerfdSettime(this.#fd, TFD_TIMER_ABSTIME, this.#itimerspec);
    if (result < 0) throw new Error(`timerfd_settime to ${moment} us failed: errno ${-result}`);
    this.#armed = at;
  }
}
