/** The data plane of kernels without IPVS: NAT by nftables, through the program nft(8). */
import type { Dataplane } from "../../ports/dataplane.ts";
import type { KernelError } from "../../ports/network.ts";
import { failure, type Result, success } from "../../wire/result.ts";
import type { Sys } from "../sys.ts";
import { openNetfilter } from "./netfilter.ts";
import { checkNft, nftPrograms } from "./nft-process.ts";
import { complaintsOf, nftRefusal } from "./nft-refusal.ts";
import { NftablesDataplane } from "./nftables-dataplane.ts";

export interface NftablesOptions {
  /** `net_namespace_ipvs`: a name or a path; null is the namespace of the calling thread. */
  readonly networkNamespace?: string | null;
}

/**
 * To be called on the main thread. Changes nothing: the table is made with the
 * first service. Fails where nft is not installed, or the kernel has no nftables.
 */
export function openNftablesDataplane(
  sys: Sys,
  { networkNamespace = null }: NftablesOptions = {},
): Result<Dataplane, KernelError> {
  const checked = checkNft(sys, networkNamespace);
  if (!checked.ok) return checked;
  if (!checked.value.succeeded) {
    return failure(nftRefusal("use nftables", complaintsOf(checked.value)[0], null));
  }
  const netfilter = openNetfilter(sys, networkNamespace);
  const programs = nftPrograms(sys, networkNamespace);
  return success(new NftablesDataplane(programs, netfilter, () => performance.now()));
}
