/** Which data plane balances: what the configuration asks for, else what the kernel has. */
import type { SocketBuffer } from "../../config/model/global-settings.ts";
import type { LoadBalancing } from "../../config/model/load-balancing.ts";
import { openIpvsDataplane } from "../../kernel/ipvs/open.ts";
import { openNftablesDataplane } from "../../kernel/nftables/open.ts";
import type { Sys } from "../../kernel/sys.ts";
import type { Dataplane } from "../../ports/dataplane.ts";
import type { KernelError } from "../../ports/network.ts";
import type { Result } from "../../wire/result.ts";
import type { Logger } from "../log/logger.ts";

export function openDataplane(
  sys: Sys,
  { dataplane, networkNamespace }: LoadBalancing,
  receiveBuffer: SocketBuffer,
  log: Logger,
): Result<Dataplane, KernelError> {
  const place = { networkNamespace: namespaceOf(networkNamespace) };
  if (dataplane === "nftables") return openNftablesDataplane(sys, place);
  const { bytes, force } = receiveBuffer;
  const buffer = bytes === null ? {} : { receiveBuffer: { bytes, force } };
  const ipvs = openIpvsDataplane(sys, { ...place, ...buffer });
  // Whatever the refusal, it is not that the kernel lacks it.
  if (ipvs.ok || dataplane === "ipvs" || ipvs.error.errno !== "ENOENT") return ipvs;
  const nftables = openNftablesDataplane(sys, place);
  if (!nftables.ok) return ipvs;
  const { explanation } = ipvs.error;
  const because = explanation === null ? "" : ` (${explanation})`;
  log.warning(`The kernel has no IPVS${because}: nftables balances instead`);
  return nftables;
}

/** The supervisor has stayed where the daemon was started. */
function namespaceOf(namespace: LoadBalancing["networkNamespace"]): string | null {
  if (namespace === null) return null;
  return namespace.kind === "named" ? namespace.name : `/proc/${process.ppid}/ns/net`;
}
