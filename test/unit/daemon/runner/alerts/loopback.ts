/** Where the servers of these tests listen. */
import { once } from "node:events";
import type { AddressInfo, Server } from "node:net";

/** Gives the port: any free one for 0. */
export async function listenOnLoopback(server: Server, port: number): Promise<number> {
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}
