/**
 * Between a machine's adverts and the bytes on the segment, through the codec that the daemon
 * uses.
 */
import type { VrrpInstance } from "../config/model/vrrp-instance.ts";
import type { VrrpEffect } from "../core/vrrp/effects.ts";
import type { AdvertPacket } from "../core/vrrp/events.ts";
import type { IpAddress } from "../wire/address.ts";
import { type Centiseconds, microsPerCentisecond, microsPerSecond } from "../wire/units.ts";
import { type Advert, vrrpTtl } from "../wire/vrrp/advert.ts";
import { decodeAdvert } from "../wire/vrrp/decode.ts";
import { encodeAdvert } from "../wire/vrrp/encode.ts";
import type { LanDatagram } from "./virtual-lan.ts";

/** One datagram to send. */
export interface Advertisement {
  readonly destination: IpAddress;
  readonly payload: Uint8Array;
}

type SendAdvert = Extract<VrrpEffect, { kind: "sendAdvert" }>;

/** One datagram for the group, or one for each peer. */
export function encodeFor(
  instance: VrrpInstance,
  source: IpAddress,
  effect: SendAdvert,
): readonly Advertisement[] {
  const advert = advertOf(instance, effect);
  const password =
    instance.authentication.type === "pass" ? instance.authentication.password.reveal() : null;
  const rule = effect.oldUnicastChecksum ? "oldUnicast" : instance.checksum;
  const checksum = rule === "detect" ? "pseudoHeader" : rule;
  return destinationsOf(instance).map((destination) => ({
    destination,
    payload: encodeAdvert(advert, { source, destination, checksum, password }),
  }));
}

/** What a router with this instance makes of a datagram. */
export function decodeFor(instance: VrrpInstance, datagram: LanDatagram): AdvertPacket {
  const { source, destination, ttl, payload } = datagram;
  const { authentication, family } = instance;
  const expectedPassword = authentication.type === "pass" ? authentication.password.reveal() : null;
  return {
    source,
    destination,
    ttl,
    lengthMatches: true,
    received: decodeAdvert(payload, { family, source, destination, expectedPassword }),
  };
}

export const sentTtl = (instance: VrrpInstance): number =>
  instance.delivery.kind === "unicast" ? instance.delivery.ttl : vrrpTtl;

function advertOf(instance: VrrpInstance, { priority }: SendAdvert): Advert {
  const { virtualRouterId, advertIntervalMicros } = instance;
  const addresses = instance.virtualAddresses.map((line) => line.address);
  const common = { virtualRouterId, priority, addresses };
  if (instance.version === 2) {
    const advertIntervalSeconds = advertIntervalMicros / microsPerSecond;
    return { version: 2, ...common, advertIntervalSeconds };
  }
  const centiseconds = (advertIntervalMicros / microsPerCentisecond) as Centiseconds;
  return { version: 3, ...common, advertIntervalCentiseconds: centiseconds };
}

function destinationsOf({ delivery }: VrrpInstance): readonly IpAddress[] {
  if (delivery.kind === "multicast") return [delivery.group];
  return delivery.peers.map((peer) => peer.address);
}
