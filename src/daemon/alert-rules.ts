/** What the runner is told of mails and webhooks. */
import type { GlobalDefinitions, MailDefinitions } from "../config/model/configuration.ts";

/** Passwords are in it, in the clear: it is for the socket pair to the runner, and nothing else. */
export interface AlertRules {
  /** Names this machine in subjects and posts; null is its host name. */
  readonly routerId: string | null;
  /** Null where no mail is sent. */
  readonly mail: MailRules | null;
  readonly webhooks: readonly string[];
}

export interface MailRules
  extends Pick<
    MailDefinitions,
    "server" | "port" | "recipients" | "sender" | "heloName" | "timeoutMicros" | "encryption"
  > {
  /** Null sends without a login. */
  readonly login: { readonly user: string; readonly password: string } | null;
}

/** There is a server that takes mails, and somebody who gets them. */
export const hasMails = ({ mail }: GlobalDefinitions): boolean =>
  (mail?.recipients.length ?? 0) > 0;

export const hasWebhooks = ({ webhooks }: GlobalDefinitions): boolean =>
  (webhooks?.length ?? 0) > 0;

export const alertRules = ({ routerId, mail, webhooks }: GlobalDefinitions): AlertRules => ({
  routerId,
  mail: mail === undefined ? null : mailRules(mail),
  webhooks: (webhooks ?? []).map((url) => url.reveal()),
});

function mailRules(mail: MailDefinitions): MailRules | null {
  const { server, port, recipients, sender, heloName, timeoutMicros, encryption, login } = mail;
  if (recipients.length === 0) return null;
  const revealed = login === null ? null : { user: login.user, password: login.password.reveal() };
  return { server, port, recipients, sender, heloName, timeoutMicros, encryption, login: revealed };
}
