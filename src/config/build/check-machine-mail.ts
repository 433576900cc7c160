import { parseAddress } from "../../wire/address.ts";
import { diagnose } from "../diagnostics/code.ts";
import { globalCodes } from "../diagnostics/codes-global.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Configuration } from "../model/configuration.ts";
import type { Machine } from "./machine.ts";

/** Whether the mail server's name can be looked up; nothing is asked of the network. */
export function checkMail({ global }: Configuration, machine: Machine): readonly Diagnostic[] {
  const { mail } = global;
  if (mail === undefined || parseAddress(mail.server) !== null) return [];
  if (!/^[\w.-]+$/.test(mail.server) || machine.canResolve?.(mail.server) !== false) return [];
  return [
    diagnose(globalCodes.mailServerUnknown, mail.serverPlace, {
      message: `nothing here can look up the mail server "${mail.server}"`,
      help: "write its address, put it into /etc/hosts, or name a server in /etc/resolv.conf",
      consequence: "Mails are not sent until it is found.",
    }),
  ];
}
