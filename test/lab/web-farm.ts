/** Real servers of the laboratory: an nginx that answers with its name, and sockets beside it. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { mustRun, run } from "./command.ts";
import type { Lab, Router } from "./lab.ts";
import type { WatchedProcess } from "./processes.ts";
import { waitFor } from "./wait.ts";

/** nginx listens on both. */
export const webPorts = [80, 8080] as const;
/** `named-server.ts`: TCP and UDP. */
export const namedPort = 7;

export interface WebServer {
  readonly router: Router;
  /** Nobody answers on its ports from then on; connections to it end. */
  stop(): Promise<void>;
  /** The same without a chance to end in order. */
  kill(): Promise<void>;
  start(): Promise<void>;
}

const startLimitMillis = 15_000;
const namedServer = join(import.meta.dirname, "named-server.ts");

/** Starts nginx on a station; what it answers is the station's name. */
export async function startWebServer(lab: Lab, router: Router): Promise<WebServer> {
  const folder = join(lab.directory, `${router.name}-nginx`);
  mkdirSync(folder, { recursive: true });
  const file = join(folder, "nginx.conf");
  writeFileSync(file, nginxText(folder, router.name));
  let nginx: WatchedProcess | null = null;
  const start = async () => {
    nginx = lab.start(router.namespace, ["nginx", "-e", join(folder, "log"), "-c", file]);
    await untilListening(router, webPorts[0], nginx);
  };
  await start();
  return {
    router,
    start,
    stop: async () => nginx?.stop("SIGTERM", 2_000),
    kill: async () => nginx?.stop("SIGKILL", 2_000),
  };
}

/** One process, so that its end is the end of all its connections. */
function nginxText(folder: string, name: string): string {
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
  const listen = webPorts.map((port) => `listen ${port}; listen [::]:${port};`);
  return `daemon off;
master_process off;
pid ${folder}/pid;
error_log ${folder}/log;
events { worker_connections 1024; }
http {
  access_log off;
  keepalive_requests 1000000;
  ${temporary.map((each) => `${each}_temp_path ${folder}/${each};`).join(" ")}
  server { ${listen.join(" ")} location / { return 200 "${name}\\n"; } }
}
`;
}

/** Starts the TCP and UDP server that is not HTTP; it ends with the laboratory. */
export async function startNamedServer(
  lab: Lab,
  router: Router,
  addresses: readonly string[],
): Promise<void> {
  const words = [namedServer, router.name, `${namedPort}`, ...addresses];
  const server = lab.start(router.namespace, [process.execPath, ...words]);
  await waitFor(
    `the server of ${router.name}`,
    { limitMillis: startLimitMillis },
    () => server.lines.some((line) => line.text === "ready"),
    () => server.lines.map((line) => line.text).join("\n"),
  );
}

async function untilListening(router: Router, port: number, server: WatchedProcess): Promise<void> {
  const listing = ["ip", "netns", "exec", router.namespace, "ss", "-Hltn", `sport = :${port}`];
  await waitFor(
    `nginx of ${router.name} to listen`,
    { limitMillis: startLimitMillis, everyMillis: 20 },
    () => run(listing).stdout !== "",
    () => server.lines.map((line) => line.text).join("\n"),
  );
}

/** The words of sysctl(8) in a station: "net.ipv4.ip_forward=1". */
export function setSysctls(router: Router, settings: readonly string[]): void {
  mustRun(["ip", "netns", "exec", router.namespace, "sysctl", "-qw", ...settings]);
}
