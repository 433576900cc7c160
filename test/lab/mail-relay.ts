/** Debian's exim on a station: it takes mail for everybody and puts it all into one mailbox. */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Authority } from "../kernel/web-server.ts";
import type { Lab, Station } from "./lab.ts";
import type { WatchedProcess } from "./processes.ts";

export interface MailRelay {
  readonly process: WatchedProcess;
  /** What it has written about mails and connections. */
  log(): string;
  /** The subjects of all mails, in the order they came in. */
  subjects(): readonly string[];
}

export interface RelayOptions {
  /** It offers encryption as "localhost", and takes mail from this user alone. */
  readonly login?: {
    readonly authority: Authority;
    readonly user: string;
    readonly password: string;
  };
}

export const relayPort = 2525;

/** At port 2525 of the station's loopback. Needs the package exim4-daemon-light, and root. */
export function startMailRelay(
  lab: Lab,
  { namespace }: Station,
  { login }: RelayOptions = {},
): MailRelay {
  const folder = join(lab.directory, "relay");
  mkdirSync(folder, { recursive: true });
  execFileSync("chown", ["Debian-exim", folder]);
  // It reads them as its own user, who may not look into the folder of the laboratory otherwise.
  execFileSync("chmod", ["755", lab.directory, folder]);
  const file = join(folder, "exim.conf");
  writeFileSync(file, configuration(folder, login));
  const process = lab.start(namespace, ["exim4", "-bdf", "-C", file]);
  const read = (name: string) => {
    const path = join(folder, name);
    return existsSync(path) ? readFileSync(path, "utf8") : "";
  };
  return {
    process,
    log: () => read("mainlog"),
    subjects: () => subjectsIn(read("mainlog")),
  };
}

function configuration(folder: string, login: RelayOptions["login"]): string {
  return [
    "primary_hostname = mx.test",
    `spool_directory = ${folder}/spool`,
    `log_file_path = ${folder}/%slog`,
    "log_selector = +subject",
    `pid_file_path = ${folder}/pid`,
    `daemon_smtp_ports = ${relayPort}`,
    "local_interfaces = <; 127.0.0.1 ; ::1",
    "keep_environment =",
    "disable_ipv6 = false",
    "acl_smtp_rcpt = who",
    ...(login === undefined ? ["tls_advertise_hosts ="] : encryption(folder, login.authority)),
    "begin acl",
    "who:",
    login === undefined ? "  accept" : "  accept authenticated = *",
    "begin routers",
    "all:",
    "  driver = accept",
    "  transport = mailbox",
    "begin transports",
    "mailbox:",
    "  driver = appendfile",
    `  file = ${folder}/mailbox`,
    "  user = Debian-exim",
    // One copy for all recipients.
    "  batch_max = 100",
    "begin authenticators",
    ...(login === undefined ? [] : authenticator(login)),
    "",
  ].join("\n");
}

function encryption(folder: string, authority: Authority): string[] {
  const { certificate, key } = authority.sign("localhost", 2);
  const [own, ownKey] = [join(folder, "relay.pem"), join(folder, "relay.key")];
  execFileSync("install", ["-o", "Debian-exim", certificate, own]);
  execFileSync("install", ["-o", "Debian-exim", "-m", "600", key, ownKey]);
  return ["tls_advertise_hosts = *", `tls_certificate = ${own}`, `tls_privatekey = ${ownKey}`];
}

/** PLAIN (RFC 4616), and only where nobody can listen. */
const authenticator = ({ user, password }: { user: string; password: string }): string[] => [
  "plain:",
  "  driver = plaintext",
  "  public_name = PLAIN",
  "  server_prompts = :",
  `  server_advertise_condition = \${if def:tls_in_cipher}`,
  `  server_condition = \${if and{{eq{$auth2}{${user}}}{eq{$auth3}{${password}}}}}`,
  "  server_set_id = $auth2",
];

/** The log has each mail when it comes in; into the mailbox several go at once, in any order. */
const subjectsIn = (log: string): string[] =>
  [...log.matchAll(/ <= .* T="(.*?)"(?= |$)/gm)].map(([, subject = ""]) => subject);
