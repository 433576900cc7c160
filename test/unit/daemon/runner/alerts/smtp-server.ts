/** A mail server on loopback that does what the test says, and remembers what it was told. */
import { once } from "node:events";
import { createServer, type Server, type Socket } from "node:net";
import { createSecureContext, TLSSocket } from "node:tls";
import { LineSplitter } from "../../../../../src/daemon/lines.ts";
import { listenOnLoopback } from "./loopback.ts";

export interface Certificate {
  readonly key: Buffer;
  readonly cert: Buffer;
}

export interface SmtpBehaviour {
  readonly certificate?: Certificate;
  /** Whom it lets in; others may not send. */
  readonly login?: { readonly user: string; readonly password: string };
  /** Instead of "250 ok", by the first word of the command; "" says nothing at all. */
  answers: Readonly<Record<string, string>>;
}

export interface ReceivedMail {
  readonly from: string;
  readonly to: readonly string[];
  readonly lines: readonly string[];
  readonly encrypted: boolean;
  readonly loggedIn: boolean;
}

export class SmtpServer {
  readonly mails: ReceivedMail[] = [];
  /** Is told of each mail. */
  received: (mail: ReceivedMail) => void = () => undefined;
  /** The first words of all commands, by connection. */
  readonly sessions: string[][] = [];
  readonly behaviour: SmtpBehaviour;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #port = 0;

  constructor(behaviour: Partial<SmtpBehaviour> = {}) {
    this.behaviour = { answers: {}, ...behaviour };
    this.#server = createServer((socket) => this.#accept(socket));
  }

  get port(): number {
    return this.#port;
  }

  async start(port = 0): Promise<this> {
    this.#port = await listenOnLoopback(this.#server, port);
    return this;
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
    await once(this.#server, "close");
  }

  /** For its sessions. */
  take(mail: ReceivedMail): void {
    this.mails.push(mail);
    this.received(mail);
  }

  get mailSubjects(): string[] {
    return this.mails.map(({ lines }) => headerOf(lines, "Subject"));
  }

  #accept(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on("close", () => this.#sockets.delete(socket));
    const commands: string[] = [];
    this.sessions.push(commands);
    new Session(this, commands, socket).greet();
  }
}

/** Long ones go on in a line that begins with a blank (RFC 5322 §2.2.3). */
export function headerOf(lines: readonly string[], name: string): string {
  const unfolded = lines
    .join("\n")
    .replaceAll(/\n[ \t]+/g, " ")
    .split("\n");
  return unfolded.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2) ?? "";
}

class Session {
  readonly #server: SmtpServer;
  readonly #commands: string[];
  #socket: Socket;
  #encrypted = false;
  #loggedIn = false;
  #from = "";
  #to: string[] = [];
  #data: string[] | null = null;

  constructor(server: SmtpServer, commands: string[], socket: Socket) {
    this.#server = server;
    this.#commands = commands;
    this.#socket = socket;
  }

  greet(): void {
    this.#listen();
    this.#say("220 mx.test");
  }

  #listen(): void {
    const socket = this.#socket;
    const splitter = new LineSplitter(100_000, (line) => this.#heard(line.replace(/\r$/, "")));
    socket.on("data", (chunk: Buffer) => splitter.push(chunk));
    socket.on("error", () => undefined);
  }

  #say(line: string): void {
    if (line !== "") this.#socket.write(`${line}\r\n`);
  }

  #heard(line: string): void {
    if (this.#data !== null) return this.#heardData(this.#data, line);
    const [word = ""] = line.toUpperCase().split(/[ :]/);
    this.#commands.push(word);
    const { answers, certificate, login } = this.#server.behaviour;
    const given = answers[word];
    if (given !== undefined && word !== "DATA") return this.#say(given);
    if (word === "EHLO" || word === "HELO") return this.#say(this.#extensions());
    if (word === "STARTTLS" && certificate !== undefined) return this.#encrypt(certificate);
    if (word === "AUTH") return this.#authenticate(line.split(" ")[2] ?? "");
    if (word === "MAIL" && login !== undefined && !this.#loggedIn) {
      return this.#say("530 5.7.0 authentication required");
    }
    if (word === "MAIL") this.#from = addressIn(line);
    if (word === "RCPT") this.#to.push(addressIn(line));
    if (word === "DATA") this.#data = [];
    this.#say(word === "DATA" ? "354 go on" : "250 ok");
    if (word === "QUIT") this.#socket.end();
  }

  #extensions(): string {
    const { certificate, login } = this.#server.behaviour;
    const lines = ["mx.test"];
    if (certificate !== undefined && !this.#encrypted) lines.push("STARTTLS");
    if (login !== undefined) lines.push("AUTH PLAIN");
    return lines.map((text, i) => `250${i === lines.length - 1 ? " " : "-"}${text}`).join("\r\n");
  }

  #encrypt({ key, cert }: Certificate): void {
    this.#say("220 go on");
    const plain = this.#socket;
    plain.removeAllListeners("data");
    const secureContext = createSecureContext({ key, cert });
    this.#socket = new TLSSocket(plain, { isServer: true, secureContext });
    this.#encrypted = true;
    this.#listen();
  }

  #authenticate(encoded: string): void {
    const [, user, password] = Buffer.from(encoded, "base64").toString().split("\0");
    const { login } = this.#server.behaviour;
    this.#loggedIn = user === login?.user && password === login?.password;
    this.#say(this.#loggedIn ? "235 2.7.0 welcome" : "535 5.7.8 wrong user or password");
  }

  #heardData(data: string[], line: string): void {
    if (line !== ".") {
      data.push(line);
      return;
    }
    const answer = this.#server.behaviour.answers.DATA;
    if (answer === undefined) {
      this.#server.take({
        from: this.#from,
        to: this.#to,
        lines: data,
        encrypted: this.#encrypted,
        loggedIn: this.#loggedIn,
      });
    }
    this.#to = [];
    this.#data = null;
    this.#say(answer ?? "250 queued");
  }
}

const addressIn = (line: string): string => /<(.*)>/.exec(line)?.[1] ?? "";
