/**
 * Real servers as a process: on each address and port given, TCP and UDP servers that say who they
 * are and whom they see, and then echo. Arguments are addresses, then `--`, then ports.
 */
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { createServer } from "node:net";

const words = process.argv.slice(2);
const border = words.indexOf("--");
const addresses = words.slice(0, border);
const ports = words.slice(border + 1).map(Number);

for (const address of addresses) {
  for (const port of ports) {
    const server = createServer((socket) => {
      socket.on("error", () => {});
      socket.write(`${address} ${port} ${socket.remoteAddress}\n`);
      socket.pipe(socket);
    });
    server.listen(port, address);
    await once(server, "listening");
    const socket = createSocket(address.includes(":") ? "udp6" : "udp4");
    socket.on("message", (_message, from) => {
      socket.send(`${address} ${port} ${from.address}\n`, from.port, from.address);
    });
    socket.bind(port, address);
    await once(socket, "listening");
  }
}
process.stdout.write("ready\n");
// The test that started it ends it by closing its input.
process.stdin.on("end", () => process.exit(0)).resume();
