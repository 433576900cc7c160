/** Mail and named pipes of `global_defs`. */
import { seconds } from "../../../wire/units.ts";
import type { Word } from "../../language/tree.ts";
import type { MailDefinitions, NotifyFifo, NotifyFifos } from "../../model/configuration.ts";
import type { AlertDefaults } from "../../model/global-settings.ts";
import type { ScriptCommand } from "../../model/script-command.ts";
import type { GlobalDraft } from "../drafts.ts";

/** RFC 5321 §4.5.4.2. */
const smtpPort = 25;
const defaultTimeoutSeconds = 30;

/** Null without `smtp_server`: no mail is sent then. */
export function mailOf(draft: GlobalDraft): MailDefinitions | null {
  const [server, port] = draft.smtp_server?.value ?? [];
  if (server === undefined) return null;
  const recipients = draft.notification_email?.value ?? [];
  const login = loginOf(draft);
  return {
    server: server.text,
    serverPlace: server.span,
    port: portOf(port) ?? smtpPort,
    recipients: recipients.flatMap((line) => line.words.map((word) => word.text)),
    sender: draft.notification_email_from?.value ?? null,
    heloName: draft.smtp_helo_name?.value ?? null,
    timeoutMicros: seconds(draft.smtp_connect_timeout?.value ?? defaultTimeoutSeconds),
    encryption: draft.smtp_starttls?.value ?? (login === null ? "off" : "require"),
    login,
    alertByDefault: draft.smtp_alert?.value ?? null,
  };
}

function loginOf({ smtp_user: user, smtp_password: password }: GlobalDraft) {
  if (user === undefined || password === undefined) return null;
  return { user: user.value, password: password.value };
}

export const alertDefaultsOf = (draft: GlobalDraft): AlertDefaults => ({
  vrrp: draft.smtp_alert_vrrp?.value ?? draft.smtp_alert?.value ?? null,
  checker: draft.smtp_alert_checker?.value ?? draft.smtp_alert?.value ?? null,
  faults: draft.no_email_faults === undefined,
  eachChecker: draft.no_checker_emails?.value !== true,
  logAllFailures: draft.checker_log_all_failures?.value ?? false,
  initialNotifies: draft.rs_init_notifies?.value ?? false,
});

/** 1..65535; null when it is absent or none. */
export function portOf(word: Word | undefined): number | null {
  if (word === undefined || !/^\d{1,5}$/.test(word.text)) return null;
  const port = Number(word.text);
  return port >= 1 && port <= 65535 ? port : null;
}

export function notifyFifosOf(draft: GlobalDraft): NotifyFifos | null {
  const all = fifoOf(draft.notify_fifo?.value, draft.notify_fifo_script?.value);
  const vrrp = fifoOf(draft.vrrp_notify_fifo?.value, draft.vrrp_notify_fifo_script?.value);
  const loadBalancing = fifoOf(draft.lvs_notify_fifo?.value, draft.lvs_notify_fifo_script?.value);
  if (all === null && vrrp === null && loadBalancing === null) return null;
  const writesStatesOnReload = draft.fifo_write_vrrp_states_on_reload !== undefined;
  return { all, vrrp, loadBalancing, writesStatesOnReload };
}

function fifoOf(
  words: readonly Word[] | undefined,
  script: ScriptCommand | undefined,
): NotifyFifo | null {
  const [path, user, group] = words ?? [];
  if (path === undefined) return null;
  return {
    path: path.text,
    user: user?.text ?? null,
    group: group?.text ?? null,
    script: script ?? null,
  };
}
