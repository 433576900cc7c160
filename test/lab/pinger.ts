/** The client's view: pings an address without pause and measures the gaps in the answers. */
import { join } from "node:path";
import type { Lab } from "./lab.ts";
import type { WatchedProcess } from "./processes.ts";
import { waitFor } from "./wait.ts";

export interface Reply {
  /** Epoch milliseconds at which the answer arrived. */
  readonly atMillis: number;
  /** Says which station answered: see `lab.ts`. */
  readonly timeToLive: number;
}

export interface Gap {
  /** The last answer before and the first after; null where there is none. */
  readonly fromMillis: number | null;
  readonly untilMillis: number | null;
  readonly millis: number;
}

export interface Pinger {
  readonly intervalMillis: number;
  readonly replies: readonly Reply[];
  /** The longest time without an answer that touches [from, until], both epoch milliseconds. */
  largestGap(fromMillis: number, untilMillis: number): Gap;
  /** Resolves when a reply that arrived after `sinceMillis` came from this station. */
  waitForAnswerFrom(
    station: { readonly name: string; readonly timeToLive: number },
    sinceMillis: number,
    limitMillis: number,
  ): Promise<Reply>;
  stop(): Promise<void>;
}

const probe = join(import.meta.dirname, "probe.ts");

/** `ping` for IPv6; for IPv4 the probe, whose intervals are exact. */
function pingCommand(address: string, intervalMillis: number): string[] {
  if (address.includes(":")) {
    return ["ping", "-n", "-D", "-i", `${intervalMillis / 1_000}`, address];
  }
  return [process.execPath, probe, address, `${intervalMillis * 1_000}`];
}

/** Starts the client's pings; answers may be missing from the start. */
export function startPinger(lab: Lab, address: string, intervalMillis = 10): Pinger {
  const ping = lab.start(lab.client.namespace, pingCommand(address, intervalMillis));
  const replies: Reply[] = [];
  ping.onLine((line) => {
    const reply = parseReply(line.text);
    if (reply !== null) replies.push(reply);
  });
  return {
    intervalMillis,
    replies,
    largestGap: (from, until) => largestGap(replies, from, until),
    waitForAnswerFrom: (station, sinceMillis, limitMillis) =>
      waitFor(
        `${station.name} to answer pings to ${address}`,
        { limitMillis },
        () => {
          const last = replies.at(-1);
          const isIt = last?.timeToLive === station.timeToLive && last.atMillis >= sinceMillis;
          return isIt ? last : null;
        },
        () => lastLines(ping),
      ),
    stop: () => ping.stop("SIGTERM", 2_000),
  };
}

function lastLines(ping: WatchedProcess): string {
  const lines = ping.lines.slice(-5).map((line) => `    ${line.text}`);
  return `ping ${ping.isRunning() ? "runs on" : "has ended"}:\n${lines.join("\n")}`;
}

const replyLine = /^\[(\d+\.\d+)\] \d+ bytes from .*\b(?:ttl|hop limit)=(\d+)/;

/** One line of `ping -D`; null for anything but an answer. */
export function parseReply(text: string): Reply | null {
  const match = replyLine.exec(text);
  if (match === null) return null;
  return { atMillis: Number(match[1]) * 1_000, timeToLive: Number(match[2]) };
}

/** The longest span between successive answers that overlaps [from, until]. */
export function largestGap(
  replies: readonly Pick<Reply, "atMillis">[],
  fromMillis: number,
  untilMillis: number,
): Gap {
  let longest: Gap = { fromMillis: null, untilMillis: null, millis: 0 };
  const consider = (before: number | null, after: number | null) => {
    if ((after ?? untilMillis) < fromMillis || (before ?? fromMillis) > untilMillis) return;
    const millis = (after ?? untilMillis) - (before ?? fromMillis);
    if (millis > longest.millis) longest = { fromMillis: before, untilMillis: after, millis };
  };
  let before: number | null = null;
  for (const reply of replies) {
    consider(before, reply.atMillis);
    before = reply.atMillis;
  }
  consider(before, null);
  return longest;
}
