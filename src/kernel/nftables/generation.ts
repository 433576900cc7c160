/** Asks the kernel which ruleset it has: a question of microseconds, where listing it takes seconds. */
import { decodeGeneration, encodeGetGeneration } from "../../wire/nftables/generation.ts";
import { NetlinkClient } from "../netlink/netlink-client.ts";
import { openNetlinkSocket } from "../netlink/netlink-socket.ts";
import type { Sys } from "../sys.ts";
import { withinNetworkNamespace } from "../within-namespace.ts";

const NETLINK_NETFILTER = 12;

export interface Generations {
  /** Null where the kernel does not say. */
  current(): number | null;
  close(): void;
}

/** A socket that cannot be had gives no numbers: then everything is read each time. */
export function openGenerations(sys: Sys, networkNamespace: string | null): Generations {
  const socket = withinNetworkNamespace(sys, networkNamespace, () =>
    openNetlinkSocket(sys, {
      operation: "open a netlink socket for nftables",
      protocol: NETLINK_NETFILTER,
      groups: [],
      receiveBuffer: { bytes: 16 * 1024, force: false },
    }),
  );
  if (!socket.ok) return { current: () => null, close: () => {} };
  const client = new NetlinkClient(socket.value);
  return { current: () => ask(client), close: () => client.close() };
}

function ask(client: NetlinkClient): number | null {
  const message = encodeGetGeneration();
  if (!message.ok) return null;
  const request = { operation: "ask for the generation of nftables", message: message.value };
  const [answer] = client.askEach<number>([request], decodeGeneration);
  return answer?.ok === true ? (answer.value[0] ?? null) : null;
}
