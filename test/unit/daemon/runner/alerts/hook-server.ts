/** A web server on loopback that takes posts, and answers with the status that the test says. */
import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { listenOnLoopback } from "./loopback.ts";

export interface ReceivedPost {
  readonly path: string;
  readonly type: string;
  readonly authorization: string | undefined;
  readonly body: unknown;
}

export class HookServer {
  readonly posts: ReceivedPost[] = [];
  /** Is told of each. */
  received: (post: ReceivedPost) => void = () => undefined;
  /** 0 never answers. */
  status = 204;
  readonly #server: Server;
  #port = 0;

  /** With a certificate it speaks https. */
  constructor(certificate?: { readonly key: Buffer; readonly cert: Buffer }) {
    const take = (request: IncomingMessage, response: ServerResponse): void =>
      void this.#take(request, response);
    this.#server =
      certificate === undefined ? createServer(take) : createTlsServer(certificate, take);
  }

  get port(): number {
    return this.#port;
  }

  url(path: string, login = ""): string {
    return `http://${login}127.0.0.1:${this.#port}${path}`;
  }

  async start(port = 0): Promise<this> {
    this.#port = await listenOnLoopback(this.#server, port);
    return this;
  }

  async stop(): Promise<void> {
    this.#server.close();
    this.#server.closeAllConnections();
    await once(this.#server, "close");
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part);
    const post = {
      path: request.url ?? "",
      type: request.headers["content-type"] ?? "",
      authorization: request.headers.authorization,
      body: JSON.parse(Buffer.concat(parts).toString()),
    };
    this.posts.push(post);
    this.received(post);
    if (this.status === 0) return;
    response.statusCode = this.status;
    response.end();
  }
}
