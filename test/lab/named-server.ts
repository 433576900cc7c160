/**
 * A server that answers with its name: `node named-server.ts NAME PORT ADDRESS...`. Over TCP each
 * piece of data gets an answer, on any address, as long as the client likes; over UDP each datagram that came
 * to one of the addresses.
 */
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { createServer } from "node:net";

const [name, port, ...addresses] = process.argv.slice(2);
const answer = `${name}\n`;
const server = createServer((socket) => {
  socket.on("error", () => {});
  socket.on("data", () => socket.write(answer));
});
server.listen(Number(port), "::");
await once(server, "listening");
for (const address of addresses) {
  const socket = createSocket(address.includes(":") ? "udp6" : "udp4");
  // The answer has to come from the address that was asked.
  socket.on("message", (_message, from) => socket.send(answer, from.port, from.address));
  socket.bind(Number(port), address);
  await once(socket, "listening");
}
process.stdout.write("ready\n");
