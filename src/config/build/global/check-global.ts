/** What the words of `global_defs` that its readers take as they are must look like. */
import { parseAddress } from "../../../wire/address.ts";
import { diagnose } from "../../diagnostics/code.ts";
import { argumentCodes } from "../../diagnostics/codes-arguments.ts";
import { globalCodes } from "../../diagnostics/codes-global.ts";
import { keywordCodes } from "../../diagnostics/codes-keywords.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { monitoringKeywords } from "../../keywords/global-defs/monitoring.ts";
import type { GlobalDraft } from "../drafts.ts";
import { portOf } from "./alerts.ts";
import { extraAnnouncementsOf } from "./instance-defaults.ts";
import { umaskOf } from "./umask.ts";

export function checkGlobalDefinitions(draft: GlobalDraft): readonly Diagnostic[] {
  return [
    ...checkMailServer(draft),
    ...checkMailPort(draft),
    ...checkBufferPolicy(draft),
    ...checkRecipients(draft),
    ...checkMailLogin(draft),
    ...checkUmask(draft),
    ...checkIncludeCheck(draft),
    ...checkFirewalls(draft),
    ...extraAnnouncementsOf(draft).diagnostics,
    ...checkMonitoring(draft),
    ...checkReloadFile(draft),
  ];
}

/** Labels of letters, digits, hyphens and, in practice, underscores (RFC 952, RFC 1123 §2.1). */
const hostName = /^[\w-]{1,63}(?:\.[\w-]{1,63})*\.?$/;

function checkMailServer(draft: GlobalDraft): readonly Diagnostic[] {
  const server = draft.smtp_server?.value[0];
  if (server === undefined || parseAddress(server.text) !== null) return [];
  if (hostName.test(server.text)) return [];
  return [
    diagnose(globalCodes.mailServerUnknown, server.span, {
      message: `"${server.text}" is neither an address nor the name of a host`,
      help: "write the address or the name of your mail relay",
      consequence: "Mails are not sent.",
    }),
  ];
}

function checkMailPort(draft: GlobalDraft): readonly Diagnostic[] {
  const port = draft.smtp_server?.value[1];
  if (port === undefined || portOf(port) !== null) return [];
  return [
    diagnose(argumentCodes.outOfRange, port.span, {
      message: `"${port.text}" is not a port`,
      help: "expected a whole number from 1 to 65535",
      consequence: "Port 25 is used instead.",
    }),
  ];
}

function checkMailLogin(draft: GlobalDraft): readonly Diagnostic[] {
  const { smtp_user: user, smtp_password: password, smtp_starttls: encryption } = draft;
  const given = user ?? password;
  if (given === undefined) return [];
  const warn = (message: string, help: string, consequence: string) => [
    diagnose(globalCodes.mailLoginUnsafe, given.span, { message, help, consequence }),
  ];
  if (user === undefined || password === undefined) {
    const missing = user === undefined ? "smtp_user" : "smtp_password";
    return warn(`there is no ${missing}`, `add ${missing}`, "Mails are sent without a login.");
  }
  if (encryption === undefined || encryption.value === "require") return [];
  return warn(
    `smtp_starttls ${encryption.value} may send smtp_password in the clear`,
    "write smtp_starttls require, or leave it out",
    "Whoever listens on the way to the mail server learns the password.",
  );
}

function checkBufferPolicy(draft: GlobalDraft): readonly Diagnostic[] {
  const policy = draft.vrrp_rx_bufs_policy?.value[0];
  if (policy === undefined || /^(?:MTU|ADVERT|\d{1,9})$/.test(policy.text)) return [];
  return [
    diagnose(argumentCodes.notOneOf, policy.span, {
      message: `"${policy.text}" is no value of vrrp_rx_bufs_policy`,
      help: "expected MTU, ADVERT or a number of bytes",
      consequence: "The daemon therefore runs with the system's buffer size.",
    }),
  ];
}

function checkUmask(draft: GlobalDraft): readonly Diagnostic[] {
  const [first] = draft.umask?.value ?? [];
  if (draft.umask === undefined || first === undefined) return [];
  if (umaskOf(draft.umask.value) !== null) return [];
  return [
    diagnose(argumentCodes.notOneOf, first.span, {
      message: `"${draft.umask.value.map(({ text }) => text).join(" ")}" is no umask`,
      help: "expected a number up to 0777, or names such as IWGRP|IRWXO",
      consequence: "The daemon therefore runs with the default umask, IXUSR|IRWXG|IRWXO.",
    }),
  ];
}

const includeChecks: readonly string[] = ["readable", "match", "wildcard_match", "brace_match"];

/** A sign may stand by itself or before each word. */
function checkIncludeCheck({ include_check: given }: GlobalDraft): readonly Diagnostic[] {
  const words = given?.value.filter(({ text }) => text !== "+" && text !== "-") ?? [];
  return words
    .filter(({ text }) => !includeChecks.includes(text.replace(/^[+-]/, "")))
    .map((word) =>
      diagnose(argumentCodes.notOneOf, word.span, {
        message: `"${word.text}" is nothing that include_check looks at`,
        help: `expected ${includeChecks.join(", ")}`,
        consequence: "The word is skipped.",
      }),
    );
}

/** keepalived has made nftables of iptables by then. */
function checkFirewalls({ nftables, vrrp_iptables: iptables }: GlobalDraft): readonly Diagnostic[] {
  if (nftables === undefined || iptables === undefined) return [];
  if (nftables.order < iptables.order) return [];
  return [
    diagnose(keywordCodes.repeatedAndNamed, nftables.span, {
      message: '"nftables" stands beside "vrrp_iptables"',
      help: "remove vrrp_iptables",
      consequence: "nftables is used.",
    }),
  ];
}

const monitoringWords = Object.keys(monitoringKeywords) as (keyof typeof monitoringKeywords)[];

function checkMonitoring(draft: GlobalDraft): readonly Diagnostic[] {
  return monitoringWords.flatMap((name) => {
    const given = draft[name];
    if (given === undefined) return [];
    return diagnose(globalCodes.monitoringAbsent, given.span, {
      message: `"${name}" has no effect: there is no ${name.includes("dbus") ? "D-Bus" : "SNMP"}`,
      help: "remove the line, or keep it for keepalived",
    });
  });
}

function checkReloadFile({ reload_time_file: file }: GlobalDraft): readonly Diagnostic[] {
  if (file === undefined || file.value.startsWith("/")) return [];
  return [
    diagnose(globalCodes.fileNotAbsolute, file.valueSpan, {
      message: `"${file.value}" is not an absolute path`,
      help: `write /etc/keepalived/${file.value}`,
      consequence: "No reload is planned by it.",
    }),
  ];
}

function checkRecipients(draft: GlobalDraft): readonly Diagnostic[] {
  const recipients = draft.notification_email;
  if (recipients === undefined || recipients.value.length > 0) return [];
  return [
    diagnose(keywordCodes.emptyBlock, recipients.span, {
      message: '"notification_email" names nobody',
      consequence: "Mails have no recipient.",
    }),
  ];
}
