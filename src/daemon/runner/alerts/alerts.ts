/** Mails and webhooks: a queue for the mail server, and one for each URL. */
import { hostname } from "node:os";
import type { JournalEvent } from "../../../core/journal/event.ts";
import type { AlertRules } from "../../alert-rules.ts";
import { meansTheSame } from "../../configuration/same-meaning.ts";
import type { Alert } from "../../protocol/scripts.ts";
import type { DeliveryStatus } from "../../status/runner-status.ts";
import type { Timers } from "../../timers.ts";
import type { Report } from "../report.ts";
import { DeliveryQueue } from "./delivery-queue.ts";
import { type Mail, Mailer } from "./mailer.ts";
import { type Post, Webhook } from "./webhook.ts";

export interface AlertsParts extends Report {
  readonly timers: Timers;
  /** Milliseconds since 1970. */
  now(): number;
  /** Whom mails say that they are by. */
  program(): string;
}

/** Nobody reads more of them. */
const mostMails = 256;
/** A program reads them: when a network fails, thousands of servers do at once. */
const mostPosts = 8192;

const noAlerts: AlertRules = { routerId: null, mail: null, webhooks: [] };

export class Alerts {
  readonly #parts: AlertsParts;
  #rules: AlertRules = noAlerts;
  #mails: { readonly mailer: Mailer; readonly queue: DeliveryQueue<Mail> } | null = null;
  /** By URL. */
  readonly #posts = new Map<string, DeliveryQueue<Post>>();

  constructor(parts: AlertsParts) {
    this.#parts = parts;
  }

  apply(rules: AlertRules): void {
    const before = this.#rules;
    this.#rules = rules;
    if (!meansTheSame(before.mail, rules.mail)) this.#applyMail(rules.mail);
    for (const [url, queue] of this.#posts) {
      if (rules.webhooks.includes(url)) continue;
      queue.discard("the webhook is gone from the configuration");
      this.#posts.delete(url);
    }
    for (const url of rules.webhooks) {
      if (!this.#posts.has(url)) this.#posts.set(url, this.#newPosts(url));
    }
  }

  add({ mail, event }: Alert): void {
    const atMillis = this.#parts.now();
    const name = this.#rules.routerId ?? hostname();
    if (mail !== null) {
      const subject = `[${name}] ${mail.subject}`;
      this.#mails?.queue.add({ subject, text: mail.text, atMillis });
    }
    if (event === null) return;
    const at = new Date(atMillis).toISOString();
    for (const queue of this.#posts.values()) {
      queue.add({ version: 1, router_id: name, at, event });
    }
  }

  /** Resolves when all is delivered that can be now. */
  async close(): Promise<void> {
    await Promise.all(this.#queues().map((queue) => queue.close()));
  }

  /** What is not delivered by now is given up. */
  discard(): void {
    for (const queue of this.#queues()) queue.discard("the daemon ends");
  }

  get status(): readonly DeliveryStatus[] {
    return this.#queues().map(({ status }) => status);
  }

  #queues(): Pick<DeliveryQueue<unknown>, "close" | "discard" | "status">[] {
    return [...(this.#mails === null ? [] : [this.#mails.queue]), ...this.#posts.values()];
  }

  #applyMail(rules: AlertRules["mail"]): void {
    if (rules === null) {
      this.#mails?.queue.discard("no mail is configured any more");
      this.#mails = null;
    } else if (this.#mails === null) {
      this.#mails = this.#newMails(rules);
    } else {
      this.#mails.mailer.configure(rules);
      this.#mails.queue.retryNow();
    }
  }

  #newMails(rules: NonNullable<AlertRules["mail"]>) {
    const mailer = new Mailer(rules, this.#parts);
    const queue = new DeliveryQueue<Mail>({
      ...this.#parts,
      longest: mostMails,
      name: () => mailer.name,
      inShort: ({ subject }) => `mail "${subject}"`,
      deliver: (mail) => mailer.deliver(mail),
      abort: () => mailer.abort(),
      rest: () => mailer.rest(),
    });
    return { mailer, queue };
  }

  #newPosts(url: string): DeliveryQueue<Post> {
    const webhook = new Webhook(url);
    return new DeliveryQueue<Post>({
      ...this.#parts,
      longest: mostPosts,
      name: () => webhook.name,
      inShort: ({ event }) => `the post about ${inShort(event)}`,
      deliver: (post) => webhook.deliver(post),
      abort: () => webhook.abort(),
      rest: () => undefined,
    });
  }
}

function inShort(event: JournalEvent): string {
  if (event.kind === "server") return event.realServer ?? event.virtualServer;
  return "name" in event ? `${event.kind} ${event.name}` : event.kind;
}
