/** A UDP server on loopback that answers as the test says. */
import { createSocket, type RemoteInfo } from "node:dgram";
import { once } from "node:events";

export interface UdpServer {
  readonly port: number;
  /** What came, and from where. */
  readonly received: { readonly bytes: Uint8Array; readonly from: string }[];
  /** To "address:port" of IPv4, now. */
  send(bytes: Uint8Array, to: string): Promise<void>;
  close(): void;
}

/** What to say to a datagram, one after the other. */
export type Answers = (request: Buffer) => readonly Uint8Array[];

export async function serveUdp(host: string, answers: Answers): Promise<UdpServer> {
  const socket = createSocket(host.includes(":") ? "udp6" : "udp4");
  const received: UdpServer["received"] = [];
  socket.on("message", (request: Buffer, { address, port }: RemoteInfo) => {
    received.push({ bytes: Uint8Array.from(request), from: `${address}:${port}` });
    for (const answer of answers(request)) socket.send(answer, port, address);
  });
  // Whoever asked may be gone by the time of the answer.
  socket.on("error", () => {});
  socket.bind(0, host);
  await once(socket, "listening");
  return {
    port: socket.address().port,
    received,
    send: (bytes, to) => {
      const [address, port] = to.split(":");
      return new Promise((sent) => socket.send(bytes, Number(port), address, () => sent()));
    },
    close: () => socket.close(),
  };
}

/** A port that nobody listens on. */
export async function closedUdpPort(host: string): Promise<number> {
  const server = await serveUdp(host, () => []);
  server.close();
  return server.port;
}
