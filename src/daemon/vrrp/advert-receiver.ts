/** Which instance an advert is for, and what the machine is told of it. */
import type { VrrpEvent } from "../../core/vrrp/events.ts";
import type { ReceivedDatagram } from "../../ports/adverts.ts";
import type { IpAddress } from "../../wire/address.ts";
import { AdvertDecoder } from "../../wire/vrrp/advert-decoder.ts";
import type { Transport } from "./advert-transports.ts";
import type { RunningInstance } from "./running-instance.ts";

export interface Reception {
  readonly running: RunningInstance;
  readonly event: VrrpEvent & { readonly kind: "advertReceived" };
}

export class AdvertReceiver {
  readonly #decoder = new AdvertDecoder();

  /** Null where it is for no instance on that socket. */
  receive(transport: Transport<RunningInstance>, datagram: ReceivedDatagram): Reception | null {
    const { source, destination, ttl, lengthMatches, payload } = datagram;
    const members = transport.members.get(payload[1] ?? 0);
    const running = members === undefined ? undefined : chooseMember(members, source);
    if (running === undefined) return null;
    const received = this.#decoder.decode(payload, {
      source,
      destination,
      family: running.instance.family,
      expectedPassword: running.password,
    });
    const packet = { source, destination, ttl, lengthMatches, received };
    return { running, event: { kind: "advertReceived", packet } };
  }
}

/**
 * Unicast instances may share a VRID: the peer's address tells which one is meant (keepalived.md
 * §5).
 */
function chooseMember(
  members: readonly RunningInstance[],
  source: IpAddress,
): RunningInstance | undefined {
  if (members.length === 1) return members[0];
  return members.find(
    ({ instance: { delivery } }) =>
      delivery.kind === "unicast" && delivery.peers.some((peer) => peer.address === source),
  );
}
