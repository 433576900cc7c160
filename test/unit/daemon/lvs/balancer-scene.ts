/** A balancer with a data plane, real servers and time of the test. */
import type { Configuration } from "../../../../src/config/model/configuration.ts";
import type { JournalEvent } from "../../../../src/core/journal/event.ts";
import { Balancer, type ServesHere } from "../../../../src/daemon/lvs/balancer.ts";
import type { Alert } from "../../../../src/daemon/protocol/scripts.ts";
import type { ProbeOutcome, ProbeRequest, RunningProbe } from "../../../../src/ports/prober.ts";
import type { Micros } from "../../../../src/wire/units.ts";
import { check } from "../../config/build/building.ts";
import { recordingLogger } from "../fakes.ts";
import { FakeDataplane } from "./fake-dataplane.ts";

interface Pending {
  readonly address: string;
  readonly done: (outcome: ProbeOutcome) => void;
}

const good: ProbeOutcome = { ok: true, weightDelta: null, warning: null };

export class BalancerScene {
  readonly dataplane = new FakeDataplane();
  readonly log = recordingLogger();
  /** Addresses of servers that do not answer. */
  readonly down = new Set<string>();
  readonly told: string[] = [];
  readonly journal: JournalEvent[] = [];
  readonly alerts: Alert[] = [];
  readonly probed: string[] = [];
  cancelled = 0;
  /** `ha_suspend`: whether the virtual addresses are here. */
  serves: ServesHere = () => true;
  readonly balancer: Balancer;
  #now = 1_000_000;
  #armed: number | null = null;
  #pending: Pending[] = [];

  constructor(dataplane?: FakeDataplane) {
    if (dataplane !== undefined) this.dataplane = dataplane;
    this.balancer = new Balancer({
      clock: { now: () => this.#now as Micros },
      alarm: {
        arm: (at) => {
          this.#armed = at;
        },
      },
      chance: () => 0,
      prober: { start: (request, done) => this.#probe(request, done) },
      dataplane: this.dataplane,
      log: this.log.logger,
      listener: {
        notify: (queue, { argv }) => this.told.push(`${queue}: ${argv.join(" ")}`),
        event: (line) => this.told.push(line),
        alert: (alert) => void this.alerts.push(alert),
        changed: (event) => void this.journal.push(event),
        serverState: (server, up) => this.told.push(`${up ? "up" : "down"} ${server}`),
      },
    });
  }

  async start(text: string, serversDown: readonly string[] | null = null): Promise<void> {
    const down = serversDown === null ? null : new Set(serversDown);
    await this.balancer.start(configurationOf(text), down, this.serves);
  }

  async reload(text: string): Promise<void> {
    this.balancer.reload(configurationOf(text), this.serves);
    await this.#rest();
  }

  /** Lets so many seconds pass; probes are answered at once, by whether their server is down. */
  async pass(forSeconds: number): Promise<void> {
    const end = this.#now + forSeconds * 1_000_000;
    for (;;) {
      await this.#rest();
      if (this.#armed === null || this.#armed > end) break;
      this.#now = Math.max(this.#now, this.#armed);
      this.#armed = null;
      this.balancer.alarmed();
    }
    this.#now = end;
  }

  get table(): readonly string[] {
    return this.dataplane.lines;
  }

  #probe({ checker }: ProbeRequest, done: (outcome: ProbeOutcome) => void): RunningProbe {
    const address = "address" in checker ? checker.address : "script";
    this.probed.push(address);
    const pending: Pending = { address, done };
    this.#pending.push(pending);
    return {
      cancel: () => {
        this.cancelled++;
        this.#pending = this.#pending.filter((other) => other !== pending);
      },
    };
  }

  /** Until everything asked for has been answered. */
  async #rest(): Promise<void> {
    for (;;) {
      const [next, ...rest] = this.#pending;
      if (next !== undefined) {
        this.#pending = rest;
        const isDown = this.down.has(next.address);
        next.done(isDown ? { ok: false, reason: "connection refused" } : good);
      }
      await new Promise((resolve) => setImmediate(resolve));
      if (this.#pending.length === 0) return;
    }
  }
}

export const configurationOf = (text: string): Configuration => check(text).configuration;

/** A virtual server with these real servers, all checked by TCP every 5 s without retries. */
export function serviceOf(
  servers: readonly string[],
  lines = "",
  heading = "192.0.2.1 80",
): string {
  const realServers = servers.map(
    (words) =>
      `real_server ${words.split(" ")[0]} 80 {\n weight ${words.split(" ")[1] ?? 1}\n ` +
      `${words.split(" ").slice(2).join(" ")}\n TCP_CHECK {\n retry 0\n warmup 0\n }\n }`,
  );
  const essentials = "protocol TCP\n lb_algo wlc\n lb_kind NAT\n delay_loop 5";
  return `virtual_server ${heading} {\n ${essentials}\n ${lines}\n ${realServers.join("\n")}\n}\n`;
}
