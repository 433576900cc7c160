/** Debian's nginx on free ports of loopback, with pages and certificates of the test. */
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";

/** A port of 127.0.0.1 that nobody listens to now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

export async function answers(port: number): Promise<boolean> {
  const socket = connect(port, "127.0.0.1");
  try {
    await once(socket, "connect");
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

/** Waits until somebody listens there. */
export async function untilAnswering(port: number, who: string): Promise<void> {
  const limit = performance.now() + 10_000;
  while (!(await answers(port))) {
    if (performance.now() > limit) throw new Error(`${who} does not answer on port ${port}`);
    await setTimeout(10);
  }
}

export interface Certificate {
  readonly certificate: string;
  readonly key: string;
}

/** An authority of the test, and what it signs. */
export class Authority {
  readonly folder: string;
  readonly certificate: string;
  readonly #key: string;

  constructor(folder: string) {
    this.folder = folder;
    this.certificate = join(folder, "authority.pem");
    this.#key = join(folder, "authority.key");
    const subject = ["-subj", "/CN=Authority of the test", "-days", "30"];
    openssl("req", "-x509", ...newKey(this.#key), ...subject, "-out", this.certificate);
  }

  sign(name: string, days: number): Certificate {
    const base = join(this.folder, `${name}.${days}`);
    const [request, extensions] = [`${base}.csr`, `${base}.ext`];
    const made = { certificate: `${base}.pem`, key: `${base}.key` };
    const kind = /^[\d.]+$/.test(name) ? "IP" : "DNS";
    writeFileSync(extensions, `subjectAltName=${kind}:${name}\n`);
    openssl("req", "-new", ...newKey(made.key), "-subj", `/CN=${name}`, "-out", request);
    const signer = ["-CA", this.certificate, "-CAkey", this.#key, "-CAcreateserial"];
    const validity = ["-days", String(days), "-extfile", extensions];
    openssl("x509", "-req", "-in", request, ...signer, ...validity, "-out", made.certificate);
    return made;
  }
}

const newKey = (path: string): string[] => {
  return ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", path];
};

const openssl = (...words: string[]): void => {
  execFileSync("openssl", words, { stdio: "pipe" });
};

export interface WebServer {
  readonly port: number;
  readonly tlsPort: number;
  readonly process: number;
  stop(): Promise<void>;
}

export interface WebServerOptions {
  readonly pages: Readonly<Record<string, string | Buffer>>;
  readonly certificate: Certificate;
  /** More lines for the server of TLS. */
  readonly tls?: string;
  /** More lines for both, as locations. */
  readonly more?: string;
}

/** Gone with the process. */
export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "holdfast-web-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export async function startWebServer(options: WebServerOptions): Promise<WebServer> {
  const { pages, certificate, tls = "", more = "" } = options;
  const folder = newFolder();
  const [port, tlsPort] = [await freePort(), await freePort()];
  const root = join(folder, "pages");
  mkdirSync(root);
  for (const [name, text] of Object.entries(pages)) writeFileSync(join(root, name), text);
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
    .map((name) => `${name}_temp_path ${folder}/${name};`)
    .join(" ");
  const server = `root ${root}; location = /moved { return 301 /; } ${more}`;
  writeFileSync(
    join(folder, "nginx.conf"),
    `user root; daemon off; worker_processes 1; pid ${folder}/pid; error_log ${folder}/log;
    events { worker_connections 4096; }
    http { access_log off; ${temporary}
    server { listen 127.0.0.1:${port} backlog=4096; ${server} }
    server { listen 127.0.0.1:${tlsPort} ssl; ssl_certificate ${certificate.certificate};
    ssl_certificate_key ${certificate.key}; ${tls} ${server} } }\n`,
  );
  const child = spawn("nginx", ["-e", `${folder}/log`, "-c", `${folder}/nginx.conf`], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  const ended = once(child, "exit");
  await untilAnswering(tlsPort, "nginx");
  return {
    port,
    tlsPort,
    process: child.pid ?? 0,
    async stop() {
      child.kill("SIGTERM");
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
