/** Mails and webhooks of virtual and real servers, in keepalived's words (keepalived.md §16). */
import type { Checker } from "../../config/model/checker.ts";
import type { GlobalDefinitions } from "../../config/model/configuration.ts";
import type { VirtualServer } from "../../config/model/load-balancing.ts";
import type { BalancingEffect } from "../../core/balancing/effects.ts";
import { serverName } from "../../core/balancing/names.ts";
import type { JournalEvent } from "../../core/journal/event.ts";
import { hasMails, hasWebhooks } from "../alert-rules.ts";
import type { Alert } from "../protocol/scripts.ts";

export type MailEffect = Extract<BalancingEffect, { kind: "mail" }>;

/** A verdict of one checker, and what it made of its real server. */
export interface Verdict {
  readonly server: number;
  readonly checker: Checker;
  readonly failed: boolean;
  readonly reason: string;
  /** It has made the server come or go. */
  readonly decided: boolean;
  readonly isAlive: boolean;
}

export class ServerAlerts {
  #mails = false;
  #webhooks = false;
  #eachChecker = true;

  configure(global: GlobalDefinitions): void {
    this.#mails = hasMails(global);
    this.#webhooks = hasWebhooks(global);
    this.#eachChecker = global.alerts.eachChecker;
  }

  /** Null where nobody asks for it; so of the others. */
  ofEvent(event: JournalEvent): Alert | null {
    return this.#webhooks ? { mail: null, event } : null;
  }

  ofMail(model: VirtualServer, { about, up, text }: MailEffect): Alert | null {
    const asks = about === null ? model.mailAlert : about.mailAlert;
    if (!this.#mails || !asks) return null;
    const who =
      about === null ? `Virtualserver ${model.name}` : realServer(model, serverName(model, about));
    return mailOf(who, up, text);
  }

  /** Each verdict has a mail, or with `no_checker_emails` each that decides. */
  ofVerdict(model: VirtualServer, verdict: Verdict): Alert | null {
    const server = model.realServers[verdict.server];
    if (!this.#mails || server?.mailAlert !== true) return null;
    if (!verdict.decided && !this.#eachChecker) return null;
    const text = verdictText(verdict);
    if (text === null) return null;
    return mailOf(realServer(model, serverName(model, server)), verdict.isAlive, text);
  }
}

const realServer = (model: VirtualServer, name: string): string =>
  `Realserver ${name} of virtual server ${model.name}`;

const mailOf = (who: string, up: boolean, text: string): Alert => ({
  mail: { subject: `${who} - ${up ? "UP" : "DOWN"}`, text: `=> ${text} <=` },
  event: null,
});

/** Null for checkers that only follow what others find out. */
function verdictText({ checker, failed, reason }: Verdict): string | null {
  const verb = failed ? "failed" : "succeed";
  switch (checker.kind) {
    case "tcp":
      return `TCP CHECK ${verb} on service`;
    case "udp":
      return `UDP CHECK ${verb} on service`;
    case "ping":
      return `ICMP CHECK ${verb} on service`;
    case "dns":
      return `DNS_CHECK: ${verb} on service`;
    case "misc":
      return `MISC CHECK ${failed ? "failed" : "succeeded"} on service`;
    case "http":
    case "ssl":
    case "smtp":
      return failed ? `CHECK failed on service : ${reason}` : "CHECK succeed on service";
    case "file":
    case "bfd":
      return null;
  }
}
