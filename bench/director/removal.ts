/** From the death of a real server to its removal from the table. */
import { createServer, type Server } from "node:net";
import type { Product } from "../../test/lab/router.ts";
import { waitFor } from "../../test/lab/wait.ts";
import type { MeasureOptions } from "../measure.ts";
import { maximum, median } from "../statistics.ts";
import { withDirector } from "./director.ts";
import { virtualAddress } from "./farm.ts";
import { weightsOf } from "./kernel-table.ts";

export interface Removal {
  readonly medianMillis: number;
  readonly longestMillis: number;
}

const firstPort = 9_000;
const limitMillis = 20_000;

/** A check a second that fails at once: half a second on average, a whole one at most. */
export async function removal(
  product: Product,
  { quick, progress }: MeasureOptions,
): Promise<Removal> {
  const count = quick ? 5 : 20;
  progress(`${product}, ${count} deaths`);
  const servers = await Promise.all(
    Array.from({ length: count }, (_, index) => listenOn(firstPort + index)),
  );
  try {
    return await withDirector(product, textOf(count), async () => {
      const options = { limitMillis, everyMillis: 5 };
      await waitFor("all real servers", options, () => weightsOf(0).size === count);
      const times: number[] = [];
      for (const [index, server] of servers.entries()) {
        // Every moment of the interval has its turn.
        await waitFor("the next moment", { limitMillis: 2_000, everyMillis: 137 }, () => true);
        const died = performance.now();
        server.close();
        const gone = `127.0.0.1:${firstPort + index}`;
        await waitFor(`${gone} to be removed`, options, () => !weightsOf(0).has(gone));
        times.push(performance.now() - died);
      }
      return {
        medianMillis: median(times) ?? Number.NaN,
        longestMillis: maximum(times) ?? Number.NaN,
      };
    });
  } finally {
    for (const server of servers) server.close();
  }
}

function textOf(count: number): string {
  const servers = Array.from(
    { length: count },
    (_, index) => `    real_server 127.0.0.1 ${firstPort + index} {
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
