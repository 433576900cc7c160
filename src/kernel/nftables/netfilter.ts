/** What is asked of the kernel without the program nft: questions of microseconds. */
import { encodeForgetFlows, type ServedFlows } from "../../wire/conntrack/forget-flows.ts";
import { decodeGeneration, encodeGetGeneration } from "../../wire/nftables/generation.ts";
import { NetlinkClient } from "../netlink/netlink-client.ts";
import { openNetlinkSocket } from "../netlink/netlink-socket.ts";
import type { Sys } from "../sys.ts";
import { withinNetworkNamespace } from "../within-namespace.ts";

const NETLINK_NETFILTER = 12;

export interface Netfilter {
  /** Which ruleset the kernel has; null where it does not say. Listing it would take seconds. */
  generation(): number | null;
  /** Connection tracking forgets these, as far as the kernel can. */
  forgetFlows(flows: ServedFlows): void;
  close(): void;
}

const without: Netfilter = { generation: () => null, forgetFlows: () => {}, close: () => {} };

/** Without a socket there are no numbers: then everything is read each time. */
export function openNetfilter(sys: Sys, networkNamespace: string | null): Netfilter {
  const socket = withinNetworkNamespace(sys, networkNamespace, () =>
    openNetlinkSocket(sys, {
      operation: "open a netlink socket for nftables",
      protocol: NETLINK_NETFILTER,
      groups: [],
      receiveBuffer: { bytes: 16 * 1024, force: false },
    }),
  );
  if (!socket.ok) return without;
  const client = new NetlinkClient(socket.value);
  return {
    generation: () => askGeneration(client),
    forgetFlows: (flows) => forget(client, flows),
    close: () => client.close(),
  };
}

function askGeneration(client: NetlinkClient): number | null {
  const message = encodeGetGeneration();
  if (!message.ok) return null;
  const request = { operation: "ask for the generation of nftables", message: message.value };
  const [answer] = client.askEach<number>([request], decodeGeneration);
  return answer?.ok === true ? (answer.value[0] ?? null) : null;
}

/** A refusal is that there are none, or that the kernel is too old: they stay until they end. */
function forget(client: NetlinkClient, flows: ServedFlows): void {
  const message = encodeForgetFlows(flows);
  if (message.ok) client.execute([{ operation: "forget flows", message: message.value }]);
}
