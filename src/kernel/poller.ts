/**
 * Readiness of descriptors, told by the event loop's own epoll (libuv's poll, through koffi).
 *
 * Level-triggered: what is not read now is reported again. The callbacks run outside of Node's
 * callback scope, so promise jobs that they start wait for the next immediate or timer; `promises`
 * asks for one.
 */
import koffi from "koffi";
import { int32Bytes } from "./memory.ts";
import { SO_ERROR, SOL_SOCKET } from "./socket-constants.ts";
import type { Sys } from "./sys.ts";

export interface Interest {
  readonly readable?: boolean;
  readonly writable?: boolean;
  /** The callback settles promises: have their jobs run soon after it. */
  readonly promises?: boolean;
}

export interface Ready {
  readonly readable: boolean;
  readonly writable: boolean;
}

export interface Watch {
  /** No reports until resumed: what becomes ready meanwhile is reported then. */
  pause(): void;
  resume(): void;
  /** Ends the reports; the descriptor stays open, and is to be closed after this, not before. */
  close(): void;
}

export interface Poller {
  /**
   * Reports readiness of `fd` until closed, and keeps the process running until then. A
   * descriptor that has an error pending counts as readable and writable: the next call on it
   * gives the error.
   */
  watch(fd: number, interest: Interest, callback: (ready: Ready) => void): Watch;
}

/**
 * So often in a row may a descriptor come back with an error before the error is cleared for it.
 */
const toleratedErrors = 10;
/** And so often before it is given up: the loop would do nothing else. */
const maximumErrors = 1000;

type PollHandle = ReturnType<typeof koffi.node.poll>;

/** A handle that nothing refers to is collected, and its descriptor falls silent. */
const open = new Set<PollHandle>();

/**
 * `report` gets every exception of every callback; the loop goes on unless it ends the process.
 */
export function createPoller(sys: Sys, report: (problem: unknown) => void): Poller {
  return {
    watch: (fd, interest, callback) => watch(sys, report, fd, interest, callback),
  };
}

function watch(
  sys: Sys,
  report: (problem: unknown) => void,
  fd: number,
  interest: Interest,
  callback: (ready: Ready) => void,
): Watch {
  const wanted = { readable: interest.readable ?? true, writable: interest.writable ?? false };
  let closed = false;
  let errorsInARow = 0;
  const call = (ready: Ready) => {
    try {
      callback(ready);
    } catch (problem) {
      report(problem);
    }
    if (interest.promises === true) setImmediate(() => {});
  };

  // koffi calls with (status, events), whatever its types say.
  const onPoll = (...received: readonly unknown[]): void => {
    const [status, events] = received as readonly [number, Ready];
    if (closed) return;
    if (status >= 0) {
      errorsInARow = 0;
      call(events);
      return;
    }
    errorsInARow++;
    call({ readable: true, writable: true });
    if (closed) return;
    if (errorsInARow > maximumErrors) {
      report(new Error(`descriptor ${fd} keeps reporting an error and is no longer watched`));
      return;
    }
    if (errorsInARow > toleratedErrors) clearSocketError(sys, fd);
    // libuv stops watching whatever has an error pending.
    handle.start(wanted, onPoll);
  };
  const handle = koffi.node.poll(fd, wanted, onPoll);
  open.add(handle);

  return {
    pause: () => {
      if (!closed) handle.stop();
    },
    resume: () => {
      if (!closed) handle.start(wanted, onPoll);
    },
    close: () => {
      if (closed) return;
      closed = true;
      open.delete(handle);
      handle.close();
    },
  };
}

/** Reading SO_ERROR resets it; on what is no socket it fails, which does no harm. */
function clearSocketError(sys: Sys, fd: number): void {
  sys.getsockopt(fd, SOL_SOCKET, SO_ERROR, int32Bytes(0), int32Bytes(4));
}
