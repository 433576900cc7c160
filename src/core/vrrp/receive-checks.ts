/**
 * What a received advert has to pass before the election sees it, in keepalived's order, so that the
 * same packet moves the same counter (keepalived.md §7.3, RFC 9568 §7.1).
 */
import type { ChecksumRule, UnicastPeer } from "../../config/model/vrrp-instance.ts";
import { isMulticast } from "../../wire/address.ts";
import { microsPerCentisecond, microsPerSecond } from "../../wire/units.ts";
import type {
  Advert,
  AdvertError,
  AdvertV2,
  ChecksumKind,
  ReceivedAdvert,
} from "../../wire/vrrp/advert.ts";
import { ownerPriority, vrrpTtl } from "../../wire/vrrp/advert.ts";
import { addressListMatches } from "./address-list.ts";
import type { AdvertPacket } from "./events.ts";
import { endRefusals, sight } from "./sightings.ts";
import type { Statistics } from "./statistics.ts";
import { change, count, logOnce, type Turn } from "./turn.ts";

/** Why a packet is dropped, which counter it moves, and what is said about it once. */
interface Refusal {
  readonly counter: keyof Statistics | null;
  readonly reason: string;
  readonly message: string;
}

/** The advert when it may take part in the election, else null: counted, and reported once. */
export function acceptedAdvert(turn: Turn, packet: AdvertPacket): Advert | null {
  const { received } = packet;
  const refusal = received.ok
    ? (refusedFields(turn, packet, received.value) ?? null)
    : malformed(turn, packet, received.error);
  if (refusal !== null) {
    refuse(turn, packet, refusal);
    return null;
  }
  if (!received.ok) return null;
  return countedAdvert(turn, packet, received.value);
}

/** From here on it counts as received; a wrong address list is reported but tolerated. */
function countedAdvert(turn: Turn, packet: AdvertPacket, received: ReceivedAdvert): Advert | null {
  const { instance, state } = turn;
  // An owner that is leaving, or has left, listens to its successor all the same.
  const leaves = state.phase === "handingOver" || state.operator.standsBack;
  const isDeaf = instance.ownerIgnoreAdverts && !leaves;
  if (isDeaf && state.priority === ownerPriority) return null;
  count(turn, "advertsReceived");
  if (received.checksum === "oldUnicast") adoptOldChecksum(turn, packet);
  reportOtherInterval(turn, packet, received.advert);
  const sameMaster = state.master?.address === packet.source;
  if (!(instance.skipCheckAdvertAddresses && sameMaster)) {
    reportOtherAddresses(turn, packet, received.advert);
  }
  const stranger = refusedPeer(turn, packet);
  if (stranger === null) {
    endRefusals(turn, packet.source);
    return received.advert;
  }
  refuse(turn, packet, stranger);
  return null;
}

function refuse(turn: Turn, packet: AdvertPacket, refusal: Refusal): void {
  if (refusal.counter !== null) count(turn, refusal.counter);
  const message = `ignoring advert from ${packet.source}: ${refusal.message}`;
  logOnce(turn, refusal.reason, message, "warning");
  change(turn, { refusedAdverts: turn.state.refusedAdverts + 1 });
  sight(turn, {
    kind: "advertRefused",
    address: packet.source,
    reason: refusal.reason,
    because: refusal.message,
    advert: packet.received.ok ? packet.received.value.advert : null,
  });
}

function malformed(turn: Turn, packet: AdvertPacket, error: AdvertError): Refusal {
  switch (error.code) {
    case "truncated":
      return lengthRefusal(`${error.gotBytes} bytes where ${error.neededBytes} are needed`);
    case "tooLong":
      return lengthRefusal(`${error.gotBytes} bytes where ${error.expectedBytes} are announced`);
    case "unknownVersion":
      return refusedTtl(turn, packet) ?? versionRefusal(turn, error.version);
  }
}

function refusedFields(turn: Turn, packet: AdvertPacket, received: ReceivedAdvert): Refusal | null {
  const { advert } = received;
  return (
    refusedTtl(turn, packet) ??
    (advert.version === turn.instance.version ? null : versionRefusal(turn, advert.version)) ??
    (advert.version === 2 ? refusedAuthentication(turn, received) : null) ??
    (advert.version === 2 ? refusedInterval(turn, advert) : null) ??
    refusedType(received) ??
    (packet.lengthMatches ? null : lengthRefusal("the IP header announces another length")) ??
    refusedZeroInterval(advert) ??
    refusedChecksum(turn, received.checksum) ??
    refusedDelivery(turn, packet)
  );
}

/** RFC 9568 §7.1: protects against packets from beyond the link; unicast may be routed. */
function refusedTtl(turn: Turn, packet: AdvertPacket): Refusal | null {
  if (turn.instance.delivery.kind === "unicast" || packet.ttl === vrrpTtl) return null;
  const message = `TTL ${packet.ttl} instead of ${vrrpTtl}: it was routed or forged`;
  return { counter: "ttlErrors", reason: "ttl", message };
}

function versionRefusal(turn: Turn, version: number): Refusal {
  const message = `VRRP version ${version}, ours is ${turn.instance.version}`;
  return { counter: "versionErrors", reason: "version", message };
}

const authenticationNames = ["no authentication", "auth_type PASS", "auth_type AH"];

/** RFC 3768 §7.1. */
function refusedAuthentication(turn: Turn, received: ReceivedAdvert): Refusal | null {
  const { authentication } = turn.instance;
  const type = received.authenticationType;
  const ours = authentication.type === "pass" ? 1 : 0;
  if (type >= authenticationNames.length) {
    const message = `authentication type ${type} does not exist`;
    return { counter: "invalidAuthenticationType", reason: "authenticationType", message };
  }
  if (type !== ours) {
    const message = `${authenticationNames[type]}, ours is ${authenticationNames[ours]}`;
    return { counter: "authenticationTypeMismatch", reason: "authenticationType", message };
  }
  if (ours === 0 || received.passwordMatches) return null;
  const message = "its auth_pass is not ours";
  return { counter: "authenticationFailures", reason: "password", message };
}

/** VRRPv2 routers must agree on the interval (RFC 3768 §7.1). */
function refusedInterval(turn: Turn, advert: AdvertV2): Refusal | null {
  const ours = turn.instance.advertIntervalMicros / microsPerSecond;
  if (advert.advertIntervalSeconds === ours) return null;
  const message = `advert interval ${advert.advertIntervalSeconds} s, ours is ${ours} s`;
  return { counter: "advertIntervalErrors", reason: "interval", message };
}

/** A learned interval of nothing would make every backup take over at once. */
function refusedZeroInterval(advert: Advert): Refusal | null {
  if (advert.version === 2 || advert.advertIntervalCentiseconds > 0) return null;
  const message = "advert interval 0";
  return { counter: "advertIntervalErrors", reason: "interval", message };
}

function refusedType(received: ReceivedAdvert): Refusal | null {
  if (received.type === 1) return null;
  const message = `packet type ${received.type} does not exist`;
  return { counter: "invalidTypeReceived", reason: "type", message };
}

const lengthRefusal = (message: string): Refusal => ({
  counter: "packetLengthErrors",
  reason: "length",
  message,
});

function refusedChecksum(turn: Turn, kind: ChecksumKind): Refusal | null {
  if (kind === "kernel" || acceptedChecksums(turn).includes(kind)) return null;
  const otherWay =
    kind === "bodyOnly" ? " (it is right without the pseudo header: v3_checksum_as_v2 there?)" : "";
  const message = `wrong checksum${otherWay}`;
  return { counter: "checksumErrors", reason: "checksum", message };
}

function acceptedChecksums(turn: Turn): readonly ChecksumKind[] {
  return turn.instance.version === 2 ? ["bodyOnly"] : checksumsOfRule[turn.instance.checksum];
}

const checksumsOfRule: Record<ChecksumRule, readonly ChecksumKind[]> = {
  pseudoHeader: ["pseudoHeader"],
  bodyOnly: ["bodyOnly"],
  oldUnicast: ["oldUnicast"],
  detect: ["pseudoHeader", "oldUnicast"],
};

function refusedDelivery(turn: Turn, packet: AdvertPacket): Refusal | null {
  const multicast = isMulticast(packet.destination);
  const { delivery } = turn.instance;
  if (multicast === (delivery.kind === "multicast")) return null;
  const message = `sent to ${packet.destination}, but we use ${delivery.kind}`;
  return { counter: "addressListErrors", reason: "delivery", message };
}

/** `check_unicast_src`, and the TTL range of a peer. */
function refusedPeer(turn: Turn, packet: AdvertPacket): Refusal | null {
  const { instance } = turn;
  if (instance.delivery.kind !== "unicast" || !instance.checkUnicastSource) return null;
  const isSender = (peer: UnicastPeer) => peer.address === packet.source;
  const peer = instance.delivery.peers.find(isSender);
  if (peer === undefined) {
    return { counter: null, reason: "peer", message: "it is not in unicast_peer" };
  }
  if (packet.ttl >= peer.minTtl && packet.ttl <= peer.maxTtl) return null;
  const message = `TTL ${packet.ttl} is not within ${peer.minTtl} to ${peer.maxTtl}`;
  return { counter: "ttlErrors", reason: "peerTtl", message };
}

/** The peer is a keepalived up to 1.3.6: answer it in kind. */
function adoptOldChecksum(turn: Turn, packet: AdvertPacket): void {
  if (turn.state.oldUnicastChecksum || turn.instance.checksum !== "detect") return;
  change(turn, { oldUnicastChecksum: true });
  const message = `${packet.source} uses the unicast checksum of old versions: so do we from now on`;
  logOnce(turn, "oldChecksum", message, "info");
}

function reportOtherInterval(turn: Turn, packet: AdvertPacket, advert: Advert): void {
  if (advert.version === 2) return;
  const micros = advert.advertIntervalCentiseconds * microsPerCentisecond;
  if (micros === turn.instance.advertIntervalMicros) return;
  const message = `${packet.source} sends every ${micros / 1000} ms, we would send every ${
    turn.instance.advertIntervalMicros / 1000
  } ms`;
  logOnce(turn, "otherInterval", message, "info");
}

function reportOtherAddresses(turn: Turn, packet: AdvertPacket, advert: Advert): void {
  if (addressListMatches(turn.instance, advert.addresses)) return;
  count(turn, "addressListErrors");
  const ours = turn.instance.virtualAddresses.map((line) => line.address).join(" ");
  const theirs = advert.addresses.join(" ");
  const message = `${packet.source} advertises other addresses: ${theirs || "none"}, ours: ${ours}`;
  logOnce(turn, "addresses", message, "warning");
}
