/** `node post-receiver.ts PORT`: takes posts, and prints the body of each on a line. */
import { HookServer } from "../unit/daemon/runner/alerts/hook-server.ts";

const server = new HookServer();
server.received = ({ path, body }) => {
  process.stdout.write(`${JSON.stringify({ path, body })}\n`);
};
await server.start(Number(process.argv[2]));
process.stdout.write("listening\n");
