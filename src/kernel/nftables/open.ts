/** The data plane of kernels without IPVS: NAT by nftables, through the program nft(8). */
import type { Dataplane } from "../../ports/dataplane.ts";
import type { KernelError } from "../../ports/network.ts";
import { failure, type Result } from "../../wire/result.ts";

export interface NftablesOptions {
  /** Where to balance: a name or path as of `ip netns`; null is where the process runs. */
  readonly networkNamespace: string | null;
}

/** Starts nothing and changes nothing: the table is made with the first service. */
export function openNftablesDataplane(_options: NftablesOptions): Result<Dataplane, KernelError> {
  return failure({
    operation: "open the nftables data plane",
    errno: "ENOSYS",
    explanation: null,
    remedy: null,
  });
}
