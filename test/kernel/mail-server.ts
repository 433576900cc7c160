/** Debian's exim on a free port of loopback; it takes no mail. Needs root. */
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort, untilAnswering } from "./web-server.ts";

export interface MailServer {
  readonly port: number;
  /** What it has logged. */
  readonly log: string;
  stop(): Promise<void>;
}

export async function startMailServer(): Promise<MailServer> {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), "holdfast-mail-"));
  const configuration = join(folder, "exim.conf");
  writeFileSync(
    configuration,
    [
      "primary_hostname = mx.test",
      // A greeting of two lines.
      "smtp_banner = mx.test\\nESMTP of the test",
      `spool_directory = ${folder}/spool`,
      `log_file_path = ${folder}/%slog`,
      `pid_file_path = ${folder}/pid`,
      `daemon_smtp_ports = ${port}`,
      "local_interfaces = 127.0.0.1",
      "log_selector = +smtp_connection +smtp_no_mail",
      "tls_advertise_hosts =",
      "keep_environment =",
      "begin acl",
      "begin routers",
      "begin transports",
      "",
    ].join("\n"),
  );
  // It writes as its own user.
  chmodSync(folder, 0o755);
  execFileSync("chown", ["Debian-exim", folder]);
  const child = spawn("exim4", ["-bdf", "-C", configuration], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  const ended = once(child, "exit");
  await untilAnswering(port, "exim");
  return {
    port,
    log: join(folder, "mainlog"),
    async stop() {
      child.kill("SIGTERM");
      await ended;
      rmSync(folder, { recursive: true });
    },
  };
}
