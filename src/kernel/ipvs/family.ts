/** The number of IPVS's family in generic netlink; loads the module where the kernel lacks it. */
import type { KernelError } from "../../ports/network.ts";
import { ipvsFamilyName } from "../../wire/ipvs/command.ts";
import {
  decodeFamily,
  encodeGetFamily,
  type GenericFamily,
} from "../../wire/netlink/generic-family.ts";
import { failure, type Result, success } from "../../wire/result.ts";
import { errno, errnoName } from "../errno.ts";
import type { NetlinkClient } from "../netlink/netlink-client.ts";
import { requestOf } from "./ipvs-request.ts";

const moduleName = "ip_vs";
export const lookForIpvs = "look for IPVS in the kernel";

/** The error says in words why not. */
export type ModuleLoader = (name: string) => Result<null, string>;

/** Linux loads the schedulers' modules by itself, when they are first asked for. */
export function findFamily(
  client: NetlinkClient,
  loadModule: ModuleLoader,
): Result<number, KernelError> {
  const found = askForFamily(client);
  if (found.ok || found.error.errno !== errnoName(errno.ENOENT)) return found;
  const loaded = loadModule(moduleName);
  if (!loaded.ok) return failure(missing(`modprobe ${moduleName} failed: ${loaded.error}`));
  const again = askForFamily(client);
  if (again.ok || again.error.errno !== errnoName(errno.ENOENT)) return again;
  return failure(missing(`modprobe ${moduleName} changed nothing`));
}

function askForFamily(client: NetlinkClient): Result<number, KernelError> {
  const request = requestOf(lookForIpvs, encodeGetFamily(ipvsFamilyName));
  const [answer] = client.askEach<GenericFamily>([request], decodeFamily);
  if (answer === undefined || !answer.ok) return answer ?? failure(missing(null));
  const [family] = answer.value;
  return family === undefined ? failure(missing(null)) : success(family.id);
}

const missing = (explanation: string | null): KernelError => ({
  operation: lookForIpvs,
  errno: errnoName(errno.ENOENT),
  explanation,
  remedy:
    `load the kernel's module ${moduleName} (modprobe ${moduleName}), ` +
    "in a container on its host; a kernel without it has to be built with CONFIG_IP_VS",
});
