/** What clients do: connections and datagrams to a service, and who answered. */
import assert from "node:assert/strict";
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { connect, type Socket } from "node:net";

/** An answer takes milliseconds; a lost one is a failure. */
const limitMillis = 5000;
const limit = () => ({ signal: AbortSignal.timeout(limitMillis) });

export interface Answer {
  readonly server: string;
  readonly port: number;
  /** The client as the server sees it. */
  readonly client: string;
}

function readAnswer(data: unknown): Answer {
  const [server = "", port, client = ""] = String(data).trim().split(" ");
  return { server, port: Number(port), client };
}

export interface Connection {
  readonly answer: Answer;
  /** Sends a word and waits until it comes back. */
  echo(word: string): Promise<void>;
  close(): void;
}

/** `from` is the client's address. */
export async function openConnection(
  address: string,
  port: number,
  from?: string,
): Promise<Connection> {
  const socket = connect({
    host: address,
    port,
    ...(from === undefined ? {} : { localAddress: from }),
  });
  try {
    const [data] = await once(socket, "data", limit());
    const answer = readAnswer(data);
    socket.on("error", () => {});
    return { answer, echo: (word) => echo(socket, word), close: () => socket.resetAndDestroy() };
  } catch (problem) {
    socket.destroy();
    throw problem;
  }
}

async function echo(socket: Socket, word: string): Promise<void> {
  socket.write(word);
  const [data] = await once(socket, "data", limit());
  assert.equal(String(data), word);
}

export async function ask(address: string, port: number, from?: string): Promise<Answer> {
  const connection = await openConnection(address, port, from);
  connection.close();
  return connection.answer;
}

export interface Flow {
  ask(): Promise<Answer>;
  close(): void;
}

/** Datagrams from one socket. */
export async function openFlow(address: string, port: number, from?: string): Promise<Flow> {
  const socket = createSocket(address.includes(":") ? "udp6" : "udp4");
  socket.bind(0, from);
  await once(socket, "listening", limit());
  socket.connect(port, address);
  await once(socket, "connect", limit());
  const askOnce = async (): Promise<Answer> => {
    socket.send("who?");
    const [data] = await once(socket, "message", limit());
    return readAnswer(data);
  };
  return { ask: askOnce, close: () => socket.close() };
}

/** One datagram from a socket of its own. */
export async function askDatagram(address: string, port: number, from?: string): Promise<Answer> {
  const flow = await openFlow(address, port, from);
  try {
    return await flow.ask();
  } finally {
    flow.close();
  }
}

/** How often each server answered. */
export function tally(answers: readonly Answer[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { server } of answers) counts[server] = (counts[server] ?? 0) + 1;
  return counts;
}

/** One after another: the order is part of what is tested. */
export async function inTurn<Value>(
  count: number,
  act: (index: number) => Promise<Value>,
): Promise<readonly Value[]> {
  const values: Value[] = [];
  for (let index = 0; index < count; index++) values.push(await act(index));
  return values;
}
