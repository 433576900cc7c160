/** One nginx that answers for every real server. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { untilAnswering } from "../../test/kernel/web-server.ts";
import { startProcess, type WatchedProcess } from "../../test/lab/processes.ts";

export interface WebServer {
  readonly process: WatchedProcess;
  /** How many it has accepted. */
  connections(): Promise<number>;
  stop(): Promise<void>;
}

/** Listens on that port of every local address and answers any request with a small page. */
export async function startWebServer(port: number): Promise<WebServer> {
  const directory = mkdtempSync(join(tmpdir(), "holdfast-web-"));
  const file = join(directory, "nginx.conf");
  writeFileSync(file, configuration(directory, port));
  const process = startProcess(["nginx", "-p", directory, "-c", file, "-e", "stderr"]);
  const stop = async () => {
    await process.stop("SIGTERM");
    rmSync(directory, { recursive: true, force: true });
  };
  try {
    await untilAnswering(port, "nginx");
  } catch (error) {
    await stop();
    const said = process.lines.map(({ text }) => text).join("; ");
    throw new Error(`nginx does not listen: ${said}`, { cause: error });
  }
  return { process, connections: () => connectionsOf(port), stop };
}

const configuration = (directory: string, port: number): string => `
daemon off;
master_process off;
pid ${directory}/nginx.pid;
error_log /dev/null;
events { worker_connections 8192; multi_accept on; }
http {
  access_log off;
  client_body_temp_path ${directory}/1; proxy_temp_path ${directory}/2;
  fastcgi_temp_path ${directory}/3; uwsgi_temp_path ${directory}/4; scgi_temp_path ${directory}/5;
  server {
    listen ${port} backlog=8192;
    location / { return 200 "a page of a few bytes\\n"; }
    location /connections { stub_status; }
  }
}
`;

/** The second number of the status page (ngx_http_stub_status_module). */
async function connectionsOf(port: number): Promise<number> {
  const page = await fetch(`http://127.0.0.1:${port}/connections`);
  const [, accepted] = /requests\s+(\d+)/.exec(await page.text()) ?? [];
  if (accepted === undefined) throw new Error("nginx does not tell its connections");
  return Number(accepted);
}
