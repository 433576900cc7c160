/** From the death of a real server to its removal from the table. */
import { createServer, type Server } from "node:net";
import type { Product } from "../../test/lab/router.ts";
import { pause, waitFor } from "../../test/lab/wait.ts";
import type { MeasureOptions } from "../measure.ts";
import { maximum } from "../statistics.ts";
import { withDirector } from "./director.ts";
import { virtualAddress } from "./farm.ts";
import { weightsOf } from "./kernel-table.ts";

export interface Removal {
  readonly averageMillis: number;
  readonly longestMillis: number;
}

const firstPort = 9_000;
/** The deaths of a run are spread over several rounds of checks. */
const millisBetweenDeaths = 25;
/** Every check has been through its random wait by then. */
const settleMillis = 3_000;
const limitMillis = 20_000;

/** A check a second that fails at once: half a second on average, a whole one at most. */
export async function removal(
  product: Product,
  { quick, progress }: MeasureOptions,
): Promise<Removal> {
  const count = quick ? 40 : 200;
  progress(`${product}, ${count} deaths`);
  const ports = Array.from({ length: count }, (_, index) => firstPort + index);
  const servers = new Map(
    await Promise.all(ports.map(async (port) => [nameOf(port), await listenOn(port)] as const)),
  );
  try {
    const times = await withDirector(product, textOf(ports), () => removalMillis(servers));
    const averageMillis = times.reduce((sum, millis) => sum + millis, 0) / times.length;
    return { averageMillis, longestMillis: maximum(times) ?? Number.NaN };
  } finally {
    for (const server of servers.values()) server.close();
  }
}

/** Of each server, which dies in its turn. */
async function removalMillis(servers: ReadonlyMap<string, Server>): Promise<readonly number[]> {
  const options = { limitMillis, everyMillis: 5 };
  await waitFor("all real servers", options, () => weightsOf(0).size === servers.size);
  await pause(settleMillis);
  const names = [...servers.keys()];
  const diedAt = new Map<string, number>();
  const times: number[] = [];
  const began = performance.now();
  await waitFor("all real servers to be removed", options, () => {
    const now = performance.now();
    const due = Math.floor((now - began) / millisBetweenDeaths) + 1;
    const died = servers.size - names.length;
    for (const name of names.splice(0, due - died)) {
      diedAt.set(name, performance.now());
      servers.get(name)?.close();
    }
    const left = weightsOf(0);
    for (const [name, millis] of diedAt) {
      if (left.has(name)) continue;
      times.push(performance.now() - millis);
      diedAt.delete(name);
    }
    return times.length === servers.size;
  });
  return times;
}

const nameOf = (port: number): string => `127.0.0.1:${port}`;

function textOf(ports: readonly number[]): string {
  const servers = ports.map(
    (port) => `    real_server 127.0.0.1 ${port} {
        TCP_CHECK {
            connect_timeout 1
            retry 0
        }
    }
`,
  );
  return `virtual_server ${virtualAddress(0)} 80 {
    delay_loop 1
    lb_algo rr
    lb_kind NAT
    protocol TCP
${servers.join("")}}
`;
}

const listenOn = (port: number): Promise<Server> =>
  new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => resolve(server));
  });
