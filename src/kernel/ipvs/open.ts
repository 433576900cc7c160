/** Opens IPVS: one socket of generic netlink in the network namespace that is to be balanced. */
import type { KernelError } from "../../ports/network.ts";
import { type Result, success } from "../../wire/result.ts";
import { loadModule } from "../load-module.ts";
import { NetlinkClient } from "../netlink/netlink-client.ts";
import {
  type BufferSize,
  type NetlinkTransport,
  openNetlinkSocket,
} from "../netlink/netlink-socket.ts";
import type { Sys } from "../sys.ts";
import { withinNetworkNamespace } from "../within-namespace.ts";
import { findFamily, type ModuleLoader } from "./family.ts";
import { IpvsDataplane } from "./ipvs-dataplane.ts";

const NETLINK_GENERIC = 16;

/** Answers to a thousand requests at once; a smaller one costs more datagrams. */
const defaultReceiveBuffer: BufferSize = { bytes: 1024 * 1024, force: true };

export interface IpvsOptions {
  /** `net_namespace_ipvs`: a name or a path; null is the namespace of the calling thread. */
  readonly networkNamespace?: string | null;
  /** `lvs_netlink_cmd_rcv_bufs`. */
  readonly receiveBuffer?: BufferSize;
}

/** To be called on the main thread. Loads the module ip_vs where the kernel lacks it. */
export function openIpvsDataplane(
  sys: Sys,
  { networkNamespace = null, receiveBuffer = defaultReceiveBuffer }: IpvsOptions = {},
): Result<IpvsDataplane, KernelError> {
  const socket = withinNetworkNamespace(sys, networkNamespace, () =>
    openNetlinkSocket(sys, {
      operation: "open a netlink socket for IPVS",
      protocol: NETLINK_GENERIC,
      groups: [],
      receiveBuffer,
    }),
  );
  return socket.ok ? connectIpvs(socket.value, loadModule) : socket;
}

/** The transport is closed where IPVS is not there. */
export function connectIpvs(
  transport: NetlinkTransport,
  loader: ModuleLoader,
): Result<IpvsDataplane, KernelError> {
  const netlink = new NetlinkClient(transport);
  const find = () => findFamily(netlink, loader);
  const family = find();
  if (family.ok) return success(new IpvsDataplane(netlink, family.value, find));
  netlink.close();
  return family;
}
