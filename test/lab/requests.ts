/** The client's view of a virtual service: who answered which request, and which were lost. */
import { join } from "node:path";
import type { Lab } from "./lab.ts";
import { waitFor } from "./wait.ts";

export interface RequestPlan {
  readonly kind: "fresh" | "held" | "kept" | "datagram" | "echo";
  readonly address: string;
  readonly port: number;
  /** From the begin of a request to the begin of the next. */
  readonly intervalMillis: number;
  /** How long an answer may take. */
  readonly limitMillis: number;
  /** 0: until it is stopped. */
  readonly count: number;
  /** Addresses of the client, used in turn; none: whichever the kernel takes. */
  readonly sources: readonly string[];
}

export interface Answered {
  /** Epoch milliseconds at which the request began. */
  readonly atMillis: number;
  /** The server's name, or null for a request that was lost. */
  readonly server: string | null;
  /** Why it was lost. */
  readonly reason: string;
}

export interface Requests {
  readonly all: readonly Answered[];
  /** Requests that began at or after this moment and were lost. */
  lost(sinceMillis?: number): Answered[];
  /** How often each server answered since this moment. */
  tally(sinceMillis?: number): Readonly<Record<string, number>>;
  onAnswer(listener: (answered: Answered) => void): void;
  /** Waits until this many more requests have been answered or lost. */
  more(count: number): Promise<void>;
  /** Ends it; requests that are under way are not counted. */
  stop(): Promise<void>;
  /** Waits until all of a plan with a count are through. */
  finished(): Promise<void>;
}

const program = join(import.meta.dirname, "requester.ts");
const limitMillis = 60_000;

/** Starts the client's requests; what `plan` does not say is a fresh connection every 10 ms. */
export function startRequests(
  lab: Lab,
  plan: Partial<RequestPlan> & Pick<RequestPlan, "address">,
): Requests {
  const whole: RequestPlan = {
    ...{ kind: "fresh", port: 80, intervalMillis: 10, limitMillis: 2_000, count: 0, sources: [] },
    ...plan,
  };
  const words = [process.execPath, program, JSON.stringify(whole)];
  const running = lab.start(lab.client.namespace, words);
  const all: Answered[] = [];
  const listeners: ((answered: Answered) => void)[] = [];
  running.onLine((line) => {
    const answered = parseAnswered(line.text);
    if (answered === null) return;
    all.push(answered);
    for (const listener of listeners) listener(answered);
  });
  const said = () =>
    running.lines
      .slice(-8)
      .map((line) => `    ${line.text}`)
      .join("\n");
  const since = (millis: number) => all.filter((each) => each.atMillis >= millis);
  return {
    all,
    lost: (sinceMillis = 0) => since(sinceMillis).filter((each) => each.server === null),
    tally: (sinceMillis = 0) => tallyOf(since(sinceMillis)),
    onAnswer: (listener) => listeners.push(listener),
    more: async (count) => {
      const goal = all.length + count;
      const what = `${count} requests to ${whole.address}`;
      await waitFor(what, { limitMillis }, () => all.length >= goal, said);
    },
    stop: () => running.stop("SIGTERM", 2_000),
    finished: async () => {
      const what = `${whole.count} requests to ${whole.address}`;
      await waitFor(what, { limitMillis }, () => !running.isRunning(), said);
    },
  };
}

/** Carries out `count` requests one right after the other and says who answered them. */
export async function askMany(
  lab: Lab,
  count: number,
  plan: Partial<RequestPlan> & Pick<RequestPlan, "address">,
): Promise<Requests> {
  const requests = startRequests(lab, { intervalMillis: 0, ...plan, count });
  await requests.finished();
  return requests;
}

/** "1795246375163.1 = r1" or "1795246375163.1 ! why"; null for any other line. */
export function parseAnswered(text: string): Answered | null {
  const match = /^([\d.]+) ([=!]) (.*)$/.exec(text);
  if (match === null) return null;
  const [, time = "", sign, rest = ""] = match;
  const isAnswer = sign === "=";
  return {
    atMillis: Number(time),
    server: isAnswer ? rest : null,
    reason: isAnswer ? "" : rest,
  };
}

function tallyOf(answers: readonly Answered[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { server } of answers) {
    if (server !== null) counts[server] = (counts[server] ?? 0) + 1;
  }
  return counts;
}
