/**
 * One measurement of one director, in the kernel and network namespace that it is started in: prints a
 * line of JSON. `node bench/director/main.ts table|reload|tcp|http|removal holdfast|keepalived [--quick]`
 */
import { parseArgs } from "node:util";
import { mustRun } from "../../test/lab/command.ts";
import type { Product } from "../../test/lab/router.ts";
import { type MeasureOptions, products } from "../measure.ts";
import { checking, httpFarm, tcpFarm } from "./checking.ts";
import { realServerNetwork, realServerPort } from "./farm.ts";
import { largeFarm, programming, smallFarm } from "./programming.ts";
import { removal } from "./removal.ts";
import { startWebServer, type WebServer } from "./web-server.ts";

const { values, positionals } = parseArgs({
  options: { quick: { type: "boolean", default: false } },
  allowPositionals: true,
});
const options: MeasureOptions = {
  quick: values.quick,
  progress: (text) => console.error(text),
  add: () => undefined,
};

await main(positionals[0] ?? "", positionals[1] ?? "");

async function main(subject: string, name: string): Promise<void> {
  const product = products.find((each) => each === name);
  if (product === undefined) throw new Error(`there is no product "${name}"`);
  mustRun(["ip", "link", "set", "lo", "up"]);
  mustRun(["ip", "route", "add", "local", realServerNetwork, "dev", "lo"]);
  const web = await startWebServer(realServerPort);
  try {
    console.log(JSON.stringify(await measured(subject, product, web)));
  } finally {
    await web.stop();
  }
}

async function measured(subject: string, product: Product, web: WebServer): Promise<object> {
  switch (subject) {
    case "table":
      return await programming(product, options.quick ? smallFarm : largeFarm);
    case "reload":
      return await programming(product, smallFarm);
    case "tcp":
      return await checking(product, tcpFarm(options.quick), web, options);
    case "http":
      return await checking(product, httpFarm(options.quick), web, options);
    case "removal":
      return await removal(product, options);
    default:
      throw new Error(`there is no measure "${subject}" of directors`);
  }
}
