/**
 * The client of a virtual service, as a process of its own:
 *
 *     node requester.ts '{"kind":"fresh","address":"10.77.0.100","port":80,…}'
 *
 * kind "fresh": a TCP connection for each request; "held": the same, and all stay open to the end;
 * "kept": HTTP requests on one connection as long as it lives; "datagram": a UDP socket for each; "echo": words on one TCP connection that is never opened
 * again. Each request prints a line: its epoch milliseconds, then "=" and who answered, or "!" and
 * what went wrong. A request that was lost is not repeated.
 */
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { Agent, get, type IncomingMessage } from "node:http";
import { connect, type Socket } from "node:net";
import { setTimeout } from "node:timers/promises";
import type { RequestPlan } from "./requests.ts";

const plan = JSON.parse(process.argv[2] ?? "{}") as RequestPlan;
const { address, port, limitMillis, sources } = plan;
const family = address.includes(":") ? 6 : 4;
const newAgent = () => new Agent({ keepAlive: plan.kind !== "fresh", maxSockets: 1 });
const agent = newAgent();
let echoing: Socket | null = null;
let number = 0;

const ways = { fresh: askPage, held: askPage, kept: askPage, datagram: askDatagram, echo: askEcho };
while (plan.count === 0 || number < plan.count) {
  const due = performance.now() + plan.intervalMillis;
  const source = sources.length > 0 ? sources[number % sources.length] : undefined;
  number += 1;
  const began = performance.timeOrigin + performance.now();
  const answer = await ways[plan.kind](source).then(
    (name) => `= ${name}`,
    (error: unknown) => `! ${error instanceof Error ? error.message : error}`,
  );
  process.stdout.write(`${began.toFixed(1)} ${answer}\n`);
  await setTimeout(Math.max(0, due - performance.now()));
}
process.exit(0);

async function askPage(localAddress: string | undefined): Promise<string> {
  const limit = AbortSignal.timeout(limitMillis);
  const from = localAddress === undefined ? {} : { localAddress };
  const way = { agent: plan.kind === "held" ? newAgent() : agent, signal: limit, ...from };
  const request = get({ host: address, port, family, ...way });
  const [response] = (await once(request, "response")) as [IncomingMessage];
  let body = "";
  for await (const chunk of response) body += chunk;
  if (response.statusCode !== 200) throw new Error(`status ${response.statusCode}`);
  return body.trim();
}

async function askDatagram(source: string | undefined): Promise<string> {
  const socket = createSocket(`udp${family}`);
  const signal = AbortSignal.timeout(limitMillis);
  try {
    socket.bind(0, source);
    await once(socket, "listening", { signal });
    socket.connect(port, address);
    await once(socket, "connect", { signal });
    socket.send("who");
    const [data] = await once(socket, "message", { signal });
    return String(data).trim();
  } finally {
    socket.close();
  }
}

async function askEcho(): Promise<string> {
  const signal = AbortSignal.timeout(limitMillis);
  if (echoing === null) {
    echoing = connect({ host: address, port, noDelay: true });
    echoing.on("error", () => {});
    await once(echoing, "connect", { signal });
  }
  if (!echoing.writable) throw new Error("the connection has ended");
  echoing.write("who\n");
  const [data] = await once(echoing, "data", { signal });
  return String(data).trim();
}
