/**
 * The system log: datagrams to /dev/log in the form of RFC 3164 §4.1, without host name as on
 * every local socket.
 *
 * Nothing here waits or throws. Each line finds the socket by its path anew, so a syslog daemon
 * that was restarted is found again. A line that nobody takes is lost and counted, and the count
 * is logged with the next line that gets through.
 */
import { errno } from "./errno.ts";
import { unixSocketAddress } from "./socket-address.ts";
import {
  AF_UNIX,
  MSG_NOSIGNAL,
  SOCK_CLOEXEC,
  SOCK_DGRAM,
  SOCK_NONBLOCK,
} from "./socket-constants.ts";
import type { Sys } from "./sys.ts";

/** syslog(3). */
export const severity = {
  alert: 1,
  critical: 2,
  error: 3,
  warning: 4,
  notice: 5,
  info: 6,
  debug: 7,
} as const;
export type Severity = keyof typeof severity;

const facilityNumber = {
  user: 1,
  daemon: 3,
  local0: 16,
  local1: 17,
  local2: 18,
  local3: 19,
  local4: 20,
  local5: 21,
  local6: 22,
  local7: 23,
} as const;
export type Facility = keyof typeof facilityNumber;

/** What the common syslog daemons take in one message. */
const maximumLineBytes = 8192;
const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

export interface SyslogOptions {
  /** "Keepalived_vrrp". */
  readonly ident: string;
  readonly processId: number;
  readonly facility?: Facility;
  /** Elsewhere than /dev/log. */
  readonly path?: string;
}

export interface Syslog {
  log(level: Severity, text: string): void;
  /** Lines lost since the last one that got through. */
  lostLines(): number;
  close(): void;
}

/** No syslog daemon, and no socket at all, is no error: lines are counted as lost. */
export function openSyslog(sys: Sys, options: SyslogOptions, date = () => new Date()): Syslog {
  const address = unixSocketAddress(options.path ?? "/dev/log");
  const facility = facilityNumber[options.facility ?? "daemon"] * 8;
  const tag = `${options.ident}[${options.processId}]: `;
  let fd = sys.socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  let lost = 0;
  let stamped = { second: -1, text: "" };

  /** Thousands of lines of a second have one. */
  const stampOf = (now: Date): string => {
    const second = Math.floor(now.getTime() / 1000);
    if (second !== stamped.second) stamped = { second, text: timestamp(now) };
    return stamped.text;
  };

  const send = (level: Severity, text: string): boolean => {
    if (address === null || fd < 0) return false;
    const head = `<${facility + severity[level]}>${stampOf(date())} ${tag}`;
    const line = encoded(head + printable(text));
    const sent = sys.sendto(fd, line, MSG_NOSIGNAL, address);
    if (sent !== -errno.EMSGSIZE) return sent >= 0;
    return sys.sendto(fd, line.subarray(0, maximumLineBytes / 8), MSG_NOSIGNAL, address) >= 0;
  };

  return {
    log: (level, text) => {
      const wasLost = lost;
      if (wasLost > 0 && !send("warning", lostNotice(wasLost))) lost++;
      else lost = send(level, text) ? 0 : wasLost + 1;
    },
    lostLines: () => lost,
    close: () => {
      if (fd >= 0) sys.close(fd);
      fd = -1;
    },
  };
}

const lostNotice = (count: number): string =>
  `${count} log ${count === 1 ? "line was" : "lines were"} lost: nobody took them`;

/** Local time: "Nov  3 08:05:09". */
function timestamp(date: Date): string {
  const two = (value: number): string => String(value).padStart(2, "0");
  const day = String(date.getDate()).padStart(2, " ");
  const time = `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
  return `${months[date.getMonth()]} ${day} ${time}`;
}

/** Control characters in octal, as syslog daemons show them: no text can pose as a second line. */
const printable = (text: string): string =>
  text.replaceAll(
    /[\u0000-\u001f\u007f]/g,
    (character) => `#${character.charCodeAt(0).toString(8).padStart(3, "0")}`,
  );

function encoded(text: string): Uint8Array {
  const room = new Uint8Array(Math.min(text.length * 3, maximumLineBytes));
  return room.subarray(0, new TextEncoder().encodeInto(text, room).written);
}
