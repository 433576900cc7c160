/** What is to be told of servers, kept until the data plane has what it tells of (§17.3). */
import type { GlobalDefinitions } from "../../config/model/configuration.ts";
import type { VirtualServer } from "../../config/model/load-balancing.ts";
import type { ScriptCommand } from "../../config/model/script-command.ts";
import type { JournalEvent } from "../../core/journal/event.ts";
import type { Alert } from "../protocol/scripts.ts";
import { type DefaultScriptUser, defaultScriptUser, runnerCommand } from "../runner-command.ts";
import { type MailEffect, ServerAlerts, type Verdict } from "./alerts.ts";
import type { BalancerListener } from "./ports.ts";

export class Tellings {
  readonly #listener: BalancerListener;
  readonly #alerts = new ServerAlerts();
  #scriptUser: DefaultScriptUser = { user: null, group: null };
  #waiting: (() => void)[] = [];

  constructor(listener: BalancerListener) {
    this.#listener = listener;
  }

  configure(global: GlobalDefinitions): void {
    this.#scriptUser = defaultScriptUser(global);
    this.#alerts.configure(global);
  }

  script({ name }: VirtualServer, command: ScriptCommand): void {
    const run = runnerCommand(command, [], this.#scriptUser);
    this.#waiting.push(() => this.#listener.notify(`virtual server ${name}`, run));
  }

  line(line: string): void {
    this.#waiting.push(() => this.#listener.event(line));
  }

  mail(model: VirtualServer, effect: MailEffect): void {
    this.#alert(this.#alerts.ofMail(model, effect));
  }

  /** The journal hears of it at once. */
  changed(event: JournalEvent): void {
    this.#listener.changed(event);
    this.#alert(this.#alerts.ofEvent(event));
  }

  verdict(model: VirtualServer, verdict: Verdict): void {
    this.#alert(this.#alerts.ofVerdict(model, verdict));
  }

  tell(): void {
    const waiting = this.#waiting;
    if (waiting.length === 0) return;
    this.#waiting = [];
    for (const tell of waiting) tell();
  }

  #alert(alert: Alert | null): void {
    if (alert !== null) this.#waiting.push(() => this.#listener.alert(alert));
  }
}
